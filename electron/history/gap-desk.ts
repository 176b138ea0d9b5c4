import type { Agent, GapReport } from '../shared/model.ts';
import type { Result } from '../shared/result.ts';
import { NO_ZONE_FITS } from '../shared/history-notes.ts';
import type { AskedStatuses } from '../team/details-types.ts';
import type { Gap } from '../team/intake.ts';
import type { PollOutcome } from '../team/types.ts';
import { gapReport, tellGap, unknownGap } from './gap-report.ts';
import { inSlices } from './in-slices.ts';
import { doubtOf } from './open-status.ts';
import type { TodayRead } from './today.ts';

/** One read of today's status details, as the live team asks for it. */
export interface HeardRead {
  readonly asked: Pick<AskedStatuses, 'emails' | 'pages'>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Those of them that are looked at; asked only after a gap. */
  readonly shown: () => ReadonlyMap<string, Agent>;
  readonly signal: AbortSignal;
}

/** Tells what happened while nobody watched, from the read of status details that follows a gap anyway. */
export interface GapDesk {
  get(): GapReport | null;
  /** The person has read it. */
  dismiss(): void;
  /** Another connection: whatever was not watched belongs to the old one. */
  forget(): void;
  /** Which agents are looked at, by a key; nobody expects to hear what others did while these were chosen. */
  look(selection: string): void;
  afterPoll(poll: Pick<PollOutcome, 'gap' | 'healthAfter'>): void;
  /** Passes a read on and listens to it. */
  hear<T>(asked: HeardRead, read: (onRead: (today: TodayRead) => void) => Promise<Result<T>>): Promise<Result<T>>;
}

/** What the desk needs. */
export interface GapDeskParts {
  /** The team's day an instant belongs to. */
  readonly dateAt: (at: number) => string;
  readonly onChange: (report: GapReport | null) => void;
}

/** Makes a desk that knows of no gap. Nothing of it outlives the run. */
export function createGapDesk({ dateAt, onChange }: GapDeskParts): GapDesk {
  /** The gap that is not told whole yet. */
  let open: Gap | null = null;
  let report: GapReport | null = null;
  /** Why the last read failed: while that is so, no other may be tried for half an hour. */
  let problem: string | null = null;
  let selection: string | null = null;
  let isNewSelection = false;

  function show(next: GapReport | null): void {
    if (JSON.stringify(next) === JSON.stringify(report)) return;
    report = next;
    onChange(report);
  }

  function isTold({ from }: Gap): boolean {
    return report?.isKnown === true && report.from === from;
  }

  function cannotTell(why: string | null): void {
    if (open === null || why === null || isTold(open)) return;
    show(unknownGap({ ...open, date: dateAt(open.to), problem: why }));
  }

  async function tell(today: TodayRead, shown: HeardRead['shown']): Promise<void> {
    const gap = open;
    if (gap === null) return;
    const zone = doubtOf(today.apiTimes);
    if (zone === 'none') return cannotTell(NO_ZONE_FITS);
    const told = { from: Math.max(gap.from, today.startsAt), to: gap.to };
    // Of the others nothing was read, which is not that nothing is recorded.
    const agents = [...shown().values()].filter(({ userId }) => today.isRead(userId));
    const each = await inSlices(agents, (agent) => tellGap(agent, today.spansOf(agent.userId), told));
    if (open !== gap) return;
    if (today.problem === null) open = null;
    const isShort = today.problem === null && agents.length < shown().size;
    const missing = isShort ? NOT_EVERYBODY : today.notUnderstood > 0 ? NOT_ALL : null;
    const facts = { date: today.date, isCut: gap.from < today.startsAt, problem: today.problem ?? missing };
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
      isNewSelection = false; // each connection has its own open view, which nobody has chosen anew
    },
    look(next) {
      if (next === selection) return;
      isNewSelection = selection !== null;
      selection = next;
      if (isNewSelection) putAway();
    },
    afterPoll({ gap, healthAfter }) {
      if (gap !== null && !isNewSelection) {
        open = gap;
        cannotTell(problem);
      }
      if (healthAfter.state === 'live') isNewSelection = false;
    },
    async hear({ asked: { emails, pages }, agents, shown, signal }, read) {
      const heard: TodayRead[] = [];
      const answer = await read((today) => heard.push(today));
      // A read that was dropped belongs to the time before the gap.
      if (signal.aborted) return answer;
      problem = answer.ok ? null : answer.error.message;
      cannotTell(problem);
      const isWhole = pages === undefined && (emails.length === 0 || emails.length >= agents.size);
      if (isWhole) for (const today of heard) await tell(today, shown);
      else if (answer.ok) cannotTell(IN_PARTS);
      return answer;
    },
  };
}

const NOT_EVERYBODY = 'Status details did not name every agent. Open History to see who is missing.';
const NOT_ALL = "A part of Kore.ai's answer was not understood. Open History to see how much.";

/** A large team is read page by page, over a time in which the gap is long over; one whose account is shared too. */
const IN_PARTS =
  'Status details of so large a team, or of an account that copies share, are read in parts. Open History to see what happened.';
