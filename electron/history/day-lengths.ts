import { createHash } from 'node:crypto';
import { createLengths } from '../shared/history/expected-returns.ts';
import type { StatusLengths } from '../shared/model.ts';
import { historyDays } from './answers.ts';
import type { DayState } from './cache/day-states.ts';
import { dayBefore, type Scene } from './scene.ts';

/** As many days of one view as are asked for, of several views. */
const MAX_DAYS = 200;

/**
 * Creates what says how long agents were away in the days of a scene. Those of a finished day are counted once and then
 * remembered, until something of it is read again: a page asks for two weeks every quarter of an hour.
 */
export function createDayLengths(): (scene: Scene) => Promise<readonly StatusLengths[]> {
  const remembered = new Map<string, readonly StatusLengths[]>();

  return async (scene) => {
    const all = createLengths();
    const of = keyOf(scene);
    const keys = new Map(
      scene.days.map((day) => [day.date, `${of} ${stateOf(day)} ${stateOf(dayBefore(scene, day))}`]),
    );
    const unknown = scene.days.filter(({ date }) => !remembered.has(keys.get(date) ?? ''));
    const read = new Map<string, readonly StatusLengths[]>();
    for await (const { date, endsAt, agents } of historyDays({ ...scene, days: unknown })) {
      const lengths = createLengths();
      lengths.add(agents);
      read.set(date, lengths.each());
      if (scene.now >= endsAt) remembered.set(keys.get(date) ?? '', lengths.each());
    }
    for (const { date } of scene.days) all.addAll(read.get(date) ?? remembered.get(keys.get(date) ?? '') ?? []);
    for (const key of [...remembered.keys()].slice(0, Math.max(0, remembered.size - MAX_DAYS))) remembered.delete(key);
    return all.all();
  };
}

/** Whom a scene is about, and how its times are read. */
function keyOf({ source, request, people, apiTimes }: Scene): string {
  const { key, memory } = source;
  const userIds = people.map(({ userId }) => userId);
  const parts = [key, request.timeZone, apiTimes.zone, memory.recordsListedBy, userIds];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** What was read of a day, and when. */
function stateOf({ date, parts }: DayState): string {
  const reads = parts.map(({ saved, readAt }) => {
    const sum = [...readAt.values()].reduce((total, at) => total + at, 0);
    return [saved?.id, saved?.completeAt, readAt.size, sum].join(':');
  });
  return [date, ...reads].join(' ');
}
