import { checkQuery } from '../../history/query.ts';
import type { Clock } from '../../shared/clock.ts';
import { historyNotes } from '../../shared/history-notes.ts';
import type { HistoryProgress, HistoryQuery, HistoryReport } from '../../shared/model.ts';
import type { AppError } from '../../shared/result.ts';
import { terminalTexts } from '../../shared/texts/terminal.ts';
import { commandTexts } from '../../shared/texts/terminal-commands.ts';
import { todayIn } from '../../time/days.ts';
import { isValidTimeZone, type LocalZone } from '../../time/local-zone.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import { historyJson, historyText, maskHistory } from '../output/history-report.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';
import type { Session } from './session.ts';

type HistoryInvocation = Extract<Invocation, { command: 'history' }>;

const texts = commandTexts.history;

/** As in every command: a read that cannot begin within this ends with the reason. */
const START_WITHIN_MS = 10_000;
/** The history of a large team takes more calls than a minute has. */
const MAX_WAIT_MS = 15 * 60_000;

/**
 * `history`: prints the status history of a day or a range of days. What could be read is printed, also when the user
 * ends the read, and what is missing is said; the exit code is one of its own then.
 */
export async function runHistory(
  invocation: HistoryInvocation,
  io: TerminalIo,
  {
    session,
    clock,
    localZone,
  }: {
    readonly session: Pick<Session, 'open' | 'core' | 'profileOf' | 'settings'>;
    readonly clock: Clock;
    readonly localZone: Pick<LocalZone, 'get'>;
  },
): Promise<ExitCode> {
  const { target } = invocation;
  const teamZone = session.profileOf(target)?.timeZone ?? localZone.get();
  const query = queryFor(invocation, teamZone, clock);
  // What is wrong without a call is said before the keychain or the host is needed.
  const early = checkQuery(query, { timeZone: teamZone, apiTimes: 'auto' }, clock.now());
  if (!early.ok) return failed(io, early.error);
  const stop = new AbortController();
  const interrupted = io.interrupted().then(() => stop.abort());
  const live = await Promise.race([session.open(target), interrupted]);
  if (live === undefined) return EXIT.interrupted;
  if (!live.ok) return failed(io, live.error);
  const { loadHistory } = await session.core();
  const report = await loadHistory(live.value, query, {
    signal: stop.signal,
    startWithinMs: START_WITHIN_MS,
    maxWaitMs: MAX_WAIT_MS,
    onProgress: sayWaits(io, clock),
  });
  if (!report.ok) {
    const code = failed(io, report.error);
    return report.error.code === 'cancelled' ? EXIT.interrupted : code;
  }
  const isMasked = invocation.isMasked || session.settings.get().preferences.isMasked;
  const printed = isMasked ? maskHistory(report.value) : report.value;
  const { isDemo } = live.value;
  io.print(invocation.isJson ? historyJson(printed, isDemo) : historyText(printed, isDemo));
  if (isDemo) io.say(terminalTexts.status.demo);
  for (const note of historyNotes(printed)) io.say(note);
  if (printed.partial === null) return EXIT.ok;
  io.say([printed.partial.reason, ...howToGoOn(printed)].join(' '));
  return EXIT.partial;
}

/** Says each wait once, with what was read before it. */
function sayWaits(io: TerminalIo, clock: Clock): (progress: HistoryProgress) => void {
  let said: number | null = null;
  return ({ waitingUntil, agentsRead, ...days }) => {
    if (waitingUntil !== null && waitingUntil !== said) {
      const seconds = Math.ceil((waitingUntil - clock.now()) / 1_000);
      io.say(texts.waiting({ days: daysText(days), agents: agentsRead, seconds }));
    }
    said = waitingUntil;
  };
}

/** `2026-03-10 (day 10 of 31)`, or both ends where days are read together. */
function daysText({ day, lastDay, dayIndex, days }: Omit<HistoryProgress, 'agentsRead' | 'waitingUntil'>): string {
  if (day !== lastDay) return texts.days(day, lastDay);
  return days === 1 ? day : texts.dayOf(day, dayIndex + 1, days);
}

/** How to read only what is missing, where that is not everything. */
function howToGoOn({ days, from, to }: HistoryReport): string[] {
  const first = days.find(({ read }) => read !== 'complete')?.date ?? from;
  return first === from ? [] : [texts.readRest(first, to)];
}

/** The query of a command line; today is today in the zone of --zone, else in the team's. */
function queryFor(
  { from, to, timeZone, agents, apiTimes }: HistoryInvocation,
  teamZone: string,
  clock: Clock,
): HistoryQuery {
  const wanted = timeZone ?? teamZone;
  const today = isValidTimeZone(wanted) ? todayIn(wanted, clock.now()) : '';
  return { from: from ?? today, to: to ?? today, timeZone, agents, apiTimes };
}

function failed(io: TerminalIo, { code, message }: AppError): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}
