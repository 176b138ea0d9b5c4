import { on, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { readContent } from '../../../electron/relay/wire/content.ts';
import { opened } from '../../../electron/relay/wire/envelope.ts';
import { readPublicKey } from '../../../electron/relay/wire/keys.ts';
import { placeOf, siteTopics, type Place } from '../../../electron/relay/wire/topics.ts';
import { publishTexts as texts } from '../../../electron/shared/texts/relay/relay.ts';
import { killGroup, runRollcallProcess, startRollcall } from '../../support/rollcall-process.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

let folder: string;
let broker: TestBroker;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-publish-'));
  broker = await startTestBroker();
});
afterEach(async () => {
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

it('publishes demo data, for which it prints the line of a desk, until it is asked to end', async () => {
  const child = startRollcall(['publish', '--demo', '--broker', broker.url], { ROLLCALL_HOME: folder });
  try {
    const lines: string[] = [];
    const out = createInterface(child.stdout);
    out.on('line', (line) => lines.push(line));
    for await (const [line] of on(out, 'line') as AsyncIterable<[string]>) {
      if (line === texts.views(1)) break;
    }
    const desk = readDeskLine(lines.find((line) => line.startsWith('rollcall-desk:')) ?? '');
    if (typeof desk === 'string') throw new Error(desk);
    const { access, password } = desk;
    const keys = access.keys.flatMap((text) => readPublicKey(text) ?? []);
    const heard = new Map<Place['kind'], unknown>();
    const gone = Promise.withResolvers<void>();
    const session = await connectBroker({
      target: { url: access.broker, clientId: access.deskId, user: access.deskId, password },
      onMessage({ topic, bytes }) {
        const place = placeOf(access.site, topic);
        const message = opened(topic, bytes, keys);
        if (place === null || !('body' in message) || place.kind === 'day') return;
        const content = readContent(place.kind, [message.body]);
        heard.set(place.kind, content);
        if (content !== null && 'state' in content && content.state === 'gone') gone.resolve();
      },
      onLost: () => undefined,
    });
    if (!session.ok) throw new Error(session.error.message);
    await session.value.subscribe([siteTopics(access.site)]);
    await expect.poll(() => heard.get('snapshot')).toMatchObject({ health: { state: 'live' }, counts: { total: 26 } });
    expect(heard.get('views')).toMatchObject({ isDemo: true, views: [{ id: 'everybody' }] });

    child.kill('SIGTERM');
    const [[code]] = await Promise.all([once(child, 'exit') as Promise<[number]>, gone.promise]);
    expect(code).toBe(0);
    await session.value.end();
  } finally {
    killGroup(child);
  }
});

it('checks a broker, and ends with a problem where that lets anybody in', async () => {
  const { code, out, said } = await runRollcallProcess(['publish', '--demo', '--broker', broker.url, '--check'], {
    ROLLCALL_HOME: folder,
  });
  const { check } = texts;
  expect(out.trim().split('\n')).toEqual([
    check.line(true, check.secrets),
    check.line(true, check.connects(`${broker.url}`)),
    check.line(false, check.open),
    check.line(true, check.subscribes),
    check.line(true, check.echoes),
    check.line(true, check.large(96_000)),
    check.line(true, check.will),
    check.line(true, check.retains),
  ]);
  expect([code, said.trim()]).toEqual([4, check.koreUntried]);
});

it('says that the demo needs a broker without accounts', async () => {
  const closed = await startTestBroker({ authenticate: (_client, _user, _password, done) => done(null, false) });
  const args = ['publish', '--demo', '--broker', closed.url];
  const { code, out } = await runRollcallProcess([...args, '--check'], { ROLLCALL_HOME: folder });
  expect([code, out.trim().split('\n').at(-1)]).toEqual([4, texts.check.line(false, texts.demoRefused)]);
  const child = startRollcall(args, { ROLLCALL_HOME: folder });
  try {
    const lines = on(createInterface(child.stdout), 'line') as AsyncIterable<[string]>;
    for await (const [line] of lines) if (line.startsWith(texts.demoRefused)) break;
  } finally {
    killGroup(child);
    await closed.stop();
  }
});

it('says that a connection has to be enrolled first', async () => {
  const { code, said } = await runRollcallProcess(['publish', '--name', 'Billing'], { ROLLCALL_HOME: folder });
  expect([code, said.trim()]).toEqual([3, texts.noneSaved]);
});
