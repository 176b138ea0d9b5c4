import type { AlertEntry } from '../../shared/model.ts';
import { clockMinute } from '../../shared/format.ts';
import { alertTexts } from '../../shared/texts/alerts.ts';
import { alertCommandTexts as texts } from '../../shared/texts/terminal-alerts.ts';
import { isoTime } from '../../history/csv.ts';
import { timeZoneOffsetAt } from '../../time/days.ts';

/** An entry of the log as JSON; a null subject is a team. */
export function alertJson({ at, ruleId, event, ...entry }: AlertEntry, timeZone: string): object {
  const { kind, userId, held, text } = entry;
  return {
    at: offsetTime(at, timeZone),
    rule: ruleId,
    kind,
    subject: userId,
    state: event,
    delivered: held === null,
    reason: held,
    text,
  };
}

function offsetTime(at: number, timeZone: string): string {
  return isoTime(at, timeZoneOffsetAt(at, timeZone));
}

/** `2026-11-30 14:05 Ana: Lunch 31 min, limit 30 min (held back: the agent is muted)`. */
export function alertLine({ at, event, held, excused, text }: AlertEntry, timeZone: string): string {
  const notes = [
    ...(held === null ? [] : [texts.held(alertTexts.held[held])]),
    ...(excused === null ? [] : [texts.excused(excused)]),
  ];
  const time = `${offsetTime(at, timeZone).slice(0, 10)} ${clockMinute(at, timeZone)}`;
  return texts.logLine(time, `${texts.entry[event]}${text}`, notes.join(', '));
}
