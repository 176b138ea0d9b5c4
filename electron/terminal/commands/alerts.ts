import { askOwner, OPEN_WITHIN_MS } from '../../api/local-socket/client.ts';
import { openAlertRepository } from '../../alerts/log/alert-repository.ts';
import { alertLogCsv } from '../../alerts/log/alert-csv.ts';
import { isDemoTeam } from '../../shared/model.ts';
import type { RunningLog } from '../../shared/contract/socket.ts';
import { datesOf } from '../../shared/history/day-words.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { alertCommandTexts as texts } from '../../shared/texts/terminal/terminal-alerts.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { teamSourceOf } from '../../team/saved/team-memory.ts';
import { dayBounds, todayIn } from '../../time/days.ts';
import type { AlertsInvocation } from '../invocation.ts';
import { alertJson, alertLine } from '../output/alert-lines.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { printable } from '../target-arguments.ts';
import { isSavedConnection } from './app-team.ts';
import type { RulesParts } from './rules.ts';
import { missingMessage } from './session.ts';

interface FoundLog extends Omit<RunningLog, 'connection'> {
  readonly isDemo: boolean;
}

/** `alerts`: what alerts decided, from the running app or the database that it has written. */
export async function runAlerts(invocation: AlertsInvocation, io: TerminalIo, parts: RulesParts): Promise<ExitCode> {
  const isMasked = invocation.isMasked || parts.session.settings.get().preferences.isMasked;
  const found = await findLog({ ...invocation, isMasked }, parts);
  if (!found.ok) {
    io.say(found.error.message);
    return exitCodeOf(found.error.code);
  }
  const { entries, timeZone, isDemo, isCut } = found.value;
  const of = { timeZone, isDemo };
  if (invocation.format === 'csv') io.write(alertLogCsv(entries, of));
  else if (invocation.format === 'json') io.print(JSON.stringify(entries.map((entry) => alertJson(entry, of))));
  else for (const entry of entries) io.print(alertLine(entry, of));
  // A saved connection can have it from a publisher alone.
  if (isDemo) io.say(terminalTexts.demo(parts.session.find(invocation.name) !== null));
  if (isCut) io.say(texts.cut(entries.length));
  if (entries.length === 0) io.say(texts.noEntries);
  return EXIT.ok;
}

async function findLog(
  { name, from, isMasked }: Pick<AlertsInvocation, 'name' | 'from' | 'isMasked'>,
  { session, dataFolder, clock, localZone }: RulesParts,
): Promise<Result<FoundLog>> {
  const saved = session.find(name);
  const zone = saved?.profile.timeZone ?? localZone.get();
  const at = from === null ? 0 : startOf(from, zone, clock.now());
  if (at === null) return fail('invalid-input', { message: texts.notADay(printable(from ?? '')) });
  const start = { kind: 'time', at } as const;
  if (saved !== null) {
    // Every decision is in the database at once, also while the app runs.
    const storage = await session.storage(true);
    const entries = openAlertRepository(storage.disk).entriesAfter(
      teamSourceOf(saved.profile, 'saved'),
      start,
      isMasked,
    );
    return ok({ entries, timeZone: zone, isDemo: saved.profile.isDemo === true, isCut: false });
  }
  const reply = await askOwner(dataFolder, 'alerts:get', [start, isMasked], OPEN_WITHIN_MS);
  if (reply?.answer.ok === true) {
    const { connection, ...log } = reply.answer.value as RunningLog;
    if (connection.kind !== 'none' && isSavedConnection(connection.profile, name, dataFolder)) {
      return ok({ ...log, isDemo: isDemoTeam(connection) });
    }
  }
  return fail('not-connected', { message: missingMessage(name, session.names()) });
}

/** The first instant of a day in words, as `history` understands them; null for none. */
function startOf(words: string, timeZone: string, now: number): number | null {
  const plain = /^[a-z]/i.test(words.trim()) ? words.replaceAll('-', ' ') : words;
  const [date] = datesOf(plain, todayIn(timeZone, now)) ?? [];
  return date === undefined ? null : dayBounds(date, timeZone).startsAt;
}
