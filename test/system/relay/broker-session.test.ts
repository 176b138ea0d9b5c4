import { connect as dial, createServer, type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { connectBroker, type BrokerMessage, type BrokerSession } from '../../../electron/relay/broker/session.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import { koreTexts } from '../../../electron/shared/texts/connect/kore.ts';
import { collectEarly } from '../../../electron/terminal/commands/publish/early-garbage.ts';
import { certificates } from '../../support/certificates.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { startTestBroker, type TestBroker } from '../../support/test-broker.ts';

let brokers: TestBroker[] = [];
afterEach(async () => {
  await Promise.all(brokers.map((broker) => broker.stop()));
  brokers = [];
});

async function start(options?: Parameters<typeof startTestBroker>[0]): Promise<TestBroker> {
  const broker = await startTestBroker(options);
  brokers.push(broker);
  return broker;
}

const target = (url: string, clientId = 'one') => ({ url, clientId, user: 'user', password: 'right' });
const silent = { onMessage: () => undefined, onLost: () => undefined };
const bytes = (text: string): Uint8Array => Buffer.from(text);

async function connected(url: string, parts: Partial<Parameters<typeof connectBroker>[0]> = {}, clientId = 'one') {
  const session = await connectBroker({ target: target(url, clientId), ...silent, ...parts });
  if (!session.ok) throw new Error(session.error.message);
  return session.value;
}

/** Messages as they come, and a wait for the next. */
function inbox() {
  const messages: string[] = [];
  let onNext = (): void => undefined;
  return {
    messages,
    onMessage({ topic, bytes: content, isRetained }: BrokerMessage) {
      messages.push(`${topic} ${Buffer.from(content).toString()}${isRetained ? ' (retained)' : ''}`);
      onNext();
    },
    next: () => new Promise<void>((resolve) => (onNext = resolve)),
  };
}

it('publishes, and hears what was retained and what is new', async () => {
  const { url } = await start();
  const box = inbox();
  const one = await connected(url, { onMessage: box.onMessage });
  expect(await one.publish('a/kept', bytes('first'), true)).toBe(true);
  const heard = box.next();
  expect(await one.subscribe(['a/+'])).toEqual({ ok: true, value: [] });
  await heard;
  const again = box.next();
  await one.publish('a/new', bytes('second'), false);
  await again;
  expect(box.messages).toEqual(['a/kept first (retained)', 'a/new second']);
  await one.end();
});

it('says which topics the broker refuses', async () => {
  const { url } = await start({
    authorizeSubscribe: (_client, subscription, done) =>
      done(null, subscription.topic.startsWith('mine/') ? subscription : null),
  });
  const one = await connected(url);
  const topics = [...Array.from({ length: 9 }, (_, index) => `mine/${index}`), 'theirs/1'];
  expect(await one.subscribe(topics)).toEqual({ ok: true, value: ['theirs/1'] });
  await one.end();
});

it('leaves its will when it is cut, and none when it ends', async () => {
  const broker = await start();
  const box = inbox();
  const watcher = await connected(broker.url, { onMessage: box.onMessage }, 'watcher');
  await watcher.subscribe(['will/+']);
  const will = (topic: string) => ({ will: { topic, bytes: bytes('gone') } });
  const polite = await connected(broker.url, will('will/polite'), 'polite');
  await polite.end();
  const lost = Promise.withResolvers<string>();
  await connected(broker.url, { ...will('will/cut'), onLost: ({ code }) => lost.resolve(code) }, 'cut');
  const heard = box.next();
  const client = Object.entries(
    (broker.broker as unknown as { readonly clients: Record<string, { conn: { destroy(): void } }> }).clients,
  ).find(([id]) => id === 'cut')?.[1];
  client?.conn.destroy();
  await heard;
  expect([box.messages, await lost.promise]).toEqual([['will/cut gone'], 'connection-lost']);
  await watcher.end();
});

it('names what keeps it from connecting', async () => {
  const broker = await start({
    authenticate: (_client, _user, password, done) => done(null, password?.toString() === 'right'),
  });
  const wrong = await connectBroker({ target: { ...target(broker.url), password: 'wrong' }, ...silent });
  expect(wrong).toEqual({ ok: false, error: { code: 'forbidden', message: brokerTexts.notAuthorised } });
  const nobody = await connectBroker({ target: target('mqtt://127.0.0.1:1'), ...silent });
  expect(nobody).toEqual({
    ok: false,
    error: { code: 'connection-refused', message: brokerTexts.byCode['connection-refused'] },
  });
  const unknown = await connectBroker({ target: target('mqtt://no-such-host.invalid'), ...silent });
  expect(unknown).toMatchObject({ ok: false, error: { code: 'host-not-found' } });
});

/** A way to a broker that breaks off with the first byte after it was told to. */
async function fragileWay(url: string) {
  const { port } = new URL(url);
  let isBroken = false;
  const server = createServer((client) => {
    const onward = dial(Number(port), '127.0.0.1');
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      from.on('error', () => undefined).on('close', () => to.destroy());
      from.on('data', (chunk) => (isBroken ? from.destroy() : to.write(chunk)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    breakOff: () => void (isBroken = true),
    stop: () => server.close(),
  };
}

it.each([
  ['a publish', (session: BrokerSession) => session.publish('a/new', bytes('x'), false), false],
  ['a subscription', async (session: BrokerSession) => (await session.subscribe(['a/+'])).ok, false],
  ['the end of one', (session: BrokerSession) => session.unsubscribe(['a/+']), undefined],
  [
    'the end of the connection',
    (session: BrokerSession) => {
      void session.publish('a/new', bytes('x'), false);
      return session.end();
    },
    undefined,
  ],
] as const)(
  'does not leave %s waiting where the connection breaks off, nor what is begun later',
  async (_, act, end) => {
    const way = await fragileWay((await start()).url);
    const session = await connected(way.url);
    way.breakOff();
    expect(await act(session)).toBe(end);
    expect(await session.publish('a/new', bytes('later'), false)).toBe(false);
    expect(await session.subscribe(['a/+'])).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
    await session.unsubscribe(['a/+']);
    await session.end();
    way.stop();
  },
);

it('ends an attempt that is no longer wanted', async () => {
  const { url } = await start({ preConnect: () => undefined });
  const abort = new AbortController();
  const attempt = connectBroker({ target: target(url), ...silent, signal: abort.signal });
  abort.abort();
  expect((await attempt).ok).toBe(false);
});

it('trusts a broker by its certificate alone', async () => {
  const { authority, key, good, expired, other } = certificates;
  const trusted = tls.getCACertificates('default');
  const problemWith = async (cert: string): Promise<string> => {
    const { url } = await start({ tls: { key, cert } });
    const session = await connectBroker({ target: target(url), ...silent });
    if (!session.ok) return session.error.message;
    await session.value.end();
    return 'none';
  };
  expect(await problemWith(good)).toBe(koreTexts.certificateIssuer);
  tls.setDefaultCACertificates([...trusted, authority]);
  try {
    expect(await problemWith(good)).toBe('none');
    expect(await problemWith(expired)).toBe(koreTexts.certificateExpired);
    expect(await problemWith(other)).toBe(koreTexts.certificateName);
  } finally {
    tls.setDefaultCACertificates(trusted);
  }
});

it('keeps nothing of messages that were sent, whatever their lengths', async () => {
  const { poolSize } = Buffer;
  try {
    collectEarly();
    const { url } = await start();
    const session = await connected(url);
    const heldMb = async (): Promise<number> => {
      await collectGarbage();
      await collectGarbage(); // what the first one found is freed on another thread, for which the second one waits
      return process.memoryUsage().arrayBuffers / 1e6;
    };
    const before = await heldMb();
    for (let length = 1; length <= 150; length += 1) {
      await session.publish('topic', Buffer.alloc(length), false);
      // What else a publisher makes between two messages.
      for (let other = 0; other < 20; other += 1) Buffer.allocUnsafe(4_000);
    }
    expect((await heldMb()) - before).toBeLessThan(3);
    await session.end();
  } finally {
    Buffer.poolSize = poolSize;
  }
});
