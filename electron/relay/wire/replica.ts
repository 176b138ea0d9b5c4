import { withChange } from './changes.ts';
import { readContent } from './content.ts';
import type { Header } from './envelope.ts';
import type { Stamp, TeamChange, TeamContent } from './types.ts';

/** A verified message about a view. */
export interface ReplicaMessage {
  readonly kind: 'snapshot' | 'catchup' | 'delta';
  /** Which part of a snapshot it is; the others have one. */
  readonly part?: number;
  readonly header: Header;
  readonly body: Uint8Array;
}

/** What a desk has of one view. */
export interface ReplicaState {
  /** The last good team, also while a newer one is on its way; null before the first. */
  readonly team: { readonly content: TeamContent; readonly stamp: Stamp } | null;
  /** What is lacking: only the catch-up, or the snapshot and the catch-up; null where nothing is. */
  readonly needs: 'catchup' | 'snapshot' | null;
  /** `damaged`: the last content was signed as it should be, and is none that this version understands. */
  readonly problem: 'damaged' | null;
}

export interface Replica {
  take(message: ReplicaMessage): ReplicaState;
  /** Messages may have been missed, for example while the broker was away: only a catch-up tells. */
  missed(): void;
  state(): ReplicaState;
}

/** A change that does not apply yet. It waits packed: of those that are never applied only the bytes are kept. */
interface WaitingChange {
  readonly kind: 'catchup' | 'delta';
  readonly base: number;
  readonly header: Header;
  readonly body: Uint8Array;
}

/** The parts of one snapshot that have arrived. */
interface Parts {
  readonly header: Header;
  readonly bodies: Map<number, Uint8Array>;
}

/** More changes than come in while a snapshot is read. Of more, the oldest are dropped; a catch-up tells them again. */
const MAX_WAITING = 64;

/** Which of two publishers wins: negative where it is `b`. The later epoch does, and of one epoch the higher id. */
export function comparePublishers(a: Stamp, b: Stamp): number {
  return a.epoch - b.epoch || (a.publisher < b.publisher ? -1 : a.publisher > b.publisher ? 1 : 0);
}

/**
 * One view as a desk knows it, from messages that come in any order, twice, or never. What it shows is what one publisher
 * said at one revision, and it never goes back: to a lower revision, or to a publisher that has lost.
 */
export function createReplica(): Replica {
  /** The publisher that wins of all that were heard. */
  let leader: Stamp | null = null;
  let team: ReplicaState['team'] = null;
  let parts: Parts | null = null;
  let waiting: readonly WaitingChange[] = [];
  /** Whether a catch-up of the leader was heard: after the snapshot alone the team may be behind. */
  let isCaughtUp = false;
  let problem: ReplicaState['problem'] = null;

  /** The revision of the leader's team that is shown; null while that is another one's or none. */
  function revision(): number | null {
    const isLeaders = team !== null && leader !== null && comparePublishers(team.stamp, leader) === 0;
    return isLeaders && team !== null ? team.stamp.revision : null;
  }

  function follow(header: Header): void {
    leader = header;
    parts = null;
    waiting = [];
    isCaughtUp = false;
  }

  function takePart(part: number, header: Header, body: Uint8Array): void {
    if (header.revision <= (revision() ?? -1) || part >= header.parts) return;
    const later = parts === null ? 1 : compareSent(header, parts.header);
    if (later < 0 || (later === 0 && header.parts !== parts?.header.parts)) return;
    if (parts === null || later > 0) parts = { header, bodies: new Map() };
    parts.bodies.set(part, body);
    if (parts.bodies.size < header.parts) return;
    const { bodies } = parts;
    parts = null;
    const inOrder = Array.from({ length: header.parts }, (_, index) => bodies.get(index) ?? new Uint8Array());
    show(readContent('snapshot', inOrder), header);
  }

  function takeChange(kind: WaitingChange['kind'], header: Header, body: Uint8Array): void {
    const change = readContent(kind, [body]);
    if (change === null || change.base > header.revision) problem = 'damaged';
    else if (change.base > (revision() ?? -1)) waiting = [...waiting, { kind, base: change.base, header, body }];
    else apply(kind, header, change);
    waiting = waiting.slice(-MAX_WAITING);
  }

  /** Does nothing with a change that is older than the team, except that a catch-up then says that it is not behind. */
  function apply(kind: WaitingChange['kind'], header: Header, change: TeamChange): void {
    if (team !== null && header.revision > team.stamp.revision) show(withChange(team.content, change), header);
    if (kind === 'catchup') isCaughtUp = true;
  }

  function show(content: TeamContent | null, { epoch, publisher, revision: to, asOf, sentAt }: Header): void {
    problem = content === null ? 'damaged' : null;
    if (content !== null) team = { content, stamp: { epoch, publisher, revision: to, asOf, sentAt } };
  }

  /** Applies what waits as far as it can be applied by now. */
  function applyWaiting(): void {
    const next = waiting.find(({ base }) => base <= (revision() ?? -1));
    if (next === undefined) return;
    waiting = waiting.filter((change) => change !== next);
    takeChange(next.kind, next.header, next.body);
    applyWaiting();
  }

  function needs(): ReplicaState['needs'] {
    // A catch-up that waits begins with a later snapshot.
    if (revision() === null || waiting.some(({ kind }) => kind === 'catchup')) return 'snapshot';
    return waiting.length === 0 && isCaughtUp ? null : 'catchup';
  }

  const state = (): ReplicaState => ({ team, needs: needs(), problem });

  return {
    take({ kind, part = 0, header, body }) {
      const order = leader === null ? 1 : comparePublishers(header, leader);
      if (order < 0) return state();
      if (order > 0) follow(header);
      if (kind === 'snapshot') takePart(part, header, body);
      else takeChange(kind, header, body);
      applyWaiting();
      return state();
    },
    missed() {
      isCaughtUp = false;
    },
    state,
  };
}

type Sent = Pick<Stamp, 'revision' | 'sentAt'>;

/** Which of two messages of one publisher was sent later; its clock may be set back, and one revision may be sent twice. */
export function compareSent(a: Sent, b: Sent): number {
  return a.revision - b.revision || a.sentAt - b.sentAt;
}
