import type { Agent, Counts, Status } from '../../shared/model.ts';
import { appError, type AppError, type Result } from '../../shared/result.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import type { MessageProblem } from './envelope.ts';
import type { DayContent, PublishedHealth, PublishedQueue, PublishedView } from './types.ts';

/** What a desk hears, as the team takes it up. Instants are by this computer's clock. */

/** Which link between a desk and Kore.ai is down, nearest first. */
export type FeedLink =
  | { readonly kind: 'connecting' }
  /** From this desk to the broker. `nextAt` is the next try. */
  | { readonly kind: 'broker'; readonly error: AppError; readonly nextAt: number }
  /** The broker lets this desk subscribe to none of its views. */
  | { readonly kind: 'refused' }
  /** The broker is there, and nobody says anything. */
  | { readonly kind: 'silent' }
  /** Only messages that cannot be believed, or read, have come; `isAlone`: for so long that no publisher is there. */
  | { readonly kind: 'unusable'; readonly why: RefusedMessages['why']; readonly isAlone: boolean }
  /**
   * What was retained is there, and whether its publisher still is, nobody knows yet; or it is, and nothing new has come of
   * the views `late`, by name.
   */
  | { readonly kind: 'unconfirmed'; readonly late: readonly string[] }
  /** The publisher has none of the views of this desk any more. */
  | { readonly kind: 'deleted' }
  /**
   * The publisher has never published anything, has gone, perhaps while one runs whose key is not known, says nothing any
   * more, has a clock that is behind that of the one before it, publishes for others only, or is there and its team is not.
   */
  | {
      readonly kind: 'publisher';
      readonly why: 'unused' | 'gone' | 'stranger' | 'late' | 'clock' | 'audience' | 'no-team';
    }
  /** The publisher is there and has not read a team yet. */
  | { readonly kind: 'kore'; readonly health: PublishedHealth }
  | { readonly kind: 'live' };

/** The views of a desk together, each agent once. */
export interface FeedTeam {
  /** When the publisher's poll was answered. */
  readonly asOf: number;
  /** How far Kore.ai's clock is ahead of this computer's; null while it is not known. */
  readonly clockOffsetMs: number | null;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly queues: readonly PublishedQueue[];
  /** Who is in each view. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** As the publisher counts each view. */
  readonly counts: ReadonlyMap<string, Counts>;
  readonly ignored: number;
  readonly unread: readonly Status[];
  /** How the publisher's own polls go. */
  readonly health: PublishedHealth;
  readonly paceMs: number;
}

/** The views of a desk's role that its publisher has. */
export interface FeedViews {
  readonly views: readonly PublishedView[];
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly daysFrom?: string | null | undefined;
}

/** Messages that cannot be believed, or read. */
export interface RefusedMessages {
  readonly why: Exclude<MessageProblem, 'empty'>;
  readonly at: number;
}

/** All that a desk knows at one moment. */
export interface FeedState {
  readonly link: FeedLink;
  /** The last good one, whatever the link is; null before the first. */
  readonly team: FeedTeam | null;
  /** Null until the publisher has said. */
  readonly views: FeedViews | null;
  /** The desk's views of which nothing comes: they are in no number. By name, or null where the publisher lists none. */
  readonly missing: readonly (string | null)[];
  /** The last message that was refused; null once none was for a while. */
  readonly refused: RefusedMessages | null;
}

/** What a desk subscribes to. It is connected while somebody follows it. */
export interface TeamFeed {
  /** Calls `listener` with each state until the answer is called. */
  follow(listener: (state: FeedState) => void): () => void;
  /** Connects now, where it waits to do so. */
  retry(): void;
  /**
   * What was published of a day, per view; none of a view of which nothing was. Fails while the broker cannot be reached.
   * The days `following` are asked for next, so reading them begins as well.
   */
  day(date: string, signal?: AbortSignal, following?: readonly string[]): Promise<Result<readonly DayContent[]>>;
}

/** What is wrong with a link that is down, as the error of whoever waits for the team. */
export function linkError(link: Exclude<FeedLink, { readonly kind: 'connecting' | 'live' }>): AppError {
  switch (link.kind) {
    case 'broker':
      return appError(link.error.code, { message: texts.broker(link.error) });
    case 'refused':
      return appError('forbidden', { message: texts.refused });
    case 'silent':
      return appError('timeout', { message: texts.silent });
    case 'unusable':
      return appError('unexpected-shape', { message: texts.unusable[link.why] });
    case 'unconfirmed':
      return appError('timeout', { message: texts.unconfirmed(link.late) });
    case 'deleted':
      return appError('forbidden', { message: texts.deleted });
    case 'kore':
      return appError('timeout', { message: texts.kore(link.health.message) });
    case 'publisher':
      return appError('timeout', { message: texts.publisher[link.why] });
  }
}
