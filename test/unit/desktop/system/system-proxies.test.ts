import { expect, it } from 'vitest';
import { systemProxies } from '../../../../electron/desktop/system/system-proxies.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

const waysOf = (answer: string, url = 'https://broker.example:8883'): ReturnType<typeof systemProxies> => {
  startElectron({ env: { ROLLCALL_HOST_PROXIES: answer } });
  return systemProxies(new URL(url));
};

it.each([
  ['DIRECT', [null]],
  ['PROXY proxy.example:3128', ['http://proxy.example:3128']],
  ['PROXY a.example:80;DIRECT', ['http://a.example:80', null]],
  [
    'HTTPS a.example:443; SOCKS5 b.example:1080 ;SOCKS [::1]:1080',
    ['https://a.example:443', 'socks5://b.example:1080', 'socks4://[::1]:1080'],
  ],
  ['QUIC a.example:443;PROXY b.example:80;PROXY :::', ['http://b.example:80']],
  ['', []],
])('reads %j as the ways %j, in that order', async (answer, ways) => {
  expect(await waysOf(answer)).toEqual(ways);
});

it.each(['https://127.0.0.1:8883', 'https://localhost', 'https://[::1]'])('takes no proxy for %s', async (url) => {
  expect(await waysOf('PROXY proxy.example:3128', url)).toEqual([null]);
});
