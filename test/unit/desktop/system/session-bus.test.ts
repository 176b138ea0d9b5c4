import { describe, expect, it } from 'vitest';
import {
  askNotificationServer,
  askTrayHost,
  trayHostFrom,
  waitForTrayHost,
  type RunProgram,
} from '../../../../electron/desktop/system/session-bus.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

describe('tray host', () => {
  it.each([
    [null, '   variant       boolean true\n', 'there'],
    [null, '   variant       boolean false\n', 'missing'],
    [{ code: 1 }, '', 'missing'],
    [{ code: 'ENOENT' }, '', 'unknown'],
  ])('is read from %j and %j', (error, stdout, host) => {
    expect(trayHostFrom(error, stdout)).toBe(host);
  });

  it('is searched for on the session bus', async () => {
    const calls: unknown[] = [];
    const run: RunProgram = (file, args, _options, onEnd) => {
      calls.push([file, args[0], args.at(-1)]);
      onEnd(null, 'boolean true');
    };
    expect(await askTrayHost(run)).toBe('there');
    expect(calls).toEqual([['dbus-send', '--session', 'string:IsStatusNotifierHostRegistered']]);
  });

  it('is waited for at login, for 3 s at most', async () => {
    const clock = createFakeClock();
    let calls = 0;
    const run: RunProgram = (_file, _args, _options, onEnd) => {
      calls += 1;
      onEnd(null, calls === 3 ? 'boolean true' : 'boolean false');
    };
    const found = waitForTrayHost(run, clock, true);
    await clock.advanceAsync(1_000);
    expect(await found).toBe('there');
    expect(clock.pending()).toEqual([]);

    const never = waitForTrayHost((_f, _a, _o, onEnd) => onEnd(null, 'boolean false'), clock, true);
    await clock.advanceAsync(3_000);
    expect(await never).toBe('missing');
    expect(await waitForTrayHost((_f, _a, _o, onEnd) => onEnd(null, ''), clock, false)).toBe('missing');
    await clock.advanceAsync(500);
    expect(clock.pending()).toEqual([]);
  });

  it('is not waited for longer where the bus does not answer', async () => {
    const clock = createFakeClock();
    const hung = waitForTrayHost(() => undefined, clock, true);
    await clock.advanceAsync(3_000);
    expect(await hung).toBe('missing');
  });
});

// As dbus-send prints an array of strings with --print-reply=literal.
const capabilities = (...names: readonly string[]): string =>
  `   array [\n${names.map((name) => `      ${name}`).join('')}   ]\n`;

it.each([
  ['GNOME', null, capabilities('actions', 'body', 'body-markup', 'icon-static', 'persistence', 'sound'), true],
  ['a server of plain text', null, capabilities('actions', 'body', 'body-hyperlinks'), false],
  ['no server', new Error('ServiceUnknown'), '', true],
  ['no dbus-send', Object.assign(new Error('spawn dbus-send ENOENT'), { code: 'ENOENT' }), '', true],
])('%s: whether bodies are read as markup', (_, error, stdout, is) => {
  expect(askNotificationServer((_file, _args, _options, onEnd) => onEnd(error, stdout))()).toBe(is);
});

it('asks the session bus, and reckons with markup until it is answered', () => {
  const calls: unknown[] = [];
  let answer: Parameters<RunProgram>[3] = () => undefined;
  const readsMarkup = askNotificationServer((file, args, _options, onEnd) => {
    calls.push([file, args[0], args.at(-1)]);
    answer = onEnd;
  });
  expect([calls, readsMarkup()]).toEqual([
    [['dbus-send', '--session', 'org.freedesktop.Notifications.GetCapabilities']],
    true,
  ]);
  answer(null, capabilities('body'));
  expect(readsMarkup()).toBe(false);
});
