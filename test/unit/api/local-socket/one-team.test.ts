import { expect, it } from 'vitest';
import { createDoor } from '../../../../electron/api/router.ts';
import { createAnswers } from '../../../../electron/api/local-socket/answers.ts';
import type { OwnerTeam } from '../../../../electron/api/local-socket/types.ts';
import type { Events } from '../../../../electron/shared/contract/events.ts';
import { createEmitter } from '../../../../electron/shared/emitter.ts';
import { fail } from '../../../../electron/shared/messages.ts';
import { DEFAULT_PREFERENCES, type ConnectionProfile } from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeHandlers, SAMPLE_TEAM } from '../../../support/fake-handlers.ts';

it('answers with the team of the connection it names, also while another one is being opened', async () => {
  const present = { id: 'north' };
  const { handlers } = createFakeHandlers({
    'connection:get': () => {
      // The user chooses another one as soon as somebody else has a turn.
      queueMicrotask(() => (present.id = 'south'));
      return ok({ kind: 'account', profile: { id: present.id } as ConnectionProfile, secret: 'stored' });
    },
    'team:snapshot': () =>
      ok({ ...SAMPLE_TEAM, agents: SAMPLE_TEAM.agents.map((one) => ({ ...one, name: present.id })) }),
  });
  const answer = createAnswers({
    app: {
      door: createDoor({ handlers, clock: createFakeClock(), onLeave: () => {} }),
      events: createEmitter<Events>(() => {}),
      team: () => SAMPLE_TEAM,
      settings: () => DEFAULT_PREFERENCES,
      attention: () => ({ count: 1, nextAt: null }),
      lookAfterConnections: () => Promise.resolve(),
      attentionRules: () => ({ limits: DEFAULT_PREFERENCES.limits, offHours: null }),
    },
    show: () => undefined,
    servePage: () => Promise.resolve(fail('unexpected')),
    onSurprise: () => undefined,
  });
  const reply = await answer({ ask: 'team', agents: true }, new AbortController().signal);
  const { connection, team } = (reply.ok ? reply.value : null) as OwnerTeam;
  expect([connection.profile?.id, team.agents[0]?.name]).toEqual(['north', 'north']);
});
