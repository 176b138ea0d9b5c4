import { attentionOf, type AttentionRules } from '../../shared/attention.ts';
import { countText } from '../../shared/format.ts';
import { describeCounts } from '../../shared/counts.ts';
import { nameText } from '../../shared/names.ts';
import { STATUSES, type Agent, type ConnectionProfile, type Counts, type Health } from '../../shared/model.ts';
import { NO_ZONE_FITS } from '../../shared/history-notes.ts';
import type { DetailsOnce } from '../../team/read-once.ts';
import { legend, ORIGINS, timeInStatus } from './agent-time.ts';

/** What a team is said to be in: the health of a read one, or that there is none to read. */
interface ShownHealth extends Omit<Health, 'state'> {
  readonly state: Health['state'] | 'not-connected';
}

/** What one `status` call found, or why it found nothing. */
export interface StatusReport {
  readonly profile: Pick<ConnectionProfile, 'id' | 'name' | 'host'> | null;
  readonly isDemo: boolean;
  /** The view the counts are of; null is everybody, or ids that were given. */
  readonly view: string | null;
  readonly health: ShownHealth;
  /** Null on failure. */
  readonly team: null | {
    /** By the server's clock, as times in status are. */
    readonly takenAt: number;
    readonly counts: Counts;
    readonly ignored: number;
    /** Ids of agents that were asked for and not found; absent where nobody knows. */
    readonly notFound?: readonly string[];
    readonly agents: readonly Agent[];
    /** How many need attention; null where nobody knows since when they are in their status. */
    readonly attention: number | null;
    readonly rules: AttentionRules;
    /** Of how many agents status details were read; null where they were not, or by the running app. */
    readonly details: DetailsOnce | null;
  };
}

/** The JSON of `status --json`; instants are ISO 8601 in UTC. Agents only when asked for. */
export function statusJson({ profile, isDemo, view, health, team }: StatusReport, withAgents: boolean): string {
  const connection = profile === null ? null : { id: profile.id, name: profile.name, host: profile.host };
  if (team === null) {
    return JSON.stringify({ connection, view, takenAt: null, health: healthJson(health), counts: null });
  }
  const { takenAt, counts, ignored, notFound = [], attention, rules, details } = team;
  const needs = (agent: Agent) => attentionOf(agent, rules, takenAt)?.words ?? null;
  const agents = withAgents
    ? { agents: team.agents.map((agent) => ({ ...agentJson(agent), attention: needs(agent) })) }
    : {};
  return JSON.stringify({
    connection,
    demo: isDemo,
    view,
    takenAt: iso(takenAt),
    health: healthJson(health),
    counts,
    attention,
    ignored,
    ...(notFound.length > 0 && { notFound }),
    statusDetails: details === null ? null : detailsJson(details),
    ...agents,
  });
}

/**
 * `status` for a person: one line of counts, and with agents one line each, grouped by status. A team that is not live
 * says from when it is.
 */
export function statusText(report: StatusReport, withAgents: boolean, timeText = iso): string {
  const { profile, isDemo, view, team, health } = report;
  if (team === null) return health.message;
  const title = `${whose(profile?.name ?? 'Team', isDemo)}${view === null ? '' : `, view ${view}`}`;
  const age = health.state === 'live' ? '' : ` (as of ${timeText(team.takenAt)})`;
  const head = `${title}: ${describeCounts(team.counts)}${age}`;
  if (!withAgents) return head;
  return [head, ...groups(team), ...legend(team.agents)].join('\n');
}

/** The name of a connection, which says where the data is made up. */
export function whose(name: string, isDemo: boolean): string {
  return isDemo && name !== DEMO_NAME ? `${name} (${DEMO_NAME.toLowerCase()})` : name;
}

/** Who is in which status, and why they need attention: `Zoë: BUSY (NBK), limit 45 min`. */
export function attentiveLine(agent: Agent, { rules, takenAt }: NonNullable<StatusReport['team']>): string {
  return `${agentLine(agent)}${flagged(agent, rules, takenAt)}`;
}

/** Who is in which status: `Zoë: BUSY (NBK)`. */
function agentLine(agent: Agent): string {
  return `${nameText(agent, false)}: ${agent.rawStatus}${inBrackets(agent.secondaryStatus)}`;
}

/** One line for one change, for `status --watch`. */
export function changeText(agent: Agent, at: number): string {
  return `${iso(at)} ${agentLine(agent)}`;
}

/** The same change as one line of JSON. */
export function changeJson(agent: Agent, at: number): string {
  return JSON.stringify({ at: iso(at), ...agentJson(agent) });
}

/** The demo's own connection. */
const DEMO_NAME = 'Demo data';

function detailsJson({ read, of, why, zone, notUnderstood }: DetailsOnce): object {
  const message = why ?? (zone === 'none' ? NO_ZONE_FITS : '');
  const bad = notUnderstood === undefined ? {} : { notUnderstood };
  return { read, of, message, ...bad, ...(zone !== undefined && { zone }) };
}

function healthJson(health: ShownHealth): object {
  return {
    state: health.state,
    since: iso(health.since),
    nextAt: isoOrNull(health.nextAt),
    message: health.message,
  };
}

function agentJson(agent: Agent): object {
  const { userId, name, addition, status, since } = agent;
  const secondaryStatus = ownWord(agent);
  return {
    userId,
    name,
    ...(addition === undefined ? {} : { nameAddition: addition }),
    status,
    secondaryStatus,
    since: isoOrNull(since.at),
    sincePrecision: since.precision,
    sinceToleranceMs: since.toleranceMs,
    sinceOrigin: ORIGINS[since.precision],
    ...(since.seenAt !== undefined && { seenSince: iso(since.seenAt) }),
    ...selfReportedJson(agent),
  };
}

/** Only where the agent says something else than the routing status. */
function selfReportedJson({ selfReported }: Agent): object {
  if (selfReported === undefined) return {};
  const { primaryStatus, secondaryStatus, startedAt, precision = 'exact' } = selfReported;
  const since = { since: iso(startedAt), sincePrecision: precision };
  return { selfReported: { status: primaryStatus, secondaryStatus, ...since } };
}

function groups({ agents, takenAt: now, rules }: NonNullable<StatusReport['team']>): string[] {
  const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
  return STATUSES.flatMap((status) => {
    const group = agents
      .filter((agent) => agent.status === status)
      .sort((a, b) => collator.compare(nameText(a, false), nameText(b, false)));
    if (group.length === 0) return [];
    return [
      '',
      `${status} ${countText(group.length)}`,
      ...group.map(
        (agent) =>
          `  ${timeInStatus(agent.since, now)}  ${nameText(agent, false)}${inBrackets(ownWord(agent))}${said(agent)}${flagged(agent, rules, now)}`,
      ),
    ];
  });
}

/** The customer's word for the status, for one the documents do not name at least the bucket's own. */
function ownWord({ status, rawStatus, secondaryStatus }: Agent): string | null {
  return secondaryStatus ?? (status === 'OTHER' ? rawStatus : null);
}

function said({ selfReported }: Agent): string {
  return selfReported === undefined ? '' : `, says ${selfReported.primaryStatus}`;
}

function flagged(agent: Agent, rules: AttentionRules, now: number): string {
  const attention = attentionOf(agent, rules, now);
  return attention === null ? '' : `, ${attention.words}`;
}

function inBrackets(word: string | null): string {
  return word === null ? '' : ` (${word})`;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : iso(instant);
}
