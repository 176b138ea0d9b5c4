import type { Clock } from '../../../shared/clock.ts';
import { isEmail } from '../../../history/people.ts';
import type { HistoryOverview, HistoryProgress } from '../../../shared/model.ts';
import type { AppError } from '../../../shared/result.ts';
import { terminalTexts } from '../../../shared/texts/terminal/terminal.ts';
import { commandTexts } from '../../../shared/texts/terminal/terminal-commands.ts';
import { aboutDuration, callsText } from '../../../shared/texts/plurals.ts';
import type { LocalZone } from '../../../time/local-zone.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../../output/exit-codes.ts';
import { reportHistory, type PrintedHistory } from '../../output/history-report.ts';
import { printHistory } from '../../output/history-print.ts';
import type { HistoryInvocation } from '../../invocation.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { answerHistory } from './history-answer.ts';
import { periodOf } from './history-period.ts';
import type { Session } from '../session.ts';

const texts = commandTexts.history;

/** So many calls are quick, and not worth a message. */
const FEW_CALLS = 3;

/**
 * `history`: who was in which status when, from what was read before and what is read now. What could be read is printed,
 * also when the user ends the read, and what is missing is said; the exit code is one of its own then.
 */
export async function runHistory(
  invocation: HistoryInvocation,
  io: TerminalIo,
  {
    session,
    clock,
    localZone,
  }: {
    readonly session: Pick<
      Session,
      'open' | 'core' | 'find' | 'directory' | 'saveDirectory' | 'storage' | 'profileOf' | 'settings' | 'membersInApp'
    >;
    readonly clock: Clock;
    readonly localZone: Pick<LocalZone, 'get'>;
  },
): Promise<ExitCode> {
  const teamZone = session.profileOf(invocation.target)?.timeZone ?? localZone.get();
  // What is wrong without a call is said before the keychain or the host is needed.
  const period = periodOf(invocation, { timeZone: teamZone, apiTimes: 'auto' }, clock.now());
  if (!period.ok) return failed(io, period.error);
  const { dates, timeZone, note } = period.value;
  const { isMasked: isSetMasked, limits } = session.settings.get().preferences;
  const isMasked = invocation.isMasked || isSetMasked;
  const stop = new AbortController();
  void io.interrupted().then(() => stop.abort());
  const answer = await answerHistory({
    invocation,
    session,
    clock,
    dates,
    timeZone,
    isMasked,
    signal: stop.signal,
    onWaiting: (until) => io.say(commandTexts.waiting(secondsUntil(until, clock))),
    onProgress: sayProgress(io, clock),
    onRead: (overview) => sayCost(io, overview),
  });
  io.progress('');
  if (!answer.ok) {
    const code = failed(io, answer.error);
    return answer.error.code === 'cancelled' ? EXIT.interrupted : code;
  }
  const { isDemo, keptFrom } = answer.value;
  const report = reportHistory(answer.value, period.value, { isMasked, limits });
  const isPrinted = await printHistory(invocation, io, report);
  if (!isPrinted.ok) return failed(io, isPrinted.error);
  if (isDemo) io.say(terminalTexts.demo(answer.value.isDesk));
  if (note !== null) io.say(note);
  for (const text of report.notes) io.say(text);
  const isPastKept = keptFrom !== null && report.dates.some((date) => date < keptFrom);
  if (isPastKept) io.say(texts.pastKept(keptFrom));
  // As `status` does with a name that nobody has; an id may be of somebody who has left.
  const isNobody = answer.value.overview.notFound.some(isEmail);
  if (report.partial === null) return isNobody ? EXIT.usage : EXIT.ok;
  const { stopped, notPublished } = answer.value.overview;
  // What a publisher has not published, no command reads.
  const canGoOn = !invocation.isOffline && (stopped !== null || notPublished === undefined);
  const rest = !canGoOn ? [] : keptFrom !== null && !isPastKept ? [texts.readRest] : howToGoOn(report);
  io.say([report.partial.reason, ...rest].join(' '));
  return EXIT.partial;
}

/** Says what a read takes, where that is more than a moment. */
function sayCost(io: TerminalIo, { missing, notPublished }: HistoryOverview): void {
  if (missing === null || missing.calls <= FEW_CALLS) return;
  if (notPublished !== undefined) return io.say(texts.askingPublisher);
  const cost = texts.calls(callsText(missing), aboutDuration(missing.ms));
  const least = missing.least && texts.calls(callsText(missing.least), aboutDuration(missing.least.ms));
  io.say(texts.cost(least === undefined ? cost : texts.costOfRange(least, cost)));
}

/** Shows how far a read has come, and says each wait once. */
function sayProgress(io: TerminalIo, clock: Clock): (progress: HistoryProgress) => void {
  let said: number | null = null;
  return ({ waitingUntil, agentsRead, agents, restMs, ...days }) => {
    if (waitingUntil !== null && waitingUntil !== said) {
      io.say(texts.waiting({ days: daysText(days), agents: agentsRead, seconds: secondsUntil(waitingUntil, clock) }));
    }
    said = waitingUntil;
    const read = agents === undefined ? texts.progress(agentsRead) : texts.progressOf(agentsRead, agents);
    const rest = restMs === undefined ? [] : [texts.about(aboutDuration(restMs))];
    io.progress([daysText(days), read, ...rest].join(', '));
  };
}

function secondsUntil(at: number, clock: Clock): number {
  return Math.ceil((at - clock.now()) / 1_000);
}

/** `2026-03-10 (day 10 of 31)`, or both ends where days are read together. */
function daysText({
  day,
  lastDay,
  dayIndex,
  days,
}: Pick<HistoryProgress, 'day' | 'lastDay' | 'dayIndex' | 'days'>): string {
  if (day !== lastDay) return texts.days(day, lastDay);
  return days === 1 ? day : texts.dayOf(day, dayIndex + 1, days);
}

/** How to read only what is missing, where that is not everything. */
function howToGoOn({ dates, readOf }: PrintedHistory): string[] {
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const first = dates.find((date) => readOf(date) !== 'complete') ?? from;
  return first === from ? [] : [texts.readRestOf(first, to)];
}

function failed(io: TerminalIo, { code, message }: AppError): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}
