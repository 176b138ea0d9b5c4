import type { Clock } from '../../shared/clock.ts';
import { publishTexts } from '../../shared/texts/relay/relay.ts';
import type { BrokerMessage, BrokerTarget } from '../broker/session.ts';
import { MAX_MESSAGE_BYTES } from '../wire/envelope.ts';
import { messagesOf } from '../wire/messages.ts';
import { publisherTopics, siteTopics, topicOf } from '../wire/topics.ts';
import type { PublisherMessage } from '../wire/types.ts';
import type { PublisherParts } from './publisher.ts';

const texts = publishTexts.check;

/** One thing that a publisher needs of a broker. */
export interface CheckFinding {
  readonly isOk: boolean;
  readonly text: string;
}

export interface CheckParts extends Pick<PublisherParts, 'clock' | 'connect' | 'site' | 'publisher' | 'key'> {
  readonly target: BrokerTarget;
}

/** How long a message may take there and back. */
const ECHO_MS = 5_000;
/** No view is called so; desks have no right to read it. */
const CHECK_VIEW = 'check';
const NOTHING = new Uint8Array();

/** Tries everything that publishing needs, and leaves nothing behind but that this publisher is gone. */
export async function* checkBroker({
  clock,
  connect,
  site,
  publisher,
  key,
  target,
}: CheckParts): AsyncGenerator<CheckFinding> {
  const inbox = createInbox(clock);
  const topic = topicOf(site, { kind: 'publisher', publisher });
  const silent = { onMessage: inbox.take, onLost: () => undefined };

  function message(state: PublisherMessage['state']): Uint8Array {
    const stamp = { epoch: 0, publisher, revision: 0, asOf: 0, sentAt: clock.now() };
    const content = { state, paceMs: 0, version: 'check' };
    return messagesOf(site, { kind: 'publisher', publisher }, content, stamp, key)?.[0]?.bytes ?? NOTHING;
  }

  const will = message('gone');
  const cut = new AbortController();
  const first = await connect({ ...silent, target, will: { topic, bytes: will }, signal: cut.signal });
  if (!first.ok) {
    yield { isOk: false, text: first.error.message };
    return;
  }
  yield { isOk: true, text: texts.connects(target.url) };

  yield await checkStranger({ connect, target });

  const subscribed = await first.value.subscribe([publisherTopics(site), siteTopics(site)]);
  const mayHear = subscribed.ok && subscribed.value.length === 0;
  yield { isOk: mayHear, text: mayHear ? texts.subscribes : publishTexts.cannotListen };

  const standby = message('standby');
  await first.value.publish(topic, standby, true);
  const isEchoed = await inbox.has(topic, standby);
  yield isEchoed ? { isOk: true, text: texts.echoes } : { isOk: false, text: texts.echoesNot };

  const largeTopic = topicOf(site, { kind: 'snapshot', audience: 'counts', view: CHECK_VIEW, part: 0 });
  const large = new Uint8Array(MAX_MESSAGE_BYTES).fill(1);
  await first.value.publish(largeTopic, large, true);
  const isLargeEchoed = isEchoed && (await inbox.has(largeTopic, large));
  await first.value.publish(largeTopic, NOTHING, true);
  const size = MAX_MESSAGE_BYTES;
  yield isLargeEchoed ? { isOk: true, text: texts.large(size) } : { isOk: false, text: texts.largeNot(size) };

  // Without a word, as when the computer loses its power.
  cut.abort();
  const second = await connect({ ...silent, target });
  if (!second.ok) {
    yield { isOk: false, text: second.error.message };
    return;
  }
  await second.value.subscribe([publisherTopics(site)]);
  const isWilled = await inbox.has(topic, will);
  yield isWilled ? { isOk: true, text: texts.will } : { isOk: false, text: texts.willNot };
  await second.value.unsubscribe([publisherTopics(site)]);
  const gone = message('gone');
  await second.value.publish(topic, gone, true);
  await second.value.subscribe([publisherTopics(site)]);
  const isRetained = await inbox.has(topic, gone, true);
  yield isRetained ? { isOk: true, text: texts.retains } : { isOk: false, text: texts.retainsNot };
  await second.value.end();
}

/** Whether the broker refuses a wrong password, which ends no connection of the publisher. */
export async function checkStranger({
  connect,
  target,
}: Pick<CheckParts, 'connect' | 'target'>): Promise<CheckFinding> {
  const stranger = { ...target, clientId: `${target.clientId}-check`, password: `${target.password}-wrong` };
  const wrong = await connect({ onMessage: () => undefined, onLost: () => undefined, target: stranger });
  if (wrong.ok) {
    await wrong.value.end();
    return { isOk: false, text: texts.open };
  }
  // Some brokers refuse without a word.
  const isRefused = wrong.error.code === 'forbidden' || wrong.error.code === 'connection-lost';
  return isRefused ? { isOk: true, text: texts.closed } : { isOk: false, text: wrong.error.message };
}

/** Messages as they come, and a wait for a certain one. */
function createInbox({ after }: Pick<Clock, 'after'>) {
  const messages: BrokerMessage[] = [];
  let notify = (): void => undefined;
  return {
    take(message: BrokerMessage) {
      messages.push(message);
      notify();
    },
    /** Whether this message has come, or comes within `ECHO_MS`. */
    has(topic: string, bytes: Uint8Array, isFromStore = false): Promise<boolean> {
      const isIt = (message: BrokerMessage): boolean =>
        message.topic === topic && (message.isRetained || !isFromStore) && Buffer.compare(message.bytes, bytes) === 0;
      return new Promise((resolve) => {
        const giveUp = after(ECHO_MS, () => resolve(false));
        notify = () => {
          if (!messages.some(isIt)) return;
          giveUp();
          resolve(true);
        };
        notify();
      });
    },
  };
}
