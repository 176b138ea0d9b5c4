import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { watchPower } from '../../../../electron/desktop/system/power.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { delta, fakeEvents, TEAM } from '../fake-app.ts';

describe('power', () => {
  function watched(isOnBattery = false, platform = 'win32') {
    const { electron, calls: host } = startElectron({ platform });
    electron.powerMonitor.isOnBatteryPower = () => isOnBattery;
    const clock = createFakeClock();
    const events = fakeEvents();
    const calls: string[] = [];
    const power = watchPower({
      choices: platformChoices(platform),
      core: { events, wake: () => calls.push('wake'), rest: (rest) => calls.push(`rest ${rest}`) },
      clock,
    });
    return { clock, events, calls, host, power };
  }

  it.each([
    [
      ['lock-screen', 'unlock-screen'],
      ['rest locked', 'rest none', 'wake'],
    ],
    [
      ['suspend', 'resume'],
      ['rest locked', 'rest none', 'wake'],
    ],
    [
      ['on-battery', 'on-ac'],
      ['rest battery', 'rest none'],
    ],
    [
      ['on-battery', 'lock-screen', 'unlock-screen'],
      ['rest battery', 'rest locked', 'rest battery', 'wake'],
    ],
    [
      ['on-battery', 'suspend'],
      ['rest battery', 'rest locked'],
    ],
    [
      ['lock-screen', 'suspend', 'resume', 'unlock-screen'],
      ['rest locked', 'wake', 'rest none', 'wake'],
    ],
  ])('%j tells the core %j', (names, expected) => {
    const { host, calls } = watched();
    for (const name of names) void host.power(name);
    expect(calls).toEqual(expected);
  });

  it('does not rest on battery while the team is watched', () => {
    const { power, calls } = watched(true);
    power.setVisible(true);
    power.setVisible(false);
    expect(calls).toEqual(['rest battery', 'rest none', 'rest battery']);
  });

  it('rests while the screen is locked, whatever is visible', () => {
    const { host, power, calls } = watched();
    power.setVisible(true);
    void host.power('lock-screen');
    expect(calls).toEqual(['rest locked']);
  });

  it('does not rest for ever where the end of battery power is not announced, as on Linux', () => {
    expect(watched(true, 'linux').calls).toEqual([]);
  });

  it('checks for a network while there is none, and wakes the core when it is back', () => {
    const { clock, events, calls, host, power } = watched();
    const offline = delta({ health: { ...TEAM.health, state: 'offline' } });
    events.emit('team:changed', offline);
    expect(clock.pending()).toEqual([]);
    void host.network(false);
    events.emit('team:changed', offline);
    events.emit('team:changed', offline);
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([[], [10_000]]);
    void host.network(true);
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([['wake'], []]);
    void host.network(false);
    events.emit('team:changed', offline);
    power.stop();
    expect(clock.pending()).toEqual([]);
  });
});
