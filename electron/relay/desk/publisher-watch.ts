import type { Header } from '../wire/envelope.ts';
import { comparePublishers, compareSent } from '../wire/replica.ts';
import type { PublishedHealth, PublisherMessage, Stamp } from '../wire/types.ts';

/** Whether the publisher that wins is there, by when it was heard, and how far its clock is from this computer's. */
export interface PublisherWatch {
  /** Takes a verified message; false where it is an older one again, or another publisher's that has lost. */
  heard(message: HeardMessage): boolean;
  /** Nothing that was heard before this says that the publisher is there now. */
  connected(): void;
  /** Its state at an instant, and when that changes by time alone; null for never. */
  state(now: number): { readonly presence: Presence; readonly changesAt: number | null };
  /** An instant of a publisher's clock by this computer's: as the one that wins has it now, or as it was when something was signed. */
  localTime(at: number, signer?: Signer): number;
  /** How far that clock is ahead; null while that is not known. */
  clockOffsetMs(signer?: Signer): number | null;
}

/** A publisher at a revision: its clock may be set at any time. */
type Signer = Pick<Stamp, 'publisher' | 'epoch' | 'revision'>;

/** What the clock of a publisher says from a revision on, until it is set back or the publisher takes over anew. */
interface SignerClock extends Signer {
  readonly offsets: readonly number[];
  /** How far it is ahead; null before a message tells. */
  readonly offsetMs: number | null;
}

export type Presence = 'unheard' | 'unconfirmed' | 'live' | 'gone' | 'late';

interface HeardMessage {
  readonly header: Header;
  readonly isRetained: boolean;
  readonly arrivedAt: number;
  /** What the publisher says of itself, in a message that does. */
  readonly publisher?: PublisherMessage;
  /** How its polls go, in a message that says so. */
  readonly facts?: { readonly paceMs: number; readonly health: PublishedHealth };
}

/** A message may be so much on its way. */
const TRANSIT_MS = 5_000;
/** Polls that may be missing before a publisher is late. */
const MISSED_POLLS = 2;
/** As many messages tell how far two clocks are apart. A message that took long makes the publisher's seem behind. */
const MAX_OFFSETS = 20;
/** Less is no other offset: each message takes a little longer or shorter than the last. */
const SAME_OFFSET_MS = 1_000;

/** Publishers that take over from each other again and again need no more. */
const MAX_CLOCKS = 20;

const NOTHING_SENT = { revision: -1, asOf: 0, sentAt: Number.NEGATIVE_INFINITY };

/** Creates a watch that has heard nobody. */
export function createPublisherWatch(): PublisherWatch {
  let leader: Header | null = null;
  let last: Pick<Stamp, 'revision' | 'asOf' | 'sentAt'> = NOTHING_SENT;
  /** Of the publishers that have won, the latest last; the team of an earlier one may still be shown. */
  let clocks: readonly SignerClock[] = [];
  /** The poll before the publisher's clock was set back: what belongs to it is dated by the clock that it was read by. */
  let setBackAfter: number | null = null;
  let heardAt: number | null = null;
  let isConfirmed = false;
  /** The publisher that has said, or whose will has, that it is gone. */
  let goneBy: string | null = null;
  let paceMs = 0;
  /** How long after a message the publisher means to poll again. */
  let untilNextMs = 0;

  function lead(header: Header, isRetained: boolean): void {
    leader = header;
    last = NOTHING_SENT;
    setBackAfter = null;
    isConfirmed = false;
    // What it had retained before it was gone may come only now, under a later epoch than that of its will.
    if (!isRetained || header.publisher !== goneBy) goneBy = null;
    beginClock(header);
  }

  function beginClock({ publisher, epoch, revision }: Signer): void {
    clocks = [...clocks, { publisher, epoch, revision, offsets: [], offsetMs: null }].slice(-MAX_CLOCKS);
  }

  function clockOf(signer: Signer | null): SignerClock | undefined {
    if (signer === null) return undefined;
    const { publisher, epoch, revision } = signer;
    const own = clocks.filter((clock) => clock.publisher === publisher && clock.epoch === epoch);
    return own.findLast((clock) => clock.revision <= revision) ?? own[0];
  }

  const present = (): Signer | null => leader && { ...leader, revision: last.revision };
  const localTime = (at: number, signer?: Signer): number => at - (clockOf(signer ?? present())?.offsetMs ?? 0);
  const lateMs = (): number => Math.max(MISSED_POLLS * paceMs, untilNextMs + paceMs) + TRANSIT_MS;

  function compareClocks(header: Header, arrivedAt: number): void {
    const clock = clockOf(header);
    if (clock === undefined) return;
    const offsets = [...clock.offsets, header.sentAt - arrivedAt].slice(-MAX_OFFSETS);
    const best = Math.max(...offsets);
    const isSame = clock.offsetMs !== null && Math.abs(best - clock.offsetMs) <= SAME_OFFSET_MS;
    const compared = { ...clock, offsets, offsetMs: isSame ? clock.offsetMs : best };
    clocks = clocks.map((each) => (each === clock ? compared : each));
  }

  /** A later revision that was sent earlier tells that the clock was set back: what is said again has an earlier one. */
  function followClock(header: Header): void {
    if (header.revision > last.revision && header.sentAt < last.sentAt) setBackAfter = last.asOf;
    if (setBackAfter === null || header.asOf === setBackAfter) return;
    setBackAfter = null;
    beginClock(header);
  }

  return {
    heard({ header, isRetained, arrivedAt, publisher, facts }) {
      const order = leader === null ? 1 : comparePublishers(header, leader);
      if (publisher?.state === 'standby') {
        // It has stepped back, perhaps for one whose key is not known here.
        if (order === 0 && !isRetained && compareSent(header, last) >= 0) goneBy = header.publisher;
        return true;
      }
      if (publisher?.state === 'gone') {
        // Signed when its publisher connected, perhaps before that was live: its epoch says nothing, its id does.
        if (order < 0 && header.publisher !== leader?.publisher) return false;
        if (order > 0) lead(header, isRetained);
        goneBy = header.publisher;
        return true;
      }
      if (order < 0) return false;
      if (order > 0) lead(header, isRetained);
      // Of one poll, what is retained was sent before what was heard last: it says that its publisher is not gone.
      if (isRetained) heardAt ??= arrivedAt;
      const later = compareSent(header, last);
      if (later < 0) return false;
      followClock(header);
      last = header;
      paceMs = publisher?.paceMs ?? facts?.paceMs ?? paceMs;
      if (facts !== undefined)
        untilNextMs = facts.health.nextAt === null ? 0 : Math.max(0, facts.health.nextAt - header.sentAt);
      if (!isRetained && later > 0) {
        isConfirmed = true;
        goneBy = null;
        if (setBackAfter === null) compareClocks(header, arrivedAt);
        // A broker that is behind passes on old messages, one after the other.
        heardAt = setBackAfter === null ? Math.min(arrivedAt, localTime(header.sentAt)) : arrivedAt;
      }
      return true;
    },
    connected() {
      heardAt = null;
      isConfirmed = false;
      goneBy = null;
    },
    state(now) {
      if (goneBy !== null) return { presence: 'gone', changesAt: null };
      if (heardAt === null) return { presence: 'unheard', changesAt: null };
      const lateAt = heardAt + lateMs();
      if (now >= lateAt || now < heardAt) return { presence: 'late', changesAt: null };
      if (isConfirmed) return { presence: 'live', changesAt: lateAt };
      // What is retained says as much as if it had been heard when it was sent, as far as clocks can tell.
      const sentAt = localTime(last.sentAt);
      const isLive = now >= sentAt - TRANSIT_MS && now < sentAt + lateMs();
      return isLive
        ? { presence: 'live', changesAt: Math.min(lateAt, sentAt + lateMs()) }
        : { presence: 'unconfirmed', changesAt: lateAt };
    },
    localTime,
    clockOffsetMs: (signer) => clockOf(signer ?? present())?.offsetMs ?? null,
  };
}
