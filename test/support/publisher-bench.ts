import { AUDIENCES } from '../../electron/shared/model.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import type { AppParts } from '../../electron/app.ts';
import { connectBroker } from '../../electron/relay/broker/session.ts';
import { createPublisher, type PublisherParts, type PublisherState } from '../../electron/relay/publish/publisher.ts';
import { readContent } from '../../electron/relay/wire/content.ts';
import { opened, type Header } from '../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../electron/relay/wire/keys.ts';
import { createReplica, type Replica } from '../../electron/relay/wire/replica.ts';
import { unpacked } from '../../electron/relay/wire/packing.ts';
import { placeOf, siteTopics, type Place } from '../../electron/relay/wire/topics.ts';
import { type Contents } from '../../electron/relay/wire/types.ts';
import type { KeyObject } from 'node:crypto';
import { createTestBench, type TestApp, type TestBench } from './test-app.ts';
import { settle, type FakeClock } from './fake-clock.ts';
import { startTestBroker, type TestBroker } from './test-broker.ts';

/** What somebody at the broker hears. */
export interface Heard {
  readonly topic: string;
  readonly place: Place | null;
  readonly bytes: Uint8Array;
  readonly isRetained: boolean;
  /** Null where no known key fits. */
  readonly header: Header | null;
}

/** A plain MQTT client that hears everything of a site, and what a desk would make of it. */
export interface Listener {
  readonly heard: Heard[];
  replica(audience: string, view: string): Replica;
  /** Everything that was heard, unpacked. */
  texts(): readonly { readonly topic: string; readonly text: string }[];
  /** The content of all parts of what was last said of a place. */
  content<K extends keyof Contents>(kind: K, isOf: (place: Place) => boolean): Contents[K] | null;
  end(): Promise<void>;
}

export const SITE = 'site-1';

/** A key that signs and what desks have of it. */
export function newKeys(): { readonly key: KeyObject; readonly pinned: KeyObject } {
  const key = newSigningKey();
  const pinned = readPublicKey(publicKeyText(key));
  if (pinned === null) throw new Error('No key.');
  return { key, pinned };
}

/** Hears all of a site. */
async function listen(url: string, keys: readonly KeyObject[], clientId = 'listener'): Promise<Listener> {
  const heard: Heard[] = [];
  const replicas = new Map<string, Replica>();
  const replica = (audience: string, view: string): Replica => {
    const id = `${audience} ${view}`;
    const known = replicas.get(id) ?? createReplica();
    replicas.set(id, known);
    return known;
  };
  const client: MqttClient = connect(url, { clientId, protocolVersion: 4, reconnectPeriod: 0 });
  client.on('message', (topic, bytes, { retain }) => {
    const place = placeOf(SITE, topic);
    const message = opened(topic, bytes, keys);
    const header = 'header' in message ? message.header : null;
    heard.push({ topic, place, bytes, isRetained: retain, header });
    if (!('header' in message) || place === null || !('view' in place) || place.kind === 'day') return;
    replica(place.audience, place.view).take({
      kind: place.kind,
      ...(place.kind === 'snapshot' && { part: place.part }),
      header: message.header,
      body: message.body,
    });
  });
  await new Promise<void>((resolve, reject) => client.once('connect', () => resolve()).once('error', reject));
  await client.subscribeAsync(siteTopics(SITE), { qos: 1 });
  return {
    heard,
    replica,
    texts: () => {
      const slices = new Map<string, Uint8Array[]>();
      for (const { topic, bytes, header } of heard) {
        const message = opened(topic, bytes, keys);
        if (header === null || !('body' in message)) continue;
        const id = `${topic.replace(/[./]\d+$/, '')} ${header.epoch} ${header.revision} ${header.sentAt}`;
        slices.set(id, [...(slices.get(id) ?? []), message.body]);
      }
      return [...slices].map(([topic, bodies]) => ({ topic, text: JSON.stringify(unpacked(bodies)) }));
    },
    content(kind, isOf) {
      const all = heard.filter(({ place, header }) => header !== null && place?.kind === kind && isOf(place));
      const { topic: lastTopic = '', header: last } = all.at(-1) ?? {};
      const ofLast = all.filter(
        ({ topic, header }) =>
          withoutPart(topic) === withoutPart(lastTopic) &&
          header?.revision === last?.revision &&
          header?.epoch === last?.epoch,
      );
      const parts = ofLast.toSorted((a, b) => partOf(a.place) - partOf(b.place));
      const bodies = parts.flatMap(({ topic, bytes }) => {
        const message = opened(topic, bytes, keys);
        return 'body' in message ? [message.body] : [];
      });
      return readContent(kind, bodies.slice(-(last?.parts ?? 1)));
    },
    end: () => client.endAsync(true),
  };
}

function withoutPart(topic: string): string {
  return topic.replace(/\d+$/, '');
}

function partOf(place: Place | null): number {
  return place !== null && 'part' in place ? place.part : 0;
}

/** A publisher over an app of its own. */
export interface RunningPublisher {
  readonly app: TestApp;
  readonly states: PublisherState[];
  readonly state: () => PublisherState;
  /** How often polls began and ended. */
  readonly polls: { started: number; stopped: number };
  readonly read: (what: 'poll' | 'details') => void;
  readonly stop: () => Promise<void>;
}

/** A broker, a clock and as many publishers as a test wants. */
export interface PublisherBench {
  readonly bench: TestBench;
  readonly clock: FakeClock;
  readonly broker: TestBroker;
  publisher(parts?: Partial<PublisherParts>, app?: Partial<AppParts>): Promise<RunningPublisher>;
  listen(keys: readonly KeyObject[], clientId?: string): Promise<Listener>;
  /** Lets time pass until something is so. */
  until(isSo: () => boolean, maxMs?: number): Promise<void>;
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** As far as time goes on at once. */
const STEP_MS = 500;
/** What is under way between two steps, over real sockets, has as long. */
const IO_MS = 5;

export async function createPublisherBench(
  broker?: Parameters<typeof startTestBroker>[0],
  ofBench?: FakeClock,
): Promise<PublisherBench> {
  const bench = await createTestBench(ofBench);
  const { clock } = bench;
  const started = await startTestBroker(broker);
  const publishers: { stop(): Promise<void> }[] = [];
  const listeners: Listener[] = [];

  async function step(app: TestApp | null): Promise<void> {
    if (app !== null) await app.requestsEnded();
    await delay(IO_MS);
    await settle();
    clock.advance(STEP_MS);
    await delay(IO_MS);
    await settle();
  }
  let lastApp: TestApp | null = null;

  return {
    bench,
    clock,
    broker: started,
    async publisher(parts = {}, appParts = {}) {
      const { key, pinned } = newKeys();
      const polls = { started: 0, stopped: 0 };
      const states: PublisherState[] = [];
      let read = (_what: 'poll' | 'details'): void => undefined;
      const app = await bench.open({ openWith: 'demo', onRead: (what) => read(what), ...appParts });
      lastApp = app;
      let isStarted = false;
      const running = createPublisher({
        clock,
        random: () => 0.5,
        connect: connectBroker,
        target: { url: started.url, clientId: 'publisher-1', user: 'publisher-1', password: 'secret' },
        site: SITE,
        publisher: 'publisher-1',
        key,
        keys: [pinned],
        audiences: AUDIENCES,
        source: app.app.publishing,
        version: '9.9.9',
        collect: () => undefined,
        polls: {
          start() {
            polls.started += 1;
            if (isStarted) app.app.pause(null);
            else void app.app.start();
            isStarted = true;
          },
          stop() {
            polls.stopped += 1;
            app.app.pause(10 ** 9);
          },
        },
        onChange: (state) => states.push(state),
        onSurprise(error) {
          throw error;
        },
        ...parts,
      });
      ({ read } = running);
      publishers.push(running);
      return { app, states, state: running.state, polls, read: running.read, stop: running.stop };
    },
    async listen(keys, clientId) {
      const listener = await listen(started.url, keys, clientId);
      listeners.push(listener);
      return listener;
    },
    async until(isSo, maxMs = 120_000) {
      const end = clock.now() + maxMs;
      while (!isSo()) {
        if (clock.now() >= end) throw new Error('It has not come so.');
        await step(lastApp);
      }
    },
    async pass(ms) {
      const end = clock.now() + ms;
      while (clock.now() < end) await step(lastApp);
    },
    async stop() {
      for (const listener of listeners) await listener.end();
      for (const publisher of publishers) await publisher.stop();
      await bench.stop();
      if (started.broker.closed !== true) await started.stop();
    },
  };
}
