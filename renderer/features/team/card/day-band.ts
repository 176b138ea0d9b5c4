import type { Agent, AgentDay, StatusInterval } from '../../../../electron/shared/model.ts';
import type { Span } from '../../history/timeline/band/band.ts';

const HOUR_MS = 3_600_000;
/** Fewer hours would make minutes look long. */
const MIN_HOURS = 4;

/**
 * A day's intervals as far as they are known at `now`. The last one goes on to now where the agent was seen in it ever
 * since; where they have changed meanwhile, or say something else than their routing, it ends with what was read.
 */
export function intervalsAt(day: AgentDay, agent: Agent, now: number): readonly StatusInterval[] {
  const last = day.intervals.at(-1);
  if (last?.end !== null) return day.intervals;
  const until = goesOn(last, day, agent) ? Math.max(day.readAt, Math.min(now, day.endsAt)) : day.readAt;
  const end = until === day.readAt && now > day.readAt ? until : null;
  return [...day.intervals.slice(0, -1), { ...last, end, durationMs: until - last.start }];
}

function goesOn({ primaryStatus }: StatusInterval, { readAt }: AgentDay, agent: Agent): boolean {
  const isSame = agent.selfReported === undefined && agent.rawStatus === primaryStatus.toUpperCase();
  return isSame && (agent.since.at ?? 0) <= readAt;
}

/** The hours that the bands of a list show: from the first record of any of them to the next full hour. */
export function listSpan(days: Iterable<AgentDay | null>, now: number): Span | null {
  let [first, startsAt, endsAt] = [Infinity, 0, 0];
  for (const day of days) {
    if (day === null || now >= day.endsAt) continue;
    ({ startsAt, endsAt } = day);
    first = Math.min(first, day.intervals[0]?.start ?? Infinity);
  }
  if (endsAt === 0) return null;
  const hourOf = (at: number): number => startsAt + Math.floor((at - startsAt) / HOUR_MS) * HOUR_MS;
  const end = Math.min(endsAt, hourOf(now) + HOUR_MS);
  const start = Math.max(startsAt, Math.min(hourOf(Math.min(first, now)), end - MIN_HOURS * HOUR_MS));
  return { start, end: Math.min(endsAt, Math.max(end, start + MIN_HOURS * HOUR_MS)) };
}
