import { expect, it } from 'vitest';
import { isTrustedSender, type SenderFrame } from '../../../electron/api/sender.ts';

const main = (url: string): SenderFrame => ({ url, isMainFrame: true });

it.each<[string, SenderFrame | null, boolean]>([
  ['our page', main('app://rollcall/index.html'), true],
  ['our page with a query and a fragment', main('app://rollcall/index.html?view=history#x'), true],
  ['C2 a frame that is gone', null, false],
  ['C3 a frame inside our page', { url: 'app://rollcall/index.html', isMainFrame: false }, false],
  ['C4 about:blank', main('about:blank'), false],
  ['C5 a web page', main('https://rollcall/index.html'), false],
  ['C5 another host of the scheme', main('app://other/index.html'), false],
  ['C5 a longer host', main('app://rollcall.evil.test/index.html'), false],
  ['C5 a host with a port', main('app://rollcall:80/index.html'), false],
  ['C5 our name as a user name', main('app://rollcall@evil.test/'), false],
  ['C5 a user name before our name', main('app://evil@rollcall/'), false],
  ['a blob of our page', main('blob:app://rollcall/3b0c'), false],
  ['a data address', main('data:text/html,app://rollcall/'), false],
  ['a file', main('file:///app://rollcall/index.html'), false],
  ['nothing', main(''), false],
  ['no address at all', main('rollcall'), false],
])('%s', (_case, frame, isTrusted) => {
  expect(isTrustedSender(frame, 'app://rollcall')).toBe(isTrusted);
});
