import { linkError, type FeedState, type TeamFeed } from '../relay/wire/team-feed.ts';
import type { Clock } from '../shared/clock.ts';
import { describeCounts } from '../shared/team/counts.ts';
import type { ApiCheck } from '../shared/model.ts';
import { appError, type AppError } from '../shared/result.ts';
import { connectCheckTexts } from '../shared/texts/connect/connect-checks.ts';
import { deskTexts } from '../shared/texts/relay/desk.ts';

const texts = connectCheckTexts.desk;

/** A person waits. A publisher that is there is heard at once, and one that is not after 5 s. */
const MAX_WAIT_MS = 15_000;
const NOT_HEARD = appError('timeout', { message: deskTexts.unconfirmed([]) });

/** Connects as a desk does, until it has its first team or it is clear that none comes. */
export async function testDesk(feed: TeamFeed, clock: Pick<Clock, 'after'>): Promise<ApiCheck> {
  const { promise, resolve } = Promise.withResolvers<ApiCheck>();
  let late = failed(appError('timeout'), false);
  const stopWaiting = clock.after(MAX_WAIT_MS, () => resolve(late));
  const unfollow = feed.follow((state) => {
    const { link, views } = state;
    // Where its publisher was heard, only the team is missing.
    if (link.kind === 'unusable') late = failed(linkError(link), views !== null);
    else if (views !== null) late = failed(link.kind === 'unconfirmed' ? linkError(link) : NOT_HEARD, true);
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
  switch (link.kind) {
    case 'connecting':
    case 'unconfirmed':
    case 'live':
      break;
    case 'unusable':
      if (link.isAlone) return failed(linkError(link), false);
      break;
    case 'silent':
    case 'publisher':
      return failed(linkError(link), true);
    default:
      return failed(linkError(link), false);
  }
  if (team === null || views === null) return null;
  const of = views.views.flatMap(({ id, name }) => {
    const counts = team.counts.get(id);
    return counts === undefined ? [] : [texts.view(name, describeCounts(counts))];
  });
  return { ok: true, detail: of.join(' ') };
}

/** `isLater`: the broker has taken the desk, so it may be saved, and shows the team once its publisher is there. */
function failed({ code, message }: AppError, isLater: boolean): ApiCheck {
  return { ok: false, code, message, ...(isLater && { isLater }) };
}
