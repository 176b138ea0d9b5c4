import type { Clock } from '../../shared/clock.ts';
import { EVERYBODY_ID, type DeskAccess } from '../../shared/model.ts';
import type { BrokerSession } from '../broker/session.ts';
import { readContent } from '../wire/content.ts';
import type { Header, OpenedMessage } from '../wire/envelope.ts';
import { comparePublishers, compareSent } from '../wire/replica.ts';
import { topicOf, type Place } from '../wire/topics.ts';
import type { DayContent } from '../wire/types.ts';

/** Reads what was published of a day: it is subscribed to until all parts of it are there. */
export interface DayReader {
  /**
   * What there is per view; nothing of a view of which nothing was published, or came in time, and then none of it is
   * complete. Null where the connection ended first, so that nobody knows what was published.
   */
  read(date: string, signal?: AbortSignal): Promise<readonly DayContent[] | null>;
  /** Takes a verified message. */
  take(place: Extract<Place, { readonly kind: 'day' }>, message: OpenedMessage): void;
  /** The connection has ended, and what is read with it. */
  lost(): void;
}

/** What is retained comes at once after the answer to the subscription; what has not come by then is not there. */
const QUIET_MS = 2_000;
/** What was read ahead is asked for in a moment. */
const KEPT_MS = 10_000;

/** The parts of one view's day that have arrived. */
interface Parts {
  header: Header | null;
  readonly bodies: Map<number, Uint8Array>;
}

interface Flight {
  /** By view; none once it has ended. */
  readonly parts: Map<string, Parts>;
  readonly topics: Set<string>;
  readonly done: Promise<readonly DayContent[] | null>;
  /** Those who wait for it. */
  readers: number;
  /** What has come by now is all. */
  readonly end: () => void;
  /** What has come by now says nothing, and is asked for anew. */
  readonly drop: () => void;
  /** Something came of any day: what else there is may take as long again. */
  readonly goOn: () => void;
}

/** Creates a reader that subscribes with the present session. */
export function createDayReader({
  clock,
  access: { site, audience, views },
  session,
  expected,
}: {
  readonly clock: Clock;
  readonly access: Pick<DeskAccess, 'site' | 'audience' | 'views'>;
  readonly session: () => BrokerSession | null;
  /** The views of which something may come. */
  readonly expected: () => readonly string[];
}): DayReader {
  const flights = new Map<string, Flight>();

  function begin(date: string): Flight {
    const parts = new Map<string, Parts>(views.map((view) => [view, { header: null, bodies: new Map() }]));
    const topics = new Set<string>();
    const { promise: done, resolve } = Promise.withResolvers<readonly DayContent[] | null>();
    const found = (): readonly DayContent[] => {
      const contents = new Map([...parts].flatMap(([view, of]) => contentOf(of).map((day) => [view, day] as const)));
      const isAll = contents.has(EVERYBODY_ID) || expected().every((view) => contents.has(view));
      return [...contents.values()].map((day) => (isAll ? day : { ...day, isComplete: false }));
    };
    const endWith = (answer: readonly DayContent[] | null): void => {
      if (parts.size === 0) return;
      cancel();
      void session()?.unsubscribe([...topics]);
      resolve(answer);
      parts.clear();
      cancel = clock.after(KEPT_MS, drop);
    };
    const end = (): void => endWith(found());
    const drop = (): void => {
      if (flights.get(date) === flight) flights.delete(date);
      endWith(null);
      cancel();
    };
    let cancel = (): void => undefined;
    const goOn = (): void => {
      if (parts.size === 0) return;
      cancel();
      cancel = clock.after(QUIET_MS, end);
    };
    const flight: Flight = { parts, topics, done, readers: 0, end, drop, goOn };
    flights.set(date, flight);
    ask(
      flight,
      views.map((view) => topicOf(site, { kind: 'day', audience, view, date, part: 0 })),
    );
    return flight;
  }

  function ask({ topics, goOn }: Flight, wanted: readonly string[]): void {
    const next = wanted.filter((topic) => !topics.has(topic));
    for (const topic of next) topics.add(topic);
    // A broker that has not answered yet has sent nothing of it either.
    if (next.length > 0) void (session()?.subscribe(next) ?? Promise.resolve()).then(goOn);
  }

  return {
    async read(date, signal) {
      const flight = flights.get(date) ?? begin(date);
      const { promise: stopped, resolve: stop } = Promise.withResolvers<null>();
      const onAbort = (): void => stop(null);
      flight.readers += 1;
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted === true) onAbort();
      const found = await Promise.race([flight.done, stopped]);
      signal?.removeEventListener('abort', onAbort);
      flight.readers -= 1;
      // Others may wait for it still. What has ended is kept.
      if (flight.readers === 0 && flight.parts.size > 0) flight.drop();
      return found;
    },
    take({ date, view, part, ...place }, { header, body }) {
      const flight = flights.get(date);
      const known = flight?.parts.get(view);
      if (flight === undefined || known === undefined || place.audience !== audience) return;
      const order =
        known.header === null ? 1 : comparePublishers(header, known.header) || compareSent(header, known.header);
      if (order < 0) return;
      if (order > 0) {
        known.header = header;
        known.bodies.clear();
      }
      known.bodies.set(part, body);
      for (const { goOn } of flights.values()) goOn();
      const others = Array.from({ length: header.parts - 1 }, (_, index) => index + 1);
      ask(
        flight,
        others.map((other) => topicOf(site, { kind: 'day', audience, view, date, part: other })),
      );
      if ([...flight.parts.values()].every(isWhole)) flight.end();
    },
    lost() {
      for (const { drop } of [...flights.values()]) drop();
    },
  };
}

function isWhole({ header, bodies }: Parts): boolean {
  return header !== null && bodies.size === header.parts;
}

function contentOf(parts: Parts): readonly DayContent[] {
  const { header, bodies } = parts;
  if (header === null || !isWhole(parts)) return [];
  const inOrder = Array.from({ length: header.parts }, (_, part) => bodies.get(part) ?? new Uint8Array());
  const content = readContent('day', inOrder);
  return content === null ? [] : [content];
}
