import { MOST_GAP_LINES, type Agent, type GapChange, type GapReport, type GapStatus } from '../shared/model.ts';
import type { Gap } from '../team/intake.ts';
import { endOf, type StatusSpan } from './spans.ts';

/** What status details tell of one agent in a gap. */
export interface GapTold extends Pick<Agent, 'userId' | 'name' | 'addition'> {
  readonly changes: readonly GapChange[];
  /** Whether anything at all is recorded in the gap. */
  readonly isRecorded: boolean;
}

/** The API writes whole seconds: a hole below one is none. */
const HOLE_FROM_MS = 1_000;

/**
 * What one agent did in a gap by their own status, from their tidy spans (see `tidySpans`). A span that begins in the gap
 * is a change; a hole is the end of the record and a new beginning, never a status. Pure.
 */
export function tellGap({ userId, name, addition }: Agent, spans: readonly StatusSpan[], { from, to }: Gap): GapTold {
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

/** What all of them did, as one report; it holds as many lines as a person reads, and counts the others. */
export function gapReport(
  told: readonly GapTold[],
  facts: Pick<GapReport, 'from' | 'to' | 'date' | 'isCut' | 'problem' | 'isZoneAssumed'>,
): GapReport {
  const { compare } = new Intl.Collator('en');
  const changes = told.flatMap((agent) => agent.changes).sort((a, b) => a.at - b.at || compare(a.name, b.name));
  const silent = told.filter(({ isRecorded }) => !isRecorded).sort((a, b) => compare(a.name, b.name));
  return {
    ...facts,
    changes: changes.slice(-MOST_GAP_LINES),
    changeCount: changes.length,
    noRecord: silent.slice(0, MOST_GAP_LINES).map(({ changes: _, isRecorded: __, ...who }) => who),
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
