import { expect, it } from 'vitest';
import { createAnswers } from '../../../../electron/api/local-socket/answers.ts';
import { createEmitter } from '../../../../electron/shared/emitter.ts';
import type { Events } from '../../../../electron/shared/contract/events.ts';
import { DEFAULT_PREFERENCES } from '../../../../electron/shared/model.ts';
import { fail } from '../../../../electron/shared/messages.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createDoor } from '../../../../electron/api/router.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeHandlers, SAMPLE_TEAM } from '../../../support/fake-handlers.ts';

it.each([
  [false, 'Ana Łukasik'],
  [true, 'A. Ł.'],
])('a command gets names as they may be shown (hidden: %s)', async (isMasked, name) => {
  const surprises: unknown[] = [];
  const onSurprise = (error: unknown): void => void surprises.push(error);
  const { handlers } = createFakeHandlers();
  const agents = SAMPLE_TEAM.agents.map((agent) => ({ ...agent, addition: 'alukasik' }));
  const answer = createAnswers({
    app: {
      door: createDoor({
        handlers: { ...handlers, 'team:snapshot': () => ok({ ...SAMPLE_TEAM, agents }) },
        clock: createFakeClock(),
        onLeave: () => {},
      }),
      events: createEmitter<Events>(onSurprise),
      team: () => SAMPLE_TEAM,
      settings: () => ({ ...DEFAULT_PREFERENCES, isMasked }),
      attention: () => ({ count: 1, nextAt: null }),
      lookAfterConnections: () => Promise.resolve(),
      attentionRules: () => ({ limits: DEFAULT_PREFERENCES.limits, offHours: null }),
    },
    show: () => undefined,
    servePage: () => Promise.resolve(fail('unexpected')),
    onSurprise,
  });
  const reply = await answer({ ask: 'team', agents: true }, new AbortController().signal);
  expect(reply).toMatchObject({
    ok: true,
    value: { team: { agents: [{ userId: 'u-1', name }], counts: { total: 1 } }, attention: 1 },
  });
  expect(JSON.stringify(reply).includes('alukasik')).toBe(!isMasked);
  expect(surprises).toEqual([]);
});
