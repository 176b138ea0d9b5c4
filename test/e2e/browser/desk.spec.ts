import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { readDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { opened } from '../../../electron/relay/wire/envelope.ts';
import { readPublicKey } from '../../../electron/relay/wire/keys.ts';
import { createReplica } from '../../../electron/relay/wire/replica.ts';
import { placeOf } from '../../../electron/relay/wire/topics.ts';
import { describeCounts } from '../../../electron/shared/team/counts.ts';
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
    broker,
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

test('a screen on a wall shows the counts that are published, and says when they are old', async ({
  launch,
  browser,
}) => {
  const ws = await startWebSocketBroker();
  const computer = await makeTestComputer({});
  const messages: { readonly topic: string; readonly payload: Buffer }[] = [];
  ws.broker.on('publish', ({ topic, payload }) => void messages.push({ topic, payload: Buffer.from(payload) }));
  const publisher = startProgram('out/cli.js', {
    args: ['publish', '--demo', '--audience', 'counts', '--broker', ws.url],
    env: computer.env,
  });
  const context = await browser.newContext();
  try {
    const line = await publisher.printed(/^(rollcall-desk:1:\S+)$/m);
    await publisher.printed(/(view published)/);
    const { page, output } = await launch('--board');
    const wall = await context.newPage();
    await wall.goto(/^Board, for everybody on this computer: (\S+)$/m.exec(output())?.[1] ?? '');
    await expect(wall.getByText('Rollcall is not connected to a team.')).toBeVisible();
    await page.getByLabel('Paste all values').fill(line);
    await page.getByRole('button', { name: 'Save and start' }).click();
    await page.getByRole('button', { name: 'Start for this session only' }).click();

    const cells = wall.getByRole('region', { name: 'Board' }).getByRole('listitem');
    await expect(cells).toHaveCount(4);
    await expect(async () => {
      const shown = await cells.allInnerTexts();
      const published = publishedCounts(line, messages);
      expect(shown.map((text) => text.toLowerCase().split(/\s+/).join(' ')).join(', ')).toBe(published);
    }).toPass();
    await expect(wall.getByText(/^as of /)).toBeVisible();
    expect((await new AxeBuilder({ page: wall }).analyze()).violations).toEqual([]);

    await publisher.stop();
    await expect(wall.getByText(/^The publisher cannot be heard\. If this stays so, tell/)).toBeVisible();
    await expect(wall.getByText(/These are the counts of/)).toBeVisible();
    await expect(wall.getByText(/^as of /)).toBeHidden();
    await expect(cells).toHaveCount(4);
    expect((await new AxeBuilder({ page: wall }).analyze()).violations).toEqual([]);
  } finally {
    await context.close();
    await publisher.stop();
    await computer.remove();
    await ws.stop();
  }
});

/** What the publisher of a line has said last of everybody, read from its messages as a desk would. */
function publishedCounts(
  line: string,
  messages: readonly { readonly topic: string; readonly payload: Buffer }[],
): string | null {
  const desk = readDeskLine(line);
  if (typeof desk === 'string') return null;
  const keys = desk.access.keys.flatMap((key) => readPublicKey(key) ?? []);
  const replica = createReplica();
  for (const { topic, payload } of messages) {
    const place = placeOf(desk.access.site, topic);
    const message = opened(topic, payload, keys);
    if ('problem' in message || (place?.kind !== 'snapshot' && place?.kind !== 'catchup' && place?.kind !== 'delta'))
      continue;
    replica.take({ kind: place.kind, ...(place.kind === 'snapshot' && { part: place.part }), ...message });
  }
  const counts = replica.state().team?.content.counts;
  return counts === undefined ? null : describeCounts(counts);
}
