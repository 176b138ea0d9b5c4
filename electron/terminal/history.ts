import { plural } from '../shared/count-text.ts';
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
import { maskHistory } from './masked.ts';
import type { Session } from './session.ts';

type HistoryInvocation = Extract<Invocation, { command: 'history' }>;

/** What `history` needs. */
export interface HistoryParts {
  readonly session: Pick<Session, 'open' | 'core' | 'profileOf' | 'settings'>;
  readonly clock: Clock;
}

/** As every command: whoever has to wait longer before anything is read hears so. */
const START_WITHIN_MS = 10_000;
/** A history read of a big team is longer than the budget of a minute. */
const BUDGET_WAIT_MS = 15 * 60_000;

/** `history`: prints the status history of a day or a range of days. A partial answer is printed and said. */
export async function runHistory(
  invocation: HistoryInvocation,
  io: TerminalIo,
  { session, clock }: HistoryParts,
): Promise<ExitCode> {
  const { target } = invocation;
  const teamZone = session.profileOf(target)?.timeZone ?? localTimeZone();
  const query = queryFor(invocation, teamZone, clock);
  // What can be seen to be wrong without a call is said before the keychain or the host is asked.
  const early = checkQuery(query, { timeZone: teamZone, apiTimes: 'auto' }, clock.now());
  if (!early.ok) return failed(io, early.error);
  const live = await session.open(target);
  if (!live.ok) return failed(io, live.error);
  const { loadHistory } = await session.core();
  let waitingUntil: number | null = null;
  const report = await loadHistory(live.value, query, {
    startWithinMs: START_WITHIN_MS,
    maxWaitMs: BUDGET_WAIT_MS,
    onProgress: (progress) => {
      if (progress.waitingUntil !== null && progress.waitingUntil !== waitingUntil) {
        const seconds = Math.ceil((progress.waitingUntil - clock.now()) / 1_000);
        io.say(
          `${plural(progress.agentsRead, 'agent')} read; waiting ${seconds} s for the request budget of the account.`,
        );
      }
      waitingUntil = progress.waitingUntil;
    },
  });
  if (!report.ok) return failed(io, report.error);
  const isMasked = invocation.isMasked || session.settings.get().preferences.isMasked;
  const shown = isMasked ? maskHistory(report.value) : report.value;
  io.print(invocation.isJson ? historyJson(shown) : historyText(shown));
  if (report.value.partial !== null) io.say(report.value.partial.reason);
  return EXIT.ok;
}

/** The query of a command line; today is today in the zone asked for, else in the team's. */
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
