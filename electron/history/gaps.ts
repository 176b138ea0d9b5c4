import {
  MAX_GAP_LINES,
  type Agent,
  type GapChange,
  type GapReport,
  type GapStatus,
  type Health,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import { historyTexts } from '../shared/texts/history/history.ts';
import { teamTexts } from '../shared/texts/team/team.ts';
import { doubtOf } from './zone/api-times.ts';
import { mapInChunks } from './chunks.ts';
import { endOf, type StatusSpan } from './intervals.ts';
import type { OpenStatusRequest, TodayRead } from './read/today.ts';

/** A time in which the team was not watched: between two complete answers, epoch milliseconds by the server's clock. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** One read of today's status details, as the live team makes it. */
interface TeamRead {
  readonly request: Pick<OpenStatusRequest, 'emails' | 'pages'>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** The agents in the open view; called only after a gap. */
  readonly viewed: () => ReadonlyMap<string, Agent>;
  readonly signal: AbortSignal;
}

/** Reports what happened in a gap, from the read of status details that follows it anyway. */
export interface GapReporter {
  get(): GapReport | null;
  /** The user has read it. */
  dismiss(): void;
  /** The connection is another one: its gap belongs to the old one. */
  forget(): void;
  /** The view shows other agents, whose key this is. Their changes from before are not reported. */
  selectionChanged(selection: string): void;
  afterPoll(poll: { readonly gap: Gap | null; readonly healthAfter: Pick<Health, 'state'> }): void;
  /** Runs a read and reports from it. */
  follow(of: TeamRead, read: () => Promise<Result<TodayRead>>): Promise<Result<TodayRead>>;
}

/** Creates a reporter that knows of no gap. Nothing of it outlives the run. */
export function createGapReporter({
  dateAt,
  onChange,
}: {
  /** The team's day an instant belongs to. */
  readonly dateAt: (at: number) => string;
  readonly onChange: (report: GapReport | null) => void;
}): GapReporter {
  /** The gap that is not reported completely yet. */
  let open: Gap | null = null;
  let report: GapReport | null = null;
  /** Why the last read failed. The next one may come only half an hour later. */
  let problem: string | null = null;
  let selection: string | null = null;
  let isNewSelection = false;

  function show(next: GapReport | null): void {
    if (JSON.stringify(next) === JSON.stringify(report)) return;
    report = next;
    onChange(report);
  }

  function isReported({ from }: Gap): boolean {
    return report?.isKnown === true && report.from === from;
  }

  function reportUnknown(why: string | null): void {
    if (open === null || why === null || isReported(open)) return;
    show(unknownGap({ ...open, date: dateAt(open.to), problem: why }));
  }

  async function reportFrom(today: TodayRead, viewed: TeamRead['viewed']): Promise<void> {
    const gap = open;
    if (gap === null) return;
    const zone = doubtOf(today.apiTimes);
    if (zone === 'none') return reportUnknown(teamTexts.details.noZoneFits);
    const known = { from: Math.max(gap.from, today.startsAt), to: gap.to };
    // The others were not read, which does not mean that nothing is recorded of them.
    const agents = [...viewed().values()].filter(({ userId }) => today.isRead(userId));
    const each = await mapInChunks(agents, (agent) => gapOfAgent(agent, today.spansOf(agent.userId), known));
    if (open !== gap) return;
    const { date, startsAt, stopped, notUnderstood = 0 } = today;
    if (stopped === null) open = null;
    const isShort = stopped === null && agents.length < viewed().size;
    const missing = isShort
      ? historyTexts.gap.notEveryAgent
      : notUnderstood > 0
        ? historyTexts.gap.notUnderstood
        : null;
    const facts = { date, isCut: gap.from < startsAt, problem: stopped?.message ?? missing };
    show(gapReport(each, { ...gap, ...facts, ...(zone !== null && { isZoneAssumed: true }) }));
  }

  function putAway(): void {
    open = null;
    problem = null;
    show(null);
  }

  return {
    get: () => report,
    dismiss() {
      open = null;
      show(null);
    },
    forget() {
      putAway();
      isNewSelection = false; // another connection brings its own view: the user has not chosen one
    },
    selectionChanged(next) {
      if (next === selection) return;
      isNewSelection = selection !== null;
      selection = next;
      if (isNewSelection) putAway();
    },
    afterPoll({ gap, healthAfter }) {
      if (gap !== null && !isNewSelection) {
        open = gap;
        reportUnknown(problem);
      }
      if (healthAfter.state === 'live') isNewSelection = false;
    },
    async follow({ request: { emails, pages }, agents, viewed, signal }, read) {
      const answer = await read();
      // A read that was dropped belongs to the time before the gap.
      if (signal.aborted) return answer;
      problem = answer.ok ? null : answer.error.message;
      reportUnknown(problem);
      const isComplete = pages === undefined && (emails.length === 0 || emails.length >= agents.size);
      if (!answer.ok) return answer;
      if (isComplete) await reportFrom(answer.value, viewed);
      // A large team, or one on a shared account, is read page by page, long after the gap.
      else reportUnknown(historyTexts.gap.inParts);
      return answer;
    },
  };
}

/** What status details say of one agent in a gap. */
export interface AgentGap extends Pick<Agent, 'userId' | 'name' | 'addition'> {
  readonly changes: readonly GapChange[];
  /** Whether anything at all is recorded in the gap. */
  readonly isRecorded: boolean;
}

/** The API writes whole seconds, so a shorter hole does not count. */
const HOLE_FROM_MS = 1_000;

/**
 * What one agent reported in a gap, from their tidy spans (see `tidySpans`). A span that begins in the gap
 * is a change; a hole is the end of the record and a new beginning, never a status. Pure.
 */
export function gapOfAgent(
  { userId, name, addition }: Agent,
  spans: readonly StatusSpan[],
  { from, to }: Gap,
): AgentGap {
  const who = { userId, name, ...(addition === undefined ? {} : { addition }) };
  const changes: GapChange[] = [];
  let isRecorded = false;
  let last: StatusSpan | null = null;
  const change = (at: number, fromStatus: StatusSpan | null, toStatus: StatusSpan | null): void => {
    const isInGap = at > from && at <= to;
    if (isInGap) changes.push({ ...who, at, fromStatus: statusOf(fromStatus), toStatus: statusOf(toStatus) });
  };
  for (const span of spans) {
    if (span.start > to) break;
    const isHole = last === null || span.start - endOf(last) >= HOLE_FROM_MS;
    if (last !== null && isHole) change(endOf(last), last, null);
    change(span.start, isHole ? null : last, span);
    isRecorded ||= endOf(span) > from;
    last = span;
  }
  if (last !== null && to - endOf(last) >= HOLE_FROM_MS) change(endOf(last), last, null);
  return { ...who, changes, isRecorded };
}

/** What all of them did, as one report; it lists as many changes as a person reads, and counts the others. */
export function gapReport(
  each: readonly AgentGap[],
  facts: Pick<GapReport, 'from' | 'to' | 'date' | 'isCut' | 'problem' | 'isZoneAssumed'>,
): GapReport {
  const { compare } = new Intl.Collator('en');
  const changes = each.flatMap((agent) => agent.changes).sort((a, b) => a.at - b.at || compare(a.name, b.name));
  const silent = each.filter(({ isRecorded }) => !isRecorded).sort((a, b) => compare(a.name, b.name));
  return {
    ...facts,
    changes: changes.slice(-MAX_GAP_LINES),
    changeCount: changes.length,
    noRecord: silent.slice(0, MAX_GAP_LINES).map(({ changes: _, isRecorded: __, ...who }) => who),
    noRecordCount: silent.length,
    isKnown: true,
  };
}

/** The report of a gap of which nothing could be read. */
export function unknownGap(facts: Pick<GapReport, 'from' | 'to' | 'date'> & { readonly problem: string }): GapReport {
  return { ...facts, changes: [], changeCount: 0, noRecord: [], noRecordCount: 0, isCut: false, isKnown: false };
}

function statusOf(span: StatusSpan | null): GapStatus | null {
  if (span === null) return null;
  const { primaryStatus, secondaryStatus } = span;
  const isSame = secondaryStatus === '' || secondaryStatus.toUpperCase() === primaryStatus.toUpperCase();
  return { primaryStatus, secondaryStatus: isSame ? null : secondaryStatus };
}
