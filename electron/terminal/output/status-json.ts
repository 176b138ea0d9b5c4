import { attentionOf } from '../../shared/team/attention.ts';
import { teamTexts } from '../../shared/texts/team/team.ts';
import type { Agent } from '../../shared/model.ts';
import type { DetailsOnce } from '../../team/once/read-once.ts';
import type { ReportHealth, StatusReport } from './status-report.ts';
import { ORIGINS, ownWord } from './status-text.ts';

/** The JSON of `status --json`; instants are ISO 8601 in UTC. */
export function statusJson({ profile, isDemo, view, health, team }: StatusReport, withAgents: boolean): string {
  const connection = connectionJson(profile);
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

/** What `queues --json` prints where it fails: what `status` says then, without a team. */
export function queuesFailureJson({ profile, health }: Pick<StatusReport, 'profile' | 'health'>): string {
  return JSON.stringify({ connection: connectionJson(profile), health: healthJson(health), queues: null });
}

/** The same change as one line of JSON. */
export function changeJson(agent: Agent, at: number): string {
  return JSON.stringify({ at: iso(at), ...agentJson(agent) });
}

/** The same for an agent who has left a view, through which nothing more is known. */
export function departureJson({ userId, name, addition }: Agent, at: number): string {
  return JSON.stringify({ at: iso(at), userId, name, nameAddition: addition, status: null });
}

function connectionJson(profile: StatusReport['profile']): object | null {
  return profile === null ? null : { id: profile.id, name: profile.name, host: profile.host };
}

function detailsJson({ read, of, why, zone, notUnderstood }: DetailsOnce): object {
  const message = why ?? (zone === 'none' ? teamTexts.details.noZoneFits : '');
  const bad = notUnderstood === undefined ? {} : { notUnderstood };
  return { read, of, message, ...bad, ...(zone !== undefined && { zone }) };
}

function healthJson(health: ReportHealth): object {
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

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : iso(instant);
}
