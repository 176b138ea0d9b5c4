import type { AppError } from '../../shared/result.ts';
import type { HttpAnswer } from '../http.ts';
import { createKoreApi, type ApiRequest, type KoreApiParts } from '../request.ts';
import type { CallOptions } from '../types.ts';

/** A request that the client itself never makes, to find out how the server answers it. */
export interface ProbeCall extends Pick<ApiRequest, 'path' | 'query' | 'body' | 'isWithoutBotId'> {
  /** Sends an invalid token. */
  readonly hasBadToken?: boolean;
}

/** The result of a probe. */
export interface ProbeAnswer {
  /** The raw answer; null when none came. */
  readonly http: { readonly answer: HttpAnswer; readonly sentAt: number; readonly receivedAt: number } | null;
  /** Its decoded body where it may hold data. */
  readonly value: unknown;
  /** Why there is no data, as the client judges it; null when there may be some. */
  readonly error: AppError | null;
}

/** Makes one call like the client's own: within the rate limit, signed, judged. `onWaiting` hears when a wait will end. */
export type Probe = (
  call: ProbeCall,
  options: CallOptions & { readonly onWaiting: (until: number) => void },
) => Promise<ProbeAnswer>;

/** Makes the probe of one connection. Its answers are raw: they hold names, and must not be written or shown. */
export function createProbe(parts: KoreApiParts): Probe {
  let http: ProbeAnswer['http'] = null;
  const onAnswer: KoreApiParts['onAnswer'] = (answer, sentAt) => {
    http = { answer, sentAt, receivedAt: parts.clock.now() };
  };
  const badToken = { kind: 'token', token: 'no-token' } as const;
  const api = createKoreApi({ ...parts, onAnswer });
  const badTokenApi = createKoreApi({ ...parts, target: { ...parts.target, secret: badToken }, onAnswer });

  return async ({ hasBadToken = false, ...request }, { onWaiting, ...options }) => {
    http = null;
    const send = (hasBadToken ? badTokenApi : api).startRead(options, { hasBegun: () => false, onWaiting });
    const read = await send(request);
    if (!read.ok) return { http, value: null, error: read.error };
    const { content } = read.value;
    return { http, value: content.isUnchanged ? null : content.value, error: null };
  };
}
