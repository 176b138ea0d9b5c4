import type { DemoAgent } from './agents.ts';
import type { Answer } from './answers.ts';
import { detailsQueryOf } from './details-query.ts';
import type { DetailsQuery } from './details-query.ts';
import { mix } from './random.ts';
import type { Segment } from './segments.ts';
import type { World } from './world.ts';

/** How long the demo remembers; older days have no records, which also bounds the work of one call. */
const REMEMBERED_MS = 62 * 86_400_000;

/** One status of the document: zoneless wall times of the requested offset, "-" while open. */
interface StatusRow {
  readonly primaryStatus: string;
  readonly secondaryStatus: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly duration: string;
}

/**
 * The document "Agent Status Details" v1: a page of agents with what they were in when. As in its sample, segments are
 * not clipped to the period, an agent without any has no `status` key, and the last page says `hasMore: false`.
 */
export function createStatusDetails(world: World): (search: URLSearchParams, body: unknown, now: number) => Answer {
  return (search, body, now) => {
    const query = detailsQueryOf(search, body);
    if ('status' in query) return query;
    const { limit, offset, emails } = query;
    const wanted = emails ? world.agents.filter(({ email }) => email && emails.has(email.toLowerCase())) : world.agents;
    const data = wanted.slice(offset, offset + limit).map((agent) => rowOf(world, agent, query, now));
    return { status: 200, body: JSON.stringify({ hasMore: offset + limit < wanted.length, limit, offset, data }) };
  };
}

function rowOf(world: World, agent: DemoAgent, query: DetailsQuery, now: number): object {
  const { userId, firstName, lastName, email, customId } = agent;
  // What has begun by now is known, to the very instant; nothing later is.
  const to = Math.min(query.to, now + 1);
  const from = Math.max(query.from, now - REMEMBERED_MS);
  const segments = from < to ? world.segmentsOf(agent, from, to) : [];
  const status = segments.map((segment) => statusRow(segment, agent.index, query.timeZoneOffset, now));
  return { userId, firstName, lastName, email, customId, ...(status.length > 0 && { status }) };
}

function statusRow(segment: Segment, agentIndex: number, timeZoneOffset: number, now: number): StatusRow {
  const { primaryStatus, secondaryStatus, startsAt, endsAt } = segment;
  const startTime = wallTime(startsAt, timeZoneOffset);
  if (endsAt > now) return { primaryStatus, secondaryStatus, startTime, endTime: '-', duration: '-' };
  const endTime = wallTime(endsAt, timeZoneOffset);
  const seconds = (endsAt - startsAt) / 1_000 - lostSecond(agentIndex, startsAt);
  return { primaryStatus, secondaryStatus, startTime, endTime, duration: durationText(seconds) };
}

/** Kore's own sample says 55 s where its times are 56 s apart, because it cuts off fractions; here one in five does. */
function lostSecond(agentIndex: number, startsAt: number): number {
  return mix(agentIndex, Math.floor(startsAt / 1_000)) % 5 === 0 ? 1 : 0;
}

/** `yyyy-mm-ddTHH:MM:SS` on the clock of the offset. */
function wallTime(instant: number, timeZoneOffset: number): string {
  return new Date(instant - timeZoneOffset * 60_000).toISOString().slice(0, 19);
}

/** `HH:MM:SS`, with as many digits of hours as it takes: `32:17:04`, `143:00:12`. */
function durationText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
