import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { watchPower } from '../../../../electron/desktop/system/power.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { delta, fakeEvents, fakePowerMonitor, TEAM } from '../fake-electron.ts';

describe('power', () => {
  function watched(isOnBattery = false, platform = 'win32') {
    const clock = createFakeClock();
    const events = fakeEvents();
    const calls: string[] = [];
    const net = { online: true };
    const powerMonitor = fakePowerMonitor(platform, isOnBattery);
    const power = watchPower({
      powerMonitor,
      choices: platformChoices(platform),
      net: { isOnline: () => net.online },
      core: { events, wake: () => calls.push('wake'), rest: (rest) => calls.push(`rest ${rest}`) },
      clock,
    });
    return { clock, events, calls, net, powerMonitor, power };
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
      ['lock-screen', 'suspend', 'resume', 'unlock-screen'],
      ['rest locked', 'wake', 'rest none', 'wake'],
    ],
  ])('%j tells the core %j', (names, told) => {
    const { powerMonitor, calls } = watched();
    for (const name of names) powerMonitor.emit(name);
    expect(calls).toEqual(told);
  });

  it('does not rest on battery while somebody is looking', () => {
    const { power, calls } = watched(true);
    power.sight(true);
    power.sight(false);
    expect(calls).toEqual(['rest battery', 'rest none', 'rest battery']);
  });

  it('does not rest for ever on a battery that is never told to be left, as on Linux', () => {
    expect(watched(true, 'linux').calls).toEqual([]);
  });

  it('looks for the network while there is none, and wakes the core when it is back', () => {
    const { clock, events, calls, net, power } = watched();
    const offline = delta({ health: { ...TEAM.health, state: 'offline' } });
    events.emit('team:changed', offline);
    expect(clock.pending()).toEqual([]);
    net.online = false;
    events.emit('team:changed', offline);
    events.emit('team:changed', offline);
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([[], [10_000]]);
    net.online = true;
    clock.advance(10_000);
    expect([calls, clock.pending()]).toEqual([['wake'], []]);
    net.online = false;
    events.emit('team:changed', offline);
    power.stop();
    expect(clock.pending()).toEqual([]);
  });
});
