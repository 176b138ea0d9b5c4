import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, composed } from '../../../../electron/relay/wire/changes.ts';
import { opened, sealed } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import type { SealedMessage } from '../../../../electron/relay/wire/messages.ts';
import { packed } from '../../../../electron/relay/wire/packing.ts';
import { withPositions } from '../../../../electron/relay/wire/positions.ts';
import { comparePublishers, createReplica, type ReplicaMessage } from '../../../../electron/relay/wire/replica.ts';
import { placeOf, topicOf } from '../../../../electron/relay/wire/topics.ts';
import type { Stamp, TeamChange, TeamContent } from '../../../../electron/relay/wire/types.ts';
import { publishedAgent, QUIET_FACTS, TEAM_AT } from '../../../support/published-team.ts';
import { inOrder, teamContent } from './arbitrary-team.ts';

const EMPTY: TeamContent = { ...QUIET_FACTS, agents: [], queues: [] };

/** The time in which one publisher is the leader: what it says at each revision, from 0 on. */
interface Reign {
  readonly epoch: number;
  readonly publisher: string;
  readonly contents: readonly TeamContent[];
  /** At which revisions it makes a snapshot, beside 0. */
  readonly snapshotsAt: readonly number[];
  readonly parts: number;
}

const reign: fc.Arbitrary<Reign> = fc.record({
  epoch: fc.constantFrom(TEAM_AT, TEAM_AT + 1),
  publisher: fc.constantFrom('p-1', 'p-2'),
  contents: fc.array(teamContent, { minLength: 1, maxLength: 8 }),
  snapshotsAt: fc.uniqueArray(fc.nat(7)),
  parts: fc.integer({ min: 1, max: 3 }),
});

const reigns = fc.uniqueArray(reign, {
  minLength: 1,
  maxLength: 3,
  selector: ({ epoch, publisher }) => `${epoch} ${publisher}`,
});

function stampOf({ epoch, publisher }: Pick<Reign, 'epoch' | 'publisher'>, revision: number): Stamp {
  const at = TEAM_AT + revision * 15_000;
  return { epoch, publisher, revision, asOf: at, sentAt: at + 10 };
}

function changeMessage(kind: 'delta' | 'catchup', stamp: Stamp, change: TeamChange): ReplicaMessage {
  return { kind, header: { v: 1, ...stamp, parts: 1 }, body: packed(change) };
}

function snapshotMessages(stamp: Stamp, content: TeamContent, parts = 1): ReplicaMessage[] {
  const bytes = packed(withPositions(content));
  const length = Math.ceil(bytes.length / parts);
  return Array.from({ length: parts }, (_, part) => ({
    kind: 'snapshot',
    part,
    header: { v: 1, ...stamp, parts },
    body: bytes.subarray(part * length, (part + 1) * length),
  }));
}

const SITE = 's-1';
const key = newSigningKey();
const pinned = [readPublicKey(publicKeyText(key))].flatMap((found) => found ?? []);

function onTheWay({ kind, part = 0, header, body }: ReplicaMessage): SealedMessage {
  const topic = topicOf(SITE, { kind, audience: 'names', view: 'everybody', part });
  return { topic, bytes: sealed(topic, header, header.parts, body, key) };
}

/** What a desk makes of a message that arrives. */
function arrived({ topic, bytes }: SealedMessage): ReplicaMessage | null {
  const place = placeOf(SITE, topic);
  const message = opened(topic, bytes, pinned);
  if ('problem' in message || place === null || !('view' in place) || place.kind === 'day') return null;
  return { part: 0, ...place, ...message };
}

/** One message that the broker delivers, of any publisher, and what it does to it. */
const delivery = fc.record({
  pick: fc.nat(),
  at: fc.nat(),
  damage: fc.constantFrom('none', 'none', 'none', 'none', 'cut', 'other topic', 'other bytes'),
});

/** All that a publisher says, and what it leaves at the broker. */
function saidIn(of: Reign): { messages: ReplicaMessage[]; retained: ReplicaMessage[] } {
  const messages: ReplicaMessage[] = [];
  let snapshot: ReplicaMessage[] = [];
  let catchUp = changeBetween(EMPTY, EMPTY, 0);
  for (const [revision, content] of of.contents.entries()) {
    const stamp = stampOf(of, revision);
    const before = of.contents[revision - 1] ?? content;
    const delta = changeBetween(before, content, Math.max(0, revision - 1));
    const isSnapshot = revision === 0 || of.snapshotsAt.includes(revision);
    catchUp = isSnapshot ? delta : composed(catchUp, delta);
    if (isSnapshot) snapshot = snapshotMessages(stamp, content, of.parts);
    messages.push(...(isSnapshot ? snapshot : []), changeMessage('catchup', stamp, catchUp));
    if (revision > 0) messages.push(changeMessage('delta', stamp, delta));
  }
  const last = changeMessage('catchup', stampOf(of, of.contents.length - 1), catchUp);
  return { messages, retained: [...snapshot, last] };
}

function orderOf(a: Stamp, b: Stamp): number {
  return comparePublishers(a, b) || a.revision - b.revision;
}

describe('a replica', () => {
  it('shows what some publisher said, never goes back, and ends as the last publisher, whatever the broker does', () => {
    fc.assert(
      fc.property(
        reigns,
        fc.array(delivery, { maxLength: 80 }),
        fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        (all, broker, places) => {
          const said = all.map(saidIn);
          const messages = said.flatMap((each) => each.messages).map(onTheWay);
          const replica = createReplica();
          let shown: Stamp | null = null;
          const take = (sent: SealedMessage | undefined): void => {
            const message = sent === undefined ? null : arrived(sent);
            const team = message === null ? replica.state().team : replica.take(message).team;
            if (team === null) return expect(shown).toBeNull();
            const { stamp } = team;
            if (shown !== null) expect(orderOf(stamp, shown)).toBeGreaterThanOrEqual(0);
            shown = stamp;
            const by = all.find((each) => comparePublishers({ ...stamp, ...each }, stamp) === 0);
            expect(stamp).toEqual(by && stampOf(by, stamp.revision));
            expect(inOrder(team.content)).toEqual(inOrder(by?.contents[stamp.revision] ?? EMPTY));
          };
          for (const { pick, damage, at } of broker) {
            const message = messages[pick % messages.length];
            const other = messages[at % messages.length];
            if (message === undefined || other === undefined) continue;
            if (damage === 'none') take(message);
            if (damage === 'cut') take({ ...message, bytes: message.bytes.subarray(0, at % message.bytes.length) });
            if (damage === 'other topic') take({ ...message, topic: other.topic });
            if (damage === 'other bytes') take({ ...message, bytes: Buffer.concat([message.bytes, other.bytes]) });
          }
          const ofLast = all.reduce((a, b) => (comparePublishers(stampOf(a, 0), stampOf(b, 0)) > 0 ? a : b));
          (said[all.indexOf(ofLast)]?.retained ?? [])
            .map((message, index) => ({ message: onTheWay(message), at: places[index] ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .forEach(({ message }) => take(message));
          expect(shown).toEqual(stampOf(ofLast, ofLast.contents.length - 1));
          expect(replica.state()).toMatchObject({ needs: null, problem: null });
        },
      ),
    );
  });

  describe('of one publisher', () => {
    const by = { epoch: TEAM_AT, publisher: 'p-1' };
    const contents = (['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE', 'AVAILABLE'] as const).map((status): TeamContent => ({
      ...EMPTY,
      agents: [publishedAgent('u-1', status)],
    }));
    const at = (revision: number): TeamContent => contents[revision] ?? EMPTY;
    const delta = (revision: number, of = by): ReplicaMessage =>
      changeMessage('delta', stampOf(of, revision), changeBetween(at(revision - 1), at(revision), revision - 1));
    const catchUp = (base: number, revision: number, of = by): ReplicaMessage =>
      changeMessage('catchup', stampOf(of, revision), {
        ...changeBetween(EMPTY, at(revision), base),
        ...(base === revision && { changed: [] }),
      });
    const snapshot = (revision: number, of = by): ReplicaMessage =>
      snapshotMessages(stampOf(of, revision), at(revision))[0] ?? delta(revision);
    const seen = (messages: readonly ReplicaMessage[]) => {
      const replica = createReplica();
      return messages.map((message) => {
        const { team, needs, problem } = replica.take(message);
        const status = team?.content.agents[0]?.status ?? null;
        return [team?.stamp.revision ?? null, status, needs, ...(problem === null ? [] : [problem])];
      });
    };

    it('buffers deltas before the snapshot', () => {
      expect(seen([delta(3), delta(2), catchUp(1, 2), snapshot(1)])).toEqual([
        [null, null, 'snapshot'],
        [null, null, 'snapshot'],
        [null, null, 'snapshot'],
        [3, 'OFFLINE', null],
      ]);
    });

    it('waits for the catch-up, without which the snapshot may be old', () => {
      expect(seen([snapshot(1), catchUp(1, 1), delta(2)])).toEqual([
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', null],
        [2, 'AWAY', null],
      ]);
    });

    it('needs the catch-up when a delta is lost, and meanwhile shows the last good team', () => {
      expect(seen([snapshot(0), catchUp(0, 1), delta(3), delta(4), catchUp(0, 4)])).toEqual([
        [0, 'AVAILABLE', 'catchup'],
        [1, 'BUSY', null],
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', 'catchup'],
        [4, 'AVAILABLE', null],
      ]);
    });

    it('needs the snapshot too where the catch-up begins later than what is there', () => {
      expect(seen([snapshot(0), catchUp(0, 0), delta(4), catchUp(2, 4), snapshot(3)])).toEqual([
        [0, 'AVAILABLE', 'catchup'],
        [0, 'AVAILABLE', null],
        [0, 'AVAILABLE', 'catchup'],
        [0, 'AVAILABLE', 'snapshot'],
        [4, 'AVAILABLE', null],
      ]);
    });

    it('takes a catch-up that begins before the snapshot, which those who have that revision do without', () => {
      expect(seen([snapshot(2), catchUp(1, 3)]).at(-1)).toEqual([3, 'OFFLINE', null]);
      expect(seen([snapshot(1), catchUp(1, 1), catchUp(1, 3)]).at(-1)).toEqual([3, 'OFFLINE', null]);
    });

    it('needs the catch-up again after messages may have been missed, and shows what it has meanwhile', () => {
      const replica = createReplica();
      for (const message of [snapshot(0), catchUp(0, 1)]) replica.take(message);
      replica.missed();
      expect(replica.state()).toMatchObject({ needs: 'catchup', team: { stamp: { revision: 1 } } });
      expect(replica.take(catchUp(0, 3))).toMatchObject({ needs: null, team: { stamp: { revision: 3 } } });
    });

    it('takes the snapshot where a change was too large for a message, as its delta begins at its own revision', () => {
      const tooLarge = changeMessage('delta', stampOf(by, 2), changeBetween(at(2), at(2), 2));
      expect(seen([snapshot(1), catchUp(1, 1), tooLarge, catchUp(2, 2), snapshot(2)])).toEqual([
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', null],
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', 'snapshot'],
        [2, 'AWAY', null],
      ]);
    });

    it('follows the publisher that takes over, and never the one that has lost', () => {
      const next = { epoch: TEAM_AT + 1, publisher: 'p-0' };
      expect(
        seen([
          snapshot(3),
          catchUp(3, 3),
          delta(1, next),
          delta(4),
          snapshot(0, next),
          catchUp(0, 1, next),
          snapshot(4),
        ]),
      ).toEqual([
        [3, 'OFFLINE', 'catchup'],
        [3, 'OFFLINE', null],
        [3, 'OFFLINE', 'snapshot'],
        [3, 'OFFLINE', 'snapshot'],
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', null],
        [1, 'BUSY', null],
      ]);
    });

    it('does not mix the parts of two snapshots, even of one revision', () => {
      const [first = [], second = []] = [0, 5].map((later) => {
        const stamp = stampOf(by, 1);
        return snapshotMessages({ ...stamp, sentAt: stamp.sentAt + later }, at(1 + later / 5), 2);
      });
      const [a0, a1] = first;
      const [b0, b1] = second;
      expect(seen([a0, b1, a1, b0].flatMap((part) => part ?? [])).map(([, status]) => status)).toEqual([
        null,
        null,
        null,
        'AWAY',
      ]);
    });

    it('ignores a part that the snapshot does not have', () => {
      const [first, second] = snapshotMessages(stampOf(by, 1), at(1), 2);
      const beyond = { ...(first ?? delta(1)), part: 2 };
      expect(seen([beyond, first, beyond, second].flatMap((part) => part ?? [])).at(-1)).toEqual([
        1,
        'BUSY',
        'catchup',
      ]);
    });

    it('says that a signed content is damaged until the next good one', () => {
      const damaged = { ...delta(2), body: packed({ base: 1 }) };
      const ahead = changeMessage('delta', stampOf(by, 2), changeBetween(at(4), at(4), 4));
      expect(seen([snapshot(1), catchUp(1, 1), damaged, ahead, catchUp(1, 2)])).toEqual([
        [1, 'BUSY', 'catchup'],
        [1, 'BUSY', null],
        [1, 'BUSY', null, 'damaged'],
        [1, 'BUSY', null, 'damaged'],
        [2, 'AWAY', null],
      ]);
    });

    it('keeps no more than 64 changes that cannot be applied', () => {
      const many = Array.from({ length: 200 }, (_, index) =>
        changeMessage('delta', stampOf(by, index + 2), changeBetween(at(0), at(1), index + 1)),
      );
      const last = seen([...many, snapshot(1), catchUp(1, 1)]).at(-1);
      expect(last).toEqual([1, 'BUSY', 'catchup']);
      const all = seen([
        ...many.slice(-64),
        snapshot(1),
        { ...catchUp(1, 1), header: { ...catchUp(1, 1).header, revision: 137 } },
      ]);
      expect(all.at(-1)?.[0]).toBe(201);
    });
  });
});
