import type { AttentionRules } from '../../shared/team/attention.ts';
import { clockTime } from '../../shared/format.ts';
import type { Agent, ConnectionProfile, Counts, Health, TeamSnapshot } from '../../shared/model.ts';
import { masked } from '../../shared/names/names.ts';
import { teamTexts } from '../../shared/texts/team/team.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { DetailsOnce } from '../../team/once/read-once.ts';
import type { StatusInvocation, TeamChoice } from '../invocation.ts';
import type { TerminalIo } from './process-io.ts';
import { statusJson } from './status-json.ts';
import { statusText } from './status-text.ts';
import { renderTemplate } from './template.ts';

/** The health of a team that was read, or that there is none to read. */
export interface ReportHealth extends Omit<Health, 'state'> {
  readonly state: Health['state'] | 'not-connected';
}

/** What one `status` call found, or why it found nothing. */
export interface StatusReport {
  readonly profile: Pick<ConnectionProfile, 'id' | 'name' | 'host'> | null;
  readonly isDemo: boolean;
  /** The view the counts are of; null is everybody, or ids that were given. */
  readonly view: string | null;
  readonly health: ReportHealth;
  /** Null on failure. */
  readonly team: null | {
    /** By the server's clock, as times in status are. */
    readonly takenAt: number;
    readonly counts: Counts;
    readonly ignored: number;
    /** Ids of the command line that no agent has; absent where nobody knows. */
    readonly notFound?: readonly string[];
    readonly agents: readonly Agent[];
    /** How many need attention; null where nobody knows since when they are in their status. */
    readonly attention: number | null;
    readonly rules: AttentionRules;
    /** Of how many agents status details were read; null where they were not, or by the running app. */
    readonly details: DetailsOnce | null;
  };
}

/** A live team at one moment, whichever process reads it. */
export interface LiveStatus {
  readonly profile: ConnectionProfile;
  readonly isDemo: boolean;
  readonly team: TeamSnapshot;
  /** Ids of agents the team was chosen by that none of them has; absent where there are none, or nobody knows. */
  readonly notFound?: readonly string[] | undefined;
  /** The views of a desk that has their counts and no sum of them; absent elsewhere. */
  readonly views?: readonly string[] | undefined;
  /** Whether names are hidden, and so initials already. */
  readonly isMasked: boolean;
  readonly rules: AttentionRules;
  /** How many need attention; null where nobody reads since when they are in their status. */
  readonly attention: number | null;
}

/**
 * What `status` says of a live team that was chosen like this. One that could not be read lately is `stale`, unless the
 * user paused it.
 */
export function reportOf(status: LiveStatus, { kind }: TeamChoice): StatusReport {
  const { profile, isDemo, team, notFound = [], rules, attention } = status;
  const { asOf, clockOffsetMs = 0, counts, ignored, agents, view } = team;
  return {
    profile,
    isDemo,
    view: kind === 'open' || kind === 'view' ? (view?.name ?? null) : null,
    health: reportedHealth(team),
    team:
      asOf === null
        ? null
        : {
            takenAt: asOf + clockOffsetMs,
            counts,
            ignored,
            notFound,
            agents,
            rules,
            attention,
            details: readByOwner(team.details),
          },
  };
}

function reportedHealth({ health, asOf }: TeamSnapshot): Health {
  const isUnchanged = health.state === 'live' || health.state === 'paused' || asOf === null;
  return isUnchanged ? health : { ...health, state: 'stale' };
}

/** A live team is read once in its interval; one that is older than two has missed a read, for example asleep. */
const MAX_AGE_INTERVALS = 2;
const MAX_AGE_EXTRA_MS = 10_000;

/** Whether a live team has missed its reads. */
export function isOverdue({ health, asOf, intervalMs }: TeamSnapshot, now: number): boolean {
  const isOld = asOf === null || now - asOf > MAX_AGE_INTERVALS * intervalMs + MAX_AGE_EXTRA_MS;
  return health.state === 'live' && isOld;
}

/** The same report with initials in place of names. */
export function maskReport(report: StatusReport): StatusReport {
  const { team } = report;
  return team === null ? report : { ...report, team: { ...team, agents: team.agents.map((agent) => masked(agent)) } };
}

/** Prints what `status` found. Of a team that could not be read only a program gets something here. */
export function printStatus(
  { isJson, withAgents, format, isMasked }: Pick<StatusInvocation, 'isJson' | 'withAgents' | 'format' | 'isMasked'>,
  io: TerminalIo,
  found: StatusReport,
  now: number,
): void {
  const report = isMasked ? maskReport(found) : found;
  if (isJson) io.print(statusJson(report, withAgents));
  else if (format !== null) io.print(renderTemplate(format, report, now));
  else if (report.team !== null) io.print(statusText(report, withAgents, (at) => clockTime(at, now)));
}

const texts = terminalTexts.status;

/** What the running app has read; null where it does not say so. */
export function readByOwner(progress: TeamSnapshot['details']): DetailsOnce | null {
  if (progress === undefined) return null;
  const { read, of, problem, zone } = progress;
  const why = read < of ? (problem ?? texts.detailsUnderWay) : null;
  return { read, of, why, ...(zone !== undefined && { zone }) };
}

/** What `status` says beside a team whose status details were not read to the end, or not understood; null when they were. */
export function whatIsMissing(details: DetailsOnce | null): string | null {
  if (details === null) return null;
  const { notUnderstood = 0 } = details;
  const sentences = [notRead(details), notUnderstood > 0 ? texts.detailsNotUnderstood(notUnderstood) : null];
  return sentences.filter((sentence) => sentence !== null).join(' ') || null;
}

function notRead({ read, of, why, zone }: DetailsOnce): string | null {
  if (why === null) return zone === 'none' ? teamTexts.details.noZoneFits : null;
  return read === 0 ? texts.detailsUnread(why) : texts.detailsPartlyRead({ read, of, reason: why });
}
