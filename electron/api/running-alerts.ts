import type { LogStart, RunningLog, RunningRules, TriedRule } from '../shared/contract/socket.ts';
import type { DryRunWish, RuleDraft } from '../shared/model.ts';
import { nameText } from '../shared/names/names.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeRuleFile } from '../shared/alerts/rule-file.ts';
import { phaseWords, ruleSentence, type RuleNames } from '../shared/alerts/rule-words.ts';
import type { Services } from './handlers.ts';

type RunningAlerts = Pick<Services, 'alerts' | 'connections' | 'views' | 'directory' | 'settings' | 'info'> & {
  readonly team: Pick<Services['team'], 'everybody'>;
};

/** As many as an answer of the socket has room for. */
const MAX_ENTRIES = 20_000;

/** The rules of the open connection as another process lists them. */
export function runningRules(running: RunningAlerts, isMasked: boolean, now: number): RunningRules {
  const { alerts, connections, views } = running;
  const names = namesOf(running, isMasked);
  const { rules, states } = alerts.list();
  const stateOf = (id: string) => states.find(({ ruleId }) => ruleId === id) ?? null;
  return {
    connection: connections.state(),
    file: writeRuleFile(rules, views.list().views),
    rules: rules.map((rule) => {
      const state = rule.isOn ? stateOf(rule.id) : null;
      return { rule, state, text: ruleSentence(rule, names), phase: phaseWords(state, names, now) };
    }),
  };
}

/** A rule replayed over the days that were read of the open connection. */
export async function triedRule(
  running: RunningAlerts,
  draft: RuleDraft,
  wish: DryRunWish,
  isMasked: boolean,
): Promise<Result<TriedRule>> {
  const connection = running.connections.state();
  const text = ruleSentence(draft, namesOf(running, isMasked));
  const tried = await running.alerts.dryRun(draft, wish);
  return tried.ok ? ok({ connection, text, dryRun: tried.value }) : tried;
}

/** What was decided since then, the earliest first. */
export function runningLog(running: RunningAlerts, after: LogStart, isMasked: boolean): RunningLog {
  const { alerts, connections, settings } = running;
  const entries = alerts.logAfter(after, isMasked || settings.get().isMasked);
  return {
    connection: connections.state(),
    timeZone: zoneOf(running),
    entries: entries.slice(-MAX_ENTRIES),
    isCut: entries.length > MAX_ENTRIES,
  };
}

function zoneOf({ connections, info }: RunningAlerts): string {
  return connections.state().profile?.timeZone ?? info().timeZone;
}

function namesOf(running: RunningAlerts, isMasked: boolean): RuleNames {
  const { views, directory, team, settings } = running;
  const agents = team.everybody();
  return {
    zone: zoneOf(running),
    view: (id) => views.list().views.find((view) => view.id === id)?.name ?? null,
    queue: (id) => directory.get().queues.find((queue) => queue.id === id)?.name ?? null,
    agent(userId) {
      const agent = agents.get(userId);
      return agent === undefined ? null : nameText(agent, isMasked || settings.get().isMasked);
    },
  };
}
