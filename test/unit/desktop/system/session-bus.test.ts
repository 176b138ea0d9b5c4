import { expect, it } from 'vitest';
import { askNoticeServer } from '../../../../electron/desktop/notifications/notice-server.ts';
import type { RunProgram } from '../../../../electron/desktop/system/session-bus.ts';

// As dbus-send prints an array of strings with --print-reply=literal.
const capabilities = (...names: readonly string[]): string =>
  `   array [\n${names.map((name) => `      ${name}`).join('')}   ]\n`;

it.each([
  ['GNOME', null, capabilities('actions', 'body', 'body-markup', 'icon-static', 'persistence', 'sound'), true],
  ['a server of plain text', null, capabilities('actions', 'body', 'body-hyperlinks'), false],
  ['no server', new Error('ServiceUnknown'), '', true],
  ['no dbus-send', Object.assign(new Error('spawn dbus-send ENOENT'), { code: 'ENOENT' }), '', true],
])('%s: whether bodies are read as markup', (_, error, stdout, is) => {
  expect(askNoticeServer((_file, _args, _options, onEnd) => onEnd(error, stdout))()).toBe(is);
});

it('asks the session bus, and reckons with markup until it is answered', () => {
  const asked: unknown[] = [];
  let answer: Parameters<RunProgram>[3] = () => undefined;
  const readsMarkup = askNoticeServer((file, args, _options, onEnd) => {
    asked.push([file, args[0], args.at(-1)]);
    answer = onEnd;
  });
  expect([asked, readsMarkup()]).toEqual([
    [['dbus-send', '--session', 'org.freedesktop.Notifications.GetCapabilities']],
    true,
  ]);
  answer(null, capabilities('body'));
  expect(readsMarkup()).toBe(false);
});
