import { expect, it } from 'vitest';
import { followCore } from '../../../../electron/desktop/system/app-log.ts';
import { delta, fakeEvents, fakeLog, TEAM } from '../fake-electron.ts';

it('writes down when health or secret become others, until it ends', () => {
  const log = fakeLog();
  const events = fakeEvents();
  const end = followCore(log, {
    events,
    team: () => TEAM,
    connection: () => ({ kind: 'none', profile: null, secret: 'none' }),
  });
  const health = (state: 'live' | 'offline') =>
    events.emit('team:changed', delta({ health: { ...TEAM.health, state, message: 'hunter2' } }));
  const secret = (state: 'stored' | 'locked') =>
    events.emit('connection:changed', { kind: 'account', profile: { name: 'hunter2' } as never, secret: state });
  health('live');
  health('offline');
  health('offline');
  health('live');
  secret('locked');
  secret('locked');
  secret('stored');
  end();
  health('offline');
  expect(log.lines).toEqual([
    'warn health live offline',
    'info health offline live',
    'info secret account none locked',
    'info secret account locked stored',
  ]);
});
