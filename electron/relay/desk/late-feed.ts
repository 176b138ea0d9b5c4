import type { FeedState, TeamFeed } from '../wire/feed.ts';
import type { FeedParts } from './feed.ts';

const CONNECTING: FeedState = { link: { kind: 'connecting' }, team: null, views: null, missing: 0, refused: null };

/** A feed that is loaded once somebody follows it: whoever has no desk never loads MQTT. */
export function createLateFeed(parts: Omit<FeedParts, 'connect'>): TeamFeed {
  let loading: Promise<TeamFeed> | null = null;
  const load = (): Promise<TeamFeed> => (loading ??= loadFeed(parts));

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
    day: async (date, signal) => (await load()).day(date, signal),
  };
}

async function loadFeed(parts: Omit<FeedParts, 'connect'>): Promise<TeamFeed> {
  const [{ createDeskFeed }, { connectBroker }] = await Promise.all([
    import('./feed.ts'),
    import('../broker/session.ts'),
  ]);
  return createDeskFeed({ ...parts, connect: connectBroker });
}
