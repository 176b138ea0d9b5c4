import { dryRun } from '../../alerts/dry-run/dry-run.ts';
import { askOwner } from '../../api/local-socket/client.ts';
import type { SavedConnection } from '../../settings/types.ts';
import type { TriedRule } from '../../shared/contract/socket.ts';
import {
  activeView,
  EMPTY_FILTER,
  isDemoTeam,
  SUGGESTED,
  type DryRun,
  type HistoryWho,
  type Rule,
  type RuleDraft,
  type WorkingHours,
} from '../../shared/model.ts';
import type { AppError } from '../../shared/result.ts';
import { ruleSentence, type RuleNames } from '../../shared/alerts/rule-words.ts';
import { alertPageTexts } from '../../shared/texts/alerts/alert-page.ts';
import { alertCommandTexts as texts } from '../../shared/texts/terminal/terminal-alerts.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { offHours } from '../../time/off-hours.ts';
import type { RulesAction } from '../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { isSavedConnection } from './app-team.ts';
import { createCommandTeam } from './history/history-team.ts';
import type { RulesParts } from './rules.ts';

/** As often as an alert a day is worth being interrupted for. */
const WANTED_A_DAY = 3;
/** What the app is given to replay one rule. */
const TRY_SILENCE_MS = 60_000;
const { preview } = alertPageTexts;

type TryAction = Extract<RulesAction, { kind: 'try' }>;

/** Replays the rules of a file over the days that were read. Makes no call. */
export async function tryRules(
  { days, isJson }: TryAction,
  {
    saved,
    drafts,
    names,
  }: { readonly saved: SavedConnection; readonly drafts: readonly RuleDraft[]; readonly names: RuleNames },
  io: TerminalIo,
  { session, clock }: RulesParts,
): Promise<ExitCode> {
  const { profile, views } = saved;
  const storage = await session.storage(profile.isHistoryOff !== true);
  const team = createCommandTeam(views, await session.directory(profile));
  const core = await session.core();
  const nothing = (): void => undefined;
  const history = core.history({ storage, closed: profile, team, onProgress: nothing, onChange: nothing });
  const { limits, quietHours } = session.settings.get().preferences;
  const parts = {
    history,
    timeZone: () => names.zone,
    now: clock.now,
    whoOf: (scope: Rule['scope']) => whoOf(scope, saved),
    // The history has only the agents that are meant.
    scopeOf: () => ({ name: null, isIn: () => true, couldBeIn: () => true }),
    isInHours: ({ hours }: Rule, at: number) => hours === null || isWithin(hours, names.zone, at),
    isQuiet: (at: number) => quietHours !== null && isWithin(quietHours, names.zone, at),
    limits: () => limits,
  };
  const tried: object[] = [];
  for (const draft of drafts) {
    const result = await dryRun(parts, draft, { wantedADay: WANTED_A_DAY, days });
    if (!result.ok) return failed(result.error, io);
    if (isJson) tried.push(jsonOf(draft, ruleSentence(draft, names), result.value));
    else for (const line of linesOf(draft, ruleSentence(draft, names), result.value)) io.print(line);
  }
  if (isJson) io.print(JSON.stringify(tried));
  return EXIT.ok;
}

/**
 * The same for the demo, or a connection of this run, whose days the running app alone has. Null where none runs, or
 * another connection is open in it.
 */
export async function tryRulesInApp(
  { days, isJson }: TryAction,
  { name, drafts }: { readonly name: string | null; readonly drafts: readonly RuleDraft[] },
  io: TerminalIo,
  { dataFolder }: Pick<RulesParts, 'dataFolder'>,
): Promise<ExitCode | null> {
  const tried: object[] = [];
  let demo: string | null = null;
  for (const draft of drafts) {
    const wish = { wantedADay: WANTED_A_DAY, days };
    const answer = (await askOwner(dataFolder, 'rules:try', [draft, wish, false], TRY_SILENCE_MS))?.answer;
    if (answer === undefined) return null;
    if (!answer.ok) return answer.error.code === 'not-connected' ? null : failed(answer.error, io);
    const { connection, text, dryRun: result } = answer.value as TriedRule;
    if (connection.kind === 'none' || !isSavedConnection(connection.profile, name, dataFolder)) return null;
    if (isDemoTeam(connection)) demo = terminalTexts.demo(connection.profile.auth === 'desk');
    if (isJson) tried.push(jsonOf(draft, text, result));
    else for (const line of linesOf(draft, text, result)) io.print(line);
  }
  if (isJson) io.print(JSON.stringify(tried));
  if (demo !== null) io.say(demo);
  return EXIT.ok;
}

function failed({ code, message }: AppError, io: TerminalIo): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}

function whoOf(scope: Rule['scope'], { views, activeViewId }: SavedConnection): HistoryWho {
  if (scope.kind === 'queue') return { kind: 'filter', filter: { ...EMPTY_FILTER, queueIds: [scope.id] } };
  const active = activeView({ views, activeId: activeViewId })?.id;
  const id = scope.kind === 'view' ? scope.id : scope.kind === 'open-view' ? active : undefined;
  return id === undefined ? { kind: 'everybody' } : { kind: 'view', id };
}

function isWithin(hours: WorkingHours, zone: string, at: number): boolean {
  const off = offHours(hours, zone, at);
  return off === null || at < off.from || at >= off.until;
}

function jsonOf({ id }: RuleDraft, text: string, { days, suggestion, problem }: DryRun): object {
  return {
    rule: id,
    text,
    days: days.map(({ date, agentsRead, notifiedAt }) => ({
      date,
      agentsRead,
      notified: notifiedAt.map(({ at, userId }) => ({ at: new Date(at).toISOString(), userId })),
    })),
    suggestion,
    problem,
  };
}

function linesOf({ condition }: RuleDraft, sentence: string, { days, suggestion, problem }: DryRun): readonly string[] {
  if (problem !== null) return [texts.cannotTry(sentence, problem)];
  const notified = days.reduce((sum, { notifiedAt }) => sum + notifiedAt.length, 0);
  const field = SUGGESTED[condition.kind];
  return [
    texts.tried(sentence, notified, days.length),
    ...days.map(({ date, notifiedAt, agentsRead }) => texts.triedDay(date, notifiedAt.length, agentsRead)),
    ...(suggestion === null || field === undefined
      ? []
      : [`  ${preview.suggestion(alertPageTexts.fields[field], suggestion.value, suggestion.aDay)}`]),
  ];
}
