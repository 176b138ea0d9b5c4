import { fail } from '../shared/messages.ts';
import type { TeamSnapshot, View } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import { watchAccount } from './account-watch.ts';
import { createDetailsReader } from './details.ts';
import { isRestricted } from './filter.ts';
import { pausedHealth, secretProblem } from './health.ts';
import type { Arrival } from './intake.ts';
import { createPollNews } from './poll-news.ts';
import { createReading } from './reading.ts';
import { createShownTeam, viewChange } from './shown-team.ts';
import { createTempo } from './tempo.ts';
import type { LiveTeam, LiveTeamParts } from './types.ts';

/** A keychain mostly answers at once; only one that takes longer than this is worth a sentence. */
const KEYCHAIN_GRACE_MS = 1_000;

/** Resume, unlock and a network that is back come one after the other; the poll of the first answers for all. */
const ONE_WAKE_MS = 15_000;

/**
 * Creates a live team that polls nothing until `start`. It is the team of the present connection, the only one that is
 * polled: each account has a budget, and one is looked at.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, share, connections, view = () => null } = parts;
  let isStarted = false;
  let wokeAt = Number.NEGATIVE_INFINITY;

  const tempo = createTempo({
    ...parts,
    cycle,
    onEnd,
    onHurried: (nextAt) => shown.tell({ ...shown.meta().health, nextAt }),
    onPaused: (until) => shown.tell(pausedHealth(shown.meta().health, clock.now(), until)),
  });
  const shown = createShownTeam(parts, tempo.intervalMs, (whole) => details.progress(whole));
  const news = createPollNews(parts, shown);
  const reading = createReading(clock);
  const details = createDetailsReader({
    clock,
    share,
    read: async (asked, signal) => {
      const live = connections.live();
      return live === null ? fail('not-connected') : parts.readToday(live, asked, shown.whole(), signal);
    },
    onOpen(open, zoneChange) {
      shown.hearClock(connections.live()?.client.clockOffsetMs() ?? null);
      news.confirmed(open, zoneChange);
    },
  });
  // From the beginning: the old team is put away before anybody else hears that the connection is another one.
  const account = watchAccount(connections, () => startOver(view()));

  async function cycle(signal: AbortSignal): Promise<Result<Arrival>> {
    const live = connections.live();
    if (live === null) return fail(secretProblem(connections.state().secret) ?? 'not-connected');
    const leastWaitMs = shown.meta().health.state === 'live' ? share().floorMs : 0;
    const before = () => {
      shown.hearClock(live.client.clockOffsetMs());
      const { asOf, clockOffsetMs } = shown.meta();
      return { agents: shown.whole(), asOf, clockOffsetMs };
    };
    return reading.ask(live, { filter: shown.asked(), before, intervalMs: tempo.intervalMs(), leastWaitMs, signal });
  }

  function onEnd(outcome: Result<Arrival>, nextAt: number | null): void {
    if (outcome.ok && outcome.value.isBaseline) details.reset();
    news.polled(outcome, nextAt);
    if (!outcome.ok) return;
    details.afterPoll({ ...outcome.value, isFiltered: isRestricted(shown.asked()) });
  }

  /** Another account or another question is another team: nothing of the old one may show. */
  function startOver(next: View | null): void {
    details.stop();
    reading.forget();
    news.forget();
    shown.restore(next);
    if (!isStarted) return;
    if (connections.state().secret === 'waiting') tempo.restartIn(KEYCHAIN_GRACE_MS);
    else void tempo.restart();
  }

  return {
    ...tempo,
    snapshot: shown.snapshot,
    count: shown.count,
    contact: reading.contact,
    recall: () => shown.restore(view()),
    start() {
      isStarted = true;
      account.start();
      shown.restore(view());
      tempo.begin();
    },
    stop() {
      account.stop();
      details.stop();
      tempo.stop();
    },
    viewChanged() {
      const next = view();
      const change = viewChange(shown.meta().view, next);
      if (change === 'question') return startOver(next);
      if (change === 'selection') news.forget(); // the same answer, seen through another view: nothing in it is news
      if (change !== 'none') shown.look(next);
    },
    wake() {
      if (hasAnswered(shown.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      reading.expectBaseline();
      tempo.wake();
    },
  };
}

/** Whether a wake of a moment ago has had its poll. */
function hasAnswered({ asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>, wokeAt: number, now: number): boolean {
  return health.state === 'live' && asOf !== null && asOf >= wokeAt && now >= wokeAt && now - wokeAt < ONE_WAKE_MS;
}
