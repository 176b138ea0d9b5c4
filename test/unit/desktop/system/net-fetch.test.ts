import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { netFetch } from '../../../../electron/desktop/system/net-fetch.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';

it('follows no redirect, which an answer of net.fetch would not tell of', async () => {
  let arrivals = 0;
  const server = createServer((request, response) => {
    if (request.url === '/there') arrivals += 1;
    response.writeHead(request.url === '/there' ? 200 : 307, { Location: '/there' }).end();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  startElectron();
  const answer = netFetch(new Request(`http://127.0.0.1:${port}/here`, { redirect: 'follow' }));
  await expect(answer).rejects.toThrow('Redirect was cancelled');
  expect(arrivals).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});

it('calls the API without cookies, cache and custom schemes', async () => {
  const calls: unknown[] = [];
  const { electron } = startElectron();
  electron.net.fetch = (...call) => {
    calls.push(call);
    return Promise.resolve(new Response());
  };
  await netFetch(new URL('https://kore.test/a'), { method: 'POST' });
  expect(calls).toEqual([
    [
      'https://kore.test/a',
      {
        method: 'POST',
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
        bypassCustomProtocolHandlers: true,
      },
    ],
  ]);
});
