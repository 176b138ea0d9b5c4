import { expect, it } from 'vitest';
import { createLocalCommands } from '../../../../electron/api/local-socket/local-commands.ts';
import type { RunningStatus } from '../../../../electron/api/local-socket/protocol.ts';
import { createDoor } from '../../../../electron/api/router.ts';
import type { Handlers } from '../../../../electron/api/types.ts';
import type { Events } from '../../../../electron/shared/contract.ts';
import { createEmitter } from '../../../../electron/shared/emitter.ts';
import { fail } from '../../../../electron/shared/messages.ts';
import { DEFAULT_PREFERENCES, type ConnectionProfile } from '../../../../electron/shared/model.ts';
import { ok, type Result } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeHandlers, SAMPLE_TEAM } from '../../../support/fake-handlers.ts';

/** The commands of an app whose attention changes at an instant, or with the team only. */
function serve(handlers: Handlers, { isMasked = false, nextAt = null as number | null } = {}) {
  const clock = createFakeClock();
  const events = createEmitter<Events>((error) => {
    throw error;
  });
  const surprises: unknown[] = [];
  const due = { at: nextAt === null ? null : clock.now() + nextAt };
  const commands = createLocalCommands({
    app: {
      door: createDoor({ handlers, clock, onLeave: () => {} }),
      events,
      settings: () => ({ ...DEFAULT_PREFERENCES, isMasked }),
      attention: () => ({ count: 1, nextAt: due.at !== null && due.at > clock.now() ? due.at : null }),
      lookAfterConnections: () => Promise.resolve(),
      attentionRules: () => ({ limits: DEFAULT_PREFERENCES.limits, offHours: null }),
    },
    clock,
    show: () => undefined,
    servePage: () => Promise.resolve(fail('unexpected')),
    onSurprise: (error) => void surprises.push(error),
  });
  return { commands, clock, events, surprises };
}

it.each([
  [false, 'Ana Łukasik'],
  [true, 'A. Ł.'],
])('a command gets names as they may be shown (hidden: %s)', async (isMasked, name) => {
  const { handlers } = createFakeHandlers();
  const agents = SAMPLE_TEAM.agents.map((agent) => ({ ...agent, addition: 'alukasik' }));
  const { commands, surprises } = serve(
    { ...handlers, 'team:snapshot': () => ok({ ...SAMPLE_TEAM, agents }) },
    { isMasked },
  );
  const answer = await commands.dispatch('status:get', [true], 'local-1');
  expect(answer).toMatchObject({
    ok: true,
    value: { team: { agents: [{ userId: 'u-1', name }], counts: { total: 1 } }, attention: 1 },
  });
  expect(JSON.stringify(answer).includes('alukasik')).toBe(!isMasked);
  expect(surprises).toEqual([]);
});

it('a command gets the team of the connection it names, also while another one is being opened', async () => {
  const present = { id: 'north' };
  const { handlers } = createFakeHandlers({
    'connection:get': () => {
      // The user chooses another one before the next microtask.
      queueMicrotask(() => (present.id = 'south'));
      return ok({ kind: 'account', profile: { id: present.id } as ConnectionProfile, secret: 'stored' });
    },
    'team:snapshot': () =>
      ok({ ...SAMPLE_TEAM, agents: SAMPLE_TEAM.agents.map((one) => ({ ...one, name: present.id })) }),
  });
  const answer = (await serve(handlers).commands.dispatch('status:get', [true], 'local-1')) as Result<RunningStatus>;
  if (!answer.ok) throw new Error(answer.error.message);
  const { connection, team } = answer.value;
  expect([connection.profile?.id, team.agents[0]?.name]).toEqual(['north', 'north']);
});

it.each([
  ['status:get', []],
  ['status:get', ['yes']],
  ['status:get', [true, 1]],
  ['status:get', null],
  ['window:open', [1]],
  ['connection:renew', ['c-1']],
  ['page:serve', [65_536]],
  ['page:serve', [-1]],
  ['page:serve', ['80']],
  ['page:serve', [1.5]],
  ['storage:purge', []],
  ['constructor', []],
])('%s %j is refused', async (command, args) => {
  const { commands } = serve(createFakeHandlers().handlers);
  expect(await commands.dispatch(command, args, 'local-1')).toMatchObject({ error: { code: 'invalid-input' } });
});

it('a listener hears of every change, and when somebody comes to need attention without one', () => {
  const { commands, clock, events } = serve(createFakeHandlers().handlers, { nextAt: 60_000 });
  let heard = 0;
  const unsubscribe = commands.on('status:changed', () => (heard += 1));
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  expect(heard).toBe(1);
  clock.advance(60_000);
  expect(heard).toBe(2);
  unsubscribe();
  events.emit('settings:changed', DEFAULT_PREFERENCES);
  expect([heard, clock.pending()]).toEqual([2, []]);
});
