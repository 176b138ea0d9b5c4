import type { AppError } from '../shared/result.ts';
import { createCaller, type ApiCall, type CallParts } from './call.ts';
import type { HttpAnswer } from './errors.ts';
import { createTurn } from './turn.ts';
import type { CallOptions } from './types.ts';

/** A call that the client itself never makes, to see what the server does with it. */
export interface ProbeCall extends Pick<ApiCall, 'path' | 'query' | 'body' | 'isWithoutBotId'> {
  /** Sends a token that is none. */
  readonly hasBadToken?: boolean;
}

/** What a probe brought. */
export interface ProbeAnswer {
  /** The answer as it came, and its decoded body where it may hold data; null when none came. */
  readonly http: { readonly answer: HttpAnswer; readonly sentAt: number; readonly receivedAt: number } | null;
  readonly value: unknown;
  /** Why there is no data, as the client judges it; null when there may be some. */
  readonly error: AppError | null;
}

/** Makes one call like the client's own: within the budget, signed, judged. `onWaiting` is told when a wait will end. */
export type Probe = (
  call: ProbeCall,
  options: CallOptions & { readonly onWaiting: (until: number) => void },
) => Promise<ProbeAnswer>;

/** Makes the probe of one connection. Its answers are raw: they hold names, and must not be written or shown. */
export function createProbe(parts: CallParts): Probe {
  const { clock, budget, target } = parts;
  let http: ProbeAnswer['http'] = null;
  const onAnswer: CallParts['onAnswer'] = (answer, sentAt) => {
    http = { answer, sentAt, receivedAt: clock.now() };
  };
  const { callApi } = createCaller({ ...parts, onAnswer });
  const badToken = { kind: 'token', token: 'no-token' } as const;
  const { callApi: callWithBadToken } = createCaller({ ...parts, target: { ...target, secret: badToken }, onAnswer });

  return async ({ hasBadToken = false, ...call }, { onWaiting, ...options }) => {
    http = null;
    const turn = createTurn(budget, clock, options, { hasBegun: () => false, onWaiting });
    const read = await (hasBadToken ? callWithBadToken : callApi)({ ...call, signal: options.signal, turn });
    if (!read.ok) return { http, value: null, error: read.error };
    const { content } = read.value;
    return { http, value: content.isUnchanged ? null : content.value, error: null };
  };
}
