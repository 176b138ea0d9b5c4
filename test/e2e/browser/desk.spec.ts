import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { makeTestComputer } from '../../support/e2e/test-computer.ts';
import { startProgram } from '../../support/e2e/program.ts';
import { expect, test } from '../rollcall.ts';
import { agents, goTo } from '../steps.ts';

/** A broker behind WebSockets, as on port 443, which takes anybody. */
async function startWebSocketBroker() {
  const broker = new Aedes();
  await broker.listen();
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => broker.handle(createWebSocketStream(socket)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => broker.close(resolve));
    },
  };
}

test('a desk needs one line, and shows what its publisher says until that stops', async ({ ownRollcall }) => {
  const broker = await startWebSocketBroker();
  const computer = await makeTestComputer({});
  const publisher = startProgram('out/cli.js', {
    args: ['publish', '--demo', '--broker', broker.url],
    env: computer.env,
  });
  try {
    const line = await publisher.printed(/^(rollcall-desk:1:\S+)$/m);
    await publisher.printed(/(view published)/);
    const { page } = ownRollcall;
    await page.getByLabel('Paste all values').fill(line);
    await expect(page.getByText('Desk “Demo desk” of 127.0.0.1: the team with names.')).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByRole('list', { name: 'Test of the connection' })).toContainText('Publisher: okEverybody: ');
    await page.getByRole('button', { name: 'Save and start' }).click();
    await page.getByRole('button', { name: 'Start for this session only' }).click();
    await expect(agents(page).first()).toBeVisible();
    await goTo(page, 'Settings');
    await expect(page.getByText(broker.url)).toBeVisible();
    await goTo(page, 'Team');
    await publisher.stop();
    await expect(page.getByText('The publisher has stopped.').first()).toBeVisible();
    await expect(agents(page).first()).toBeVisible();
  } finally {
    await publisher.stop();
    await computer.remove();
    await broker.stop();
  }
});
