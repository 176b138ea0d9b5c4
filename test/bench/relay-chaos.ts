import { setTimeout as delay } from 'node:timers/promises';
import type { KoreServer } from '../support/kore-server.ts';
import type { RelayScene } from '../support/relay-scene.ts';
import { startPublisher, type Fleet, type PublisherProcess } from './relay-fleet.ts';
import type { MovingTeam, Shown } from './relay-truth.ts';

/** How long desks took until they were live again with what their publisher had, milliseconds. */
export interface Back {
  /** Since the publisher's first answer from Kore.ai, or since each desk's own return to the broker. */
  readonly sinceReturn: readonly number[];
  /** Since the fault, until the last desk was. */
  readonly sinceFault: number;
}

export interface Chaos {
  /** Kills the publisher and starts it again so many times, at any moment of what it does. */
  kills(times: number): Promise<readonly Back[]>;
  restartBroker(): Promise<Back>;
  cutDesks(): Promise<Back>;
  /** Waits until every desk is live and shows what the publisher was answered last; resolves with when the last one did. */
  calm(): Promise<number>;
  publisher(): PublisherProcess;
}

/** One folder has twenty calls a minute, however often its publisher begins anew. */
const FOLDERS = 10;
const LOOK_MS = 100;
/** A desk whose broker stays away tries again after a minute or two. */
const CALM_WITHIN_MS = 180_000;
/** Every desk notices the loss of a connection on this computer. */
const NOTICED_MS = 2_000;
const MAX_LIFE_MS = 4_000;
const MAX_AFTER_ANSWER_MS = 250;

export function createChaos(
  { scene, fleet, team, folder }: { scene: RelayScene; fleet: Fleet; team: MovingTeam; folder: string },
  first: PublisherProcess,
): Chaos {
  const { kore, broker } = scene;
  let publisher = first;

  const pollsSince = (since: number): readonly number[] =>
    kore.calls.filter((call) => isPoll(call) && call.status === 200 && call.at >= since).map(({ at }) => at);

  async function calm(): Promise<number> {
    const began = Date.now();
    for (;;) {
      await fleet.look();
      const answeredAt = pollsSince(publisher.startedAt).at(-1);
      const wanted = answeredAt === undefined ? null : team.keyAt(answeredAt);
      const last = fleet.shown.map((shown) => shown.at(-1));
      if (last.every((shown) => shown?.link === 'live' && shown.key === wanted)) {
        return Math.max(...last.map((shown) => shown?.at ?? 0));
      }
      if (Date.now() - began > CALM_WITHIN_MS)
        throw new Error(`Desks are not as their publisher: ${wrongOnes(last, wanted)}`);
      await delay(LOOK_MS);
    }
  }

  async function kill(round: number): Promise<number> {
    const killedAt = Date.now();
    await publisher.stop('SIGKILL');
    publisher = startPublisher(scene, `${folder}-${round % FOLDERS}`);
    return killedAt;
  }

  /** Lets desks fail and waits for all; what each showed last before it came back is of its last loss. */
  async function lose(act: () => unknown): Promise<Back> {
    const faultAt = Date.now();
    await act();
    await delay(NOTICED_MS);
    await calm();
    const since = fleet.shown.map((shown) => shown.filter(({ at }) => at >= faultAt));
    const waits = since.map((shown) => liveAt(shown) - returnAt(shown));
    return { sinceReturn: waits, sinceFault: Math.max(...since.map(liveAt)) - faultAt };
  }

  return {
    calm,
    publisher: () => publisher,
    async kills(times) {
      const backs: Back[] = [];
      for (let round = 0; round < times; round += 1) {
        const killedAt = await kill(round);
        const isLast = round === times - 1;
        if (isLast || round % 3 === 0) {
          const calmAt = await calm();
          const [answeredAt = killedAt] = pollsSince(publisher.startedAt);
          backs.push({ sinceReturn: [calmAt - answeredAt], sinceFault: calmAt - killedAt });
        } else if (round % 3 === 1) {
          await delay(Math.random() * MAX_LIFE_MS);
        } else {
          // While it publishes what it was answered.
          while (pollsSince(publisher.startedAt).length === 0) await delay(LOOK_MS);
          await delay(Math.random() * MAX_AFTER_ANSWER_MS);
        }
      }
      return backs;
    },
    restartBroker: () => lose(() => broker.restart()),
    cutDesks: () => lose(() => fleet.cut()),
  };
}

/** Whether a call is about everybody; others ask who serves a queue. */
export function isPoll({ api, body }: KoreServer['calls'][number]): boolean {
  return api === 'availability' && JSON.stringify(body) === '{}';
}

/** When a desk was at its broker again. */
function returnAt(shown: readonly Shown[]): number {
  const lost = shown.findLastIndex(({ link }) => link === 'broker');
  return shown[lost + 1]?.at ?? 0;
}

/** When it was live again after that. */
function liveAt(shown: readonly Shown[]): number {
  return shown.find(({ link, at }) => link === 'live' && at >= returnAt(shown))?.at ?? 0;
}

function wrongOnes(last: readonly (Shown | undefined)[], wanted: string | null): string {
  const wrong = last.filter((shown) => shown?.link !== 'live' || shown.key !== wanted);
  return `${wrong.length} of ${last.length}, for example ${JSON.stringify(wrong[0])} for ${wanted}`;
}
