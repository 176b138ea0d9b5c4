import type { ProxiesFor } from '../../kore/types.ts';
import { ok, type AppError, type Result } from '../../shared/result.ts';
import type { FeedState, TeamFeed } from '../wire/team-feed.ts';
import type { DayContent } from '../wire/types.ts';
import type { FeedParts } from './feed.ts';

interface LateFeedParts extends Omit<FeedParts, 'connect'> {
  readonly proxiesFor?: ProxiesFor | undefined;
  readonly beside?: BesideApp | undefined;
}

/** What a command does beside a running app and other commands: a broker ends a desk's connection at its second one. */
export interface BesideApp {
  /** What the app that has this desk open hears of a day; null where there is none. */
  readonly day: (deskId: string, date: string) => Promise<Result<readonly DayContent[]> | null>;
  /** Waits until no other command is connected as this desk; gives what lets the next one. */
  readonly takeTurn: (deskId: string) => Promise<Result<() => void>>;
}

const CONNECTING: FeedState = { link: { kind: 'connecting' }, team: null, views: null, missing: [], refused: null };

/** A feed that is loaded once somebody follows it: whoever has no desk never loads MQTT. */
export function createLateFeed(parts: LateFeedParts): TeamFeed {
  let loading: Promise<TeamFeed> | null = null;
  const load = (): Promise<TeamFeed> => (loading ??= loadFeed(parts));
  /** What the app was asked for ahead: each day comes over its socket once. */
  const ahead = new Map<string, ReturnType<BesideApp['day']>>();

  return {
    follow(listener) {
      let unfollow: (() => void) | null = null;
      let isOver = false;
      listener(CONNECTING);
      void load().then((feed) => {
        if (!isOver) unfollow = feed.follow(listener);
      });
      return () => {
        isOver = true;
        unfollow?.();
      };
    },
    retry: () => void load().then((feed) => feed.retry()),
    async day(date, signal, following) {
      const { beside, access } = parts;
      // No day is published of counts, so nobody need be asked.
      if (access.audience === 'counts') return ok([]);
      const ofApp = await (ahead.get(date) ?? beside?.day(access.deskId, date));
      ahead.delete(date);
      if (beside !== undefined && ofApp)
        for (const next of following ?? []) if (!ahead.has(next)) ahead.set(next, beside.day(access.deskId, next));
      return ofApp ?? (await load()).day(date, signal, following);
    },
  };
}

async function loadFeed({ proxiesFor, beside, ...parts }: LateFeedParts): Promise<TeamFeed> {
  const [{ createDeskFeed }, { connectBroker }] = await Promise.all([
    import('./feed.ts'),
    import('../broker/session.ts'),
  ]);

  const connectInTurn: FeedParts['connect'] = async (to) => {
    const turn = (await beside?.takeTurn(parts.access.deskId)) ?? ok(() => undefined);
    if (!turn.ok) return turn;
    const done = turn.value;
    const onLost = (error: AppError): void => {
      done();
      to.onLost(error);
    };
    const session = await connectBroker({ ...to, proxiesFor, onLost });
    if (!session.ok) {
      done();
      return session;
    }
    return ok({ ...session.value, end: () => session.value.end().then(done) });
  };

  return createDeskFeed({ ...parts, connect: connectInTurn });
}
