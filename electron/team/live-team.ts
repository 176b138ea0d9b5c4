import type { TeamPerson } from '../history/people.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import type { StatusChange } from '../shared/team/delta.ts';
import { EMPTY_FILTER, selectionOf, type Agent, type Status, type TeamSnapshot, type View } from '../shared/model.ts';
import { createFeedSource } from './source/feed-source.ts';
import { createPollSource } from './source/poll-source.ts';
import type { SourcedTeam, AnswerSource } from './source/answer-source.ts';
import { createTeamStore } from './team-store.ts';
import { viewChange } from './views/answer-selection.ts';
import type { LiveTeam, LiveTeamParts, PollOutcome } from './types.ts';
import { createViewChanges } from './view-changes.ts';

/** A keychain mostly answers at once; only one that takes longer gets a message. */
const KEYCHAIN_GRACE_MS = 1_000;
/** Resume, unlock and the return of the network follow each other closely; the poll of the first is enough. */
const ONE_WAKE_MS = 15_000;

/** The outcome of a failed poll, and of a read of status details. */
const NO_ANSWER = { isBaseline: false, gap: null } as const;

/**
 * Creates a live team that asks nobody until `start`. It is the team of the present connection, the only one that is
 * kept true: each account has a rate limit, and one team is on the screen.
 */
export function createLiveTeam(parts: LiveTeamParts): LiveTeam {
  const { clock, connections, onPoll, view = () => null } = parts;
  const viewChanges = createViewChanges();
  /** Statuses whose lists could not be understood in the last answer. */
  let unread: readonly Status[] = [];
  /** Null until the start. */
  let generation: number | null = null;
  let wokeAt = Number.NEGATIVE_INFINITY;
  /** Windows and browser sessions in which the team is visible. */
  const watching = new Set<string>();

  const polls = createPollSource(parts, () => sourced);
  const feed = createFeedSource(parts, () => sourced);
  let source: AnswerSource = polls;
  const store = createTeamStore({
    ...parts,
    intervalMs: () => source.intervalMs(),
    progress: (all) => source.progress(all),
  });
  const sourced: SourcedTeam = {
    store,
    answered(answer, readWith, health, facts) {
      const before = stateNow();
      ({ unread } = answer);
      store.takeAnswer(answer, readWith, health, facts);
      const changes = viewChanges.ofPoll(answer.statusChanges, viewedTeam());
      if (answer.isBaseline) viewChanges.forget();
      tell(before, changes, answer);
    },
    unanswered(health) {
      const before = stateNow();
      store.setHealth(health);
      tell(before, viewChanges.ofPoll([], viewedTeam()));
    },
    detailsRead(answer) {
      store.takeDetails(answer);
      const changes = viewChanges.ofDetails(viewedTeam());
      if (changes.length > 0) tell(stateNow(), changes);
      parts.onDetails?.();
    },
  };
  // Subscribed first, so that the old team is saved before others hear of another connection.
  const unsubscribe = connections.subscribe(() => {
    if (generation === null || (generation === connections.generation() && connections.live() !== null)) return;
    generation = connections.generation();
    startOver(view());
  });

  function viewedTeam() {
    return { all: store.all(), view: store.meta().view, isViewed: store.isViewed };
  }

  function stateNow() {
    return { ...store.meta(), agents: store.agents() };
  }

  function tell(
    before: ReturnType<typeof stateNow>,
    changes: readonly StatusChange[],
    { isBaseline, gap }: Pick<PollOutcome, keyof typeof NO_ANSWER> = NO_ANSWER,
  ): void {
    const { agents: after, health: healthNow, clockOffsetMs, view: openView } = stateNow();
    onPoll({
      before: before.agents,
      after,
      changes,
      ...{ isBaseline, unread, gap },
      clockOffsetMs,
      healthBefore: before.health,
      healthAfter: healthNow,
      view: openView,
    });
  }

  function chooseSource(): void {
    const next = (connections.live()?.feed ?? null) === null ? polls : feed;
    if (next !== source) source.stop();
    source = next;
  }

  /** Another account or another filter is another team: nothing of the old one may show. */
  function startOver(openView: View | null): void {
    source.forget();
    chooseSource();
    viewChanges.forget();
    store.restore(openView);
    if (generation === null) return;
    source.begin(connections.state().secret === 'waiting' ? KEYCHAIN_GRACE_MS : 0);
  }

  function watch(sender: string, isWatching: boolean): void {
    const wasWatched = watching.size > 0;
    if (isWatching) watching.add(sender);
    else watching.delete(sender);
    if (wasWatched !== watching.size > 0) polls.setWatched(!wasWatched);
  }

  return {
    intervalMs: () => source.intervalMs(),
    setRest: (rest) => polls.setRest(rest),
    intervalChanged: () => polls.intervalChanged(),
    pause: (forMs, why) => source.pause(forMs, why),
    snapshot: store.snapshot,
    facts: store.meta,
    viewed: store.agents,
    everybody: store.all,
    snapshotOf: store.snapshotOf,
    canShow: store.canShow,
    teamOf: store.teamOf,
    countsOf: (of) => store.teamOf(of)?.counts ?? null,
    notFoundIn: store.notFoundIn,
    agentIdOf: store.agentIdOf,
    queues: store.queuesOfEverybody,
    count: store.count,
    rulesChanged: store.rulesChanged,
    people: () => source.people() ?? [...store.all().values()].map(withoutContact),
    rows: (userId) => source.rows().filter((row) => row.userId === userId),
    contact: (userId, field) => contactOf(source.rows(), userId, field),
    watch,
    leave: (sender) => watch(sender, false),
    refresh: () => source.refresh(),
    recall: () => store.restore(view()),
    start() {
      generation = connections.generation();
      chooseSource();
      store.restore(view());
      source.begin(0);
    },
    stop() {
      unsubscribe();
      source.stop();
      store.stop();
    },
    viewChanged() {
      const next = view();
      const change = viewChange(store.meta().view, next);
      if (change === 'none') return;
      const isOther = change === 'filter' && !store.canShow(next);
      const isOfEverybody = store.isReadWith(EMPTY_FILTER) && !source.isAnsweredAlone(selectionOf(next).filter);
      if (isOther && !isOfEverybody) return startOver(next);
      // The same answer in another view is no change of status.
      if (change !== 'name') viewChanges.forget();
      store.showView(next);
      if (store.isWaiting()) source.restart();
    },
    membersChanged() {
      const wasWaiting = store.isWaiting();
      if (store.membersChanged()) viewChanges.forget();
      if (store.isWaiting() && !wasWaiting) source.restart();
    },
    wake() {
      if (hasAnswered(store.meta(), wokeAt, clock.now())) return;
      wokeAt = clock.now();
      source.wake();
    },
  };
}

/** Of a team of the last run no more is known. */
function withoutContact({ userId, name }: Agent): TeamPerson {
  return { userId, name, agentId: null, customId: null, email: null };
}

/** Whether there was a poll since the last wake, a moment ago. */
function hasAnswered({ asOf, health }: Pick<TeamSnapshot, 'asOf' | 'health'>, wokeAt: number, now: number): boolean {
  return health.state === 'live' && asOf !== null && asOf >= wokeAt && now >= wokeAt && now - wokeAt < ONE_WAKE_MS;
}

/**
 * An agent's e-mail or phone number as the last availability answer had it; null when it had none. An agent in several
 * buckets has several rows, any of which may carry it.
 */
export function contactOf(rows: readonly AvailabilityRow[], userId: string, field: ContactField): string | null {
  return rows.find((row) => row.userId === userId && row[field] !== null)?.[field] ?? null;
}
