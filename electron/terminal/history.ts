import type { LiveConnection } from '../connection/types.ts';
import { checkQuery } from '../history/query.ts';
import type { Clock } from '../shared/clock.ts';
import type { HistoryQuery } from '../shared/model.ts';
import type { AppError } from '../shared/result.ts';
import { todayIn } from '../time/days.ts';
import { isValidTimeZone, localTimeZone } from '../time/zones.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { historyJson, historyText } from './history-report.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import type { Session } from './session.ts';

type HistoryInvocation = Extract<Invocation, { command: 'history' }>;

/** What `history` needs. */
export interface HistoryParts {
  readonly session: Pick<Session, 'open' | 'core'>;
  readonly clock: Clock;
}

/** A history read of a big team is longer than the budget of a minute. */
const BUDGET_WAIT_MS = 15 * 60_000;

/** `history`: prints the status history of a day or a range of days. A partial answer is printed and said. */
export async function runHistory(
  invocation: HistoryInvocation,
  io: TerminalIo,
  { session, clock }: HistoryParts,
): Promise<ExitCode> {
  // What can be seen to be wrong without the connection is said before anything is opened or called.
  const early = checkQuery(
    queryFor(invocation, null, clock),
    { timeZone: localTimeZone(), apiTimes: 'auto' },
    clock.now(),
  );
  if (!early.ok) return failed(io, early.error);
  const live = await session.open(invocation.target);
  if (!live.ok) return failed(io, live.error);
  const query = queryFor(invocation, live.value, clock);
  const { loadHistory } = await session.core();
  let waitingUntil: number | null = null;
  const report = await loadHistory(live.value, query, {
    maxWaitMs: BUDGET_WAIT_MS,
    onProgress: (progress) => {
      if (progress.waitingUntil !== null && progress.waitingUntil !== waitingUntil) {
        const seconds = Math.ceil((progress.waitingUntil - clock.now()) / 1_000);
        io.say(`${progress.agentsRead} agents read; waiting ${seconds} s for the request budget of the account.`);
      }
      waitingUntil = progress.waitingUntil;
    },
  });
  if (!report.ok) return failed(io, report.error);
  io.print(invocation.isJson ? historyJson(report.value) : historyText(report.value));
  if (report.value.partial !== null) io.say(report.value.partial.reason);
  return EXIT.ok;
}

/** The query of a command line; today is today in the zone asked for, else in the connection's. */
function queryFor(
  { from, to, timeZone, agents, apiTimes }: HistoryInvocation,
  live: LiveConnection | null,
  clock: Clock,
): HistoryQuery {
  const wanted = timeZone ?? live?.profile.timeZone ?? localTimeZone();
  const today = isValidTimeZone(wanted) ? todayIn(wanted, clock.now()) : '';
  return { from: from ?? today, to: to ?? today, timeZone, agents, apiTimes };
}

function failed(io: TerminalIo, { code, message }: AppError): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}
