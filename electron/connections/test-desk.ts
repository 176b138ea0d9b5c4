import type { FeedLink, FeedState, RefusedMessages, TeamFeed } from '../relay/wire/team-feed.ts';
import type { Clock } from '../shared/clock.ts';
import { describeCounts } from '../shared/team/counts.ts';
import type { ApiCheck } from '../shared/model.ts';
import { messageFor } from '../shared/result.ts';
import { connectCheckTexts } from '../shared/texts/connect/connect-checks.ts';
import { deskTexts } from '../shared/texts/relay/desk.ts';

const texts = connectCheckTexts.desk;

/** A person waits. A publisher that is there is heard at once, and one that is not after 5 s. */
const MAX_WAIT_MS = 15_000;

/** Connects as a desk does, until it has its first team or it is clear that none comes. */
export async function testDesk(feed: TeamFeed, clock: Pick<Clock, 'after'>): Promise<ApiCheck> {
  const { promise, resolve } = Promise.withResolvers<ApiCheck>();
  let late: ApiCheck = { ok: false, code: 'timeout', message: messageFor('timeout') };
  const stopWaiting = clock.after(MAX_WAIT_MS, () => resolve(late));
  const unfollow = feed.follow((state) => {
    const { link, views } = state;
    if (link.kind === 'unusable') late = unusable(link.why);
    else if (views !== null) late = later(deskTexts.unconfirmed);
    const check = checkOf(state);
    if (check !== null) resolve(check);
  });
  const check = await promise;
  stopWaiting();
  unfollow();
  return check;
}

/** What a state says of the desk; null while it may still change. */
function checkOf({ link, team, views }: FeedState): ApiCheck | null {
  const problem = problemOf(link);
  if (problem !== null) return problem;
  if (team === null || views === null) return null;
  const of = views.views.flatMap(({ id, name }) => {
    const counts = team.counts.get(id);
    return counts === undefined ? [] : [texts.view(name, describeCounts(counts))];
  });
  return { ok: true, detail: of.join(' ') };
}

/** The broker has taken the desk: it may be saved, and shows the team once its publisher is there. */
function later(message: string): ApiCheck {
  return { ok: false, code: 'timeout', message, isLater: true };
}

function unusable(why: RefusedMessages['why']): ApiCheck {
  return { ok: false, code: 'unexpected-shape', message: deskTexts.unusable[why] };
}

function problemOf(link: FeedLink): ApiCheck | null {
  switch (link.kind) {
    case 'broker':
      return { ok: false, code: link.error.code, message: deskTexts.broker(link.error) };
    case 'refused':
      return { ok: false, code: 'forbidden', message: deskTexts.refused };
    case 'silent':
      return later(deskTexts.silent);
    case 'deleted':
      return { ok: false, code: 'forbidden', message: deskTexts.deleted };
    case 'publisher':
      return later(deskTexts.publisher[link.why]);
    case 'connecting':
    case 'unusable': // whatever cannot be believed, the publisher may still be heard
    case 'unconfirmed':
    case 'live':
      return null;
  }
}
