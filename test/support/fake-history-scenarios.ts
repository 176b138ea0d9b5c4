import { appError, type ErrorCode, fail, ok } from '../../electron/shared/result.ts';
import { PROFILE, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { ALL_READ, type FakeHistory } from './fake-history-answers.ts';

const ZONE = 'Asia/Kolkata';

/** An account whose team is in another zone, so the team's time and the reader's differ. */
function elsewhere(history: Partial<FakeHistory> = {}): FakeBridge {
  return createFakeBridge({
    history: { ...ALL_READ, ...history },
    connection: { kind: 'account', profile: { ...PROFILE, timeZone: ZONE }, secret: 'stored' },
  });
}

function partial(): FakeBridge {
  return elsewhere({ read: 0.4, pageMs: 400, stopped: appError('rate-limited'), notUnderstood: 3 });
}

function empty(): FakeBridge {
  const fake = elsewhere();
  fake.core.team = { ...fake.core.team, agents: [] };
  return fake;
}

function failing(code: ErrorCode): FakeBridge {
  const fake = elsewhere({ read: 0, stopped: appError(code) });
  fake.answer('history:read', () => fail(code));
  return fake;
}

/** Loads the third day of a week and waits for the rate limit until cancelled. */
function loading(): FakeBridge {
  const fake = elsewhere({ read: 0.4 });
  let stop = (): void => undefined;
  fake.answer('history:read', async ({ dates }) => {
    const [day = ''] = dates;
    const waitingUntil = Date.now() + 41_000;
    const agents = { agentsRead: 150, agents: 500, restMs: 130_000 };
    fake.push('history:progress', { ...agents, day, lastDay: day, dayIndex: 2, days: 7, waitingUntil });
    await new Promise<void>((resolve) => (stop = resolve));
    return fail('cancelled');
  });
  fake.answer('history:cancel', () => (stop(), ok(null)));
  return fake;
}

/** Situations of the history view. */
export const HISTORY_SCENARIOS = {
  'history-zones': () => elsewhere(),
  'history-partial': partial,
  'history-empty': empty,
  'history-failed': () => failing('timeout'),
  'history-scope': () => failing('scope-missing'),
  'history-loading': loading,
} satisfies Readonly<Record<string, () => FakeBridge>>;
