import type { LogStart } from '../../shared/contract/socket.ts';
import type { AlertEntry } from '../../shared/model.ts';
import { clockMinute } from '../../shared/format.ts';
import { alertTexts } from '../../shared/texts/alerts/alerts.ts';
import { alertCommandTexts as texts } from '../../shared/texts/terminal/terminal-alerts.ts';
import type { TerminalIo } from './process-io.ts';
import { zonedTime } from '../../history/out/csv.ts';

/** What an entry of the log does not say itself. */
export interface AlertsOf {
  readonly timeZone: string;
  readonly isDemo: boolean;
}

/** An entry of the log as JSON; a null subject is a team. Demo data is marked, and the note of an excused one. */
export function alertJson({ at, ruleId, event, ...entry }: AlertEntry, { timeZone, isDemo }: AlertsOf): object {
  const { kind, userId, held, text, excused } = entry;
  return {
    at: zonedTime(at, timeZone),
    rule: ruleId,
    kind,
    subject: userId,
    state: event,
    delivered: held === null,
    reason: held,
    text,
    ...(excused === null ? {} : { excused }),
    ...(isDemo ? { demo: true } : {}),
  };
}

/** `2026-11-30 14:05 Ana: Lunch 31 min, limit 30 min (held back: the agent is muted)`. */
export function alertLine({ at, held, excused, ...entry }: AlertEntry, { timeZone, isDemo }: AlertsOf): string {
  const notes = [
    ...(held === null ? [] : [texts.held(alertTexts.held[held])]),
    ...(excused === null ? [] : [texts.excused(excused)]),
  ];
  const time = `${zonedTime(at, timeZone).slice(0, 10)} ${clockMinute(at, timeZone)}`;
  return texts.logLine(time, wordsOf(entry, isDemo), notes.join(', '));
}

function wordsOf({ event, text }: Pick<AlertEntry, 'event' | 'text'>, isDemo: boolean): string {
  const words = `${texts.entry[event]}${text}`;
  return isDemo ? texts.ofDemo(words) : words;
}

/** What `status --watch --alerts` prints: each alert that is delivered, once, whoever decides it. */
export interface AlertLines {
  /** Where the log of a connection goes on behind what was printed. */
  after(connectionId: string): LogStart;
  print(connectionId: string, entries: readonly AlertEntry[], of: AlertsOf): void;
}

/** Creates the lines; what was decided before now is not printed. */
export function createAlertLines(isJson: boolean, io: Pick<TerminalIo, 'print'>, now: () => number): AlertLines {
  let last: { readonly connectionId: string; readonly start: LogStart } | null = null;
  const startedAt = now();

  function after(connectionId: string): LogStart {
    if (last?.connectionId === connectionId) return last.start;
    // Another connection may have another database.
    const start = { kind: 'time', at: last === null ? startedAt : now() } as const;
    last = { connectionId, start };
    return start;
  }

  return {
    after,
    print(connectionId, entries, of) {
      const start = after(connectionId);
      for (const entry of entries) {
        if (start.kind === 'entry' && entry.id <= start.id) continue;
        last = { connectionId, start: { kind: 'entry', id: entry.id } };
        if (entry.held !== null) continue;
        const line = texts.watched(new Date(entry.at).toISOString(), wordsOf(entry, of.isDemo));
        io.print(isJson ? JSON.stringify({ alert: alertJson(entry, of) }) : line);
      }
    },
  };
}
