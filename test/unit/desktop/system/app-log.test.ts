import { expect, it } from 'vitest';
import { logCrashes, logStates } from '../../../../electron/desktop/system/app-log.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { delta, fakeEvents, fakeLog, TEAM } from '../fake-app.ts';

it('writes down when health or secret become others, until it ends', () => {
  const log = fakeLog();
  const events = fakeEvents();
  const end = logStates(log, {
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

it('writes down which processes ended by themselves, and how', () => {
  const { electron } = startElectron();
  const log = fakeLog();
  logCrashes(log);
  electron.app.emit('render-process-gone', {}, {}, { reason: 'oom', exitCode: 9 });
  electron.app.emit('render-process-gone', {}, {}, { reason: 'clean-exit', exitCode: 0 });
  electron.app.emit('child-process-gone', {}, { type: 'Utility', serviceName: 'x', reason: 'crashed', exitCode: 5 });
  expect(log.lines).toEqual(['error gone page oom 9', 'error gone Utility x crashed 5']);
});
