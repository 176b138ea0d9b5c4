import type { Clock } from '../../shared/clock.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { enrolTexts as texts } from '../../shared/texts/relay/enrol.ts';
import type { BrokerTarget, connectBroker } from '../broker/session.ts';

interface ClearParts {
  readonly connect: typeof connectBroker;
  readonly clock: Clock;
  /** An account that may hear and say all of it. */
  readonly target: BrokerTarget;
  /** A topic, or several by MQTT's wildcards. */
  readonly topics: string;
}

/** Over WebSockets, Mosquitto takes 2 s for the largest message. */
const QUIET_MS = 4_000;
/** A broker drops what a client is behind with, so it is asked again; only somebody who goes on publishing needs more. */
const MAX_ROUNDS = 50;
const NOTHING = new Uint8Array();

/** Clears everything that a broker has retained of some topics, until nothing more comes; how many that were. */
export async function clearRetained({ connect, clock, target, topics }: ClearParts): Promise<Result<number>> {
  const cleared = new Set<string>();
  let found = new Set<string>();
  let isLost = false;
  let settle = (): void => undefined;
  let cancelQuiet = (): void => undefined;

  function waitForQuiet(): void {
    cancelQuiet();
    cancelQuiet = clock.after(QUIET_MS, settle);
  }

  const connected = await connect({
    target,
    onMessage({ topic, bytes, isRetained }) {
      if (!isRetained || bytes.length === 0) return;
      found.add(topic);
      waitForQuiet();
    },
    onLost() {
      isLost = true;
      settle();
    },
  });
  if (!connected.ok) return connected;
  const { subscribe, unsubscribe, publish, end } = connected.value;

  /** The topics that are retained now, or many of them. */
  async function look(): Promise<ReadonlySet<string>> {
    const { promise, resolve } = Promise.withResolvers<void>();
    settle = resolve;
    found = new Set();
    const refused = await subscribe([topics]);
    isLost ||= !refused.ok || refused.value.length > 0;
    if (isLost) return found;
    waitForQuiet();
    await promise;
    await unsubscribe([topics]);
    return found;
  }

  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const retained = await look();
    if (!isLost && retained.size === 0) {
      await end();
      return ok(cleared.size);
    }
    for (const topic of retained) {
      isLost ||= !(await publish(topic, NOTHING, true));
      if (isLost) break;
      cleared.add(topic);
    }
    if (isLost) break;
  }
  cancelQuiet();
  await end();
  return fail('connection-lost', { message: texts.notCleared(topics) });
}
