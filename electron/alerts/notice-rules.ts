import { alertTexts as texts } from '../shared/texts/alerts.ts';
import { wordDuration } from '../shared/texts/plurals.ts';
import { countAgents, describeCounts, withoutUnread } from '../shared/counts.ts';
import type { StatusChange } from '../shared/delta.ts';
import { nameText } from '../shared/names.ts';
import { noticeScope } from '../shared/notices.ts';
import type { Agent, Counts, Health, Notice, NotifyChoice, Status, View } from '../shared/model.ts';

/** Everything the decision is made of. */
export interface PollFacts {
  /** Null until the user has chosen: then nothing is shown. */
  readonly choice: NotifyChoice | null;
  /** The agents of the open view. */
  readonly before: ReadonlyMap<string, Agent>;
  readonly after: ReadonlyMap<string, Agent>;
  /** Status changes of agents who were in the view before or are in it now. */
  readonly changes: readonly StatusChange[];
  /** The open view; null is everybody. */
  readonly view: Pick<View, 'name'> | null;
  /** The first poll, or the first after a gap: nothing in it is news. */
  readonly isBaseline: boolean;
  /** Statuses whose lists could not be understood: who is in them is not known. */
  readonly unread: readonly Status[];
  readonly healthBefore: Health;
  readonly healthAfter: Health;
  /** Whether names are shown as initials. */
  readonly isMasked: boolean;
  /** Whose team it is. */
  readonly connectionId: string;
  /** Its name where there are several connections, else null. */
  readonly connectionName: string | null;
  readonly isDemo: boolean;
  /** By the server's clock, as times in status are. */
  readonly now: number;
}

/** A notice before it names its connection. */
type Draft = Omit<Notice, 'connectionId' | 'isDemo'>;

/** More changes than this in one poll become one summary. */
const MAX_SINGLE_NOTICES = 3;

/**
 * Decides which notifications one poll gives. Pure: the same facts give the same notices.
 * `every-change` gives one for each change of status; both choices give one when nobody is available any more, and
 * when the team cannot be read until somebody mends the connection.
 */
export function noticesFor(facts: PollFacts): Notice[] {
  if (facts.choice === null || facts.choice === 'nothing') return [];
  const changes = facts.choice === 'every-change' ? changeNotices(facts) : [];
  return [...changes, ...coverageNotices(facts), ...connectionNotices(facts)].map((draft) =>
    withConnection(draft, facts),
  );
}

/** Agents of two accounts may have the same ids, so the id names the connection too. Its name is isolated from the text. */
function withConnection(draft: Draft, { connectionId, connectionName, isDemo }: PollFacts): Notice {
  const body = connectionName === null ? draft.body : `\u2068${connectionName}\u2069 · ${draft.body}`;
  return { ...draft, id: `${noticeScope(connectionId)}/${draft.id}`, body, connectionId, isDemo };
}

function changeNotices({ after, changes, isBaseline, unread, isMasked, now }: PollFacts): Draft[] {
  if (isBaseline) return [];
  if (changes.length > MAX_SINGLE_NOTICES)
    return [summary(changes.length, withoutUnread(countAgents(after.values()), unread))];
  return changes.map((change) => ({
    id: `status:${change.after.userId}`,
    title: texts.change.title(nameText(change.after, isMasked), statusName(change.after)),
    body: bodyOf(change.before, now),
    userId: change.after.userId,
  }));
}

function summary(count: number, counts: Counts): Draft {
  const { title, body } = texts.summary;
  return { id: 'status:summary', title: title(count), body: body(describeCounts(counts)), userId: null };
}

function coverageNotices({ before, after, changes, view, isBaseline, unread }: PollFacts): Draft[] {
  if (isBaseline || before === after || unread.includes('AVAILABLE')) return [];
  const counts = countAgents(after.values());
  const hadSomebody = countAgents(before.values()).AVAILABLE > 0;
  if (!hadSomebody || counts.AVAILABLE > 0) return [];
  // A view of available agents is empty once nobody is available: that is news. A team that everybody left is not.
  if (counts.total === 0 && !changes.some((change) => change.before.status === 'AVAILABLE')) return [];
  const { title, ofTeam, ofView } = texts.nobodyAvailable;
  const known = describeCounts(withoutUnread(counts, unread));
  const body = view === null ? ofTeam(known) : ofView(view.name, known);
  return [{ id: 'coverage:none', title, body, userId: null }];
}

function connectionNotices({ healthBefore, healthAfter }: PollFacts): Draft[] {
  const isNewlyRefused = healthAfter.state === 'unauthorized' && healthBefore.state !== 'unauthorized';
  // Before the first answer the window itself is showing why.
  if (!isNewlyRefused || healthBefore.state === 'starting') return [];
  return [{ id: 'connection', title: texts.cannotRead, body: healthAfter.message, userId: null }];
}

/** `Away (Lunch)`: the status with the secondary status, where that is known. */
function statusName({ rawStatus, secondaryStatus }: Agent): string {
  return secondaryStatus === null ? rawStatus : `${rawStatus} (${secondaryStatus})`;
}

function bodyOf(before: Agent, now: number): string {
  const status = statusName(before);
  const { at, precision } = before.since;
  if (at === null) return texts.change.was(status);
  const duration = wordDuration(now - at);
  if (precision === 'assumed') return texts.change.wasForInAssumedZone(status, duration);
  return precision === 'at-least'
    ? texts.change.wasForAtLeast(status, duration)
    : texts.change.wasFor(status, duration);
}
