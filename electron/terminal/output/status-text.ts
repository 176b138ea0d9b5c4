import { attentionOf, type AttentionRules } from '../../shared/team/attention.ts';
import { describeCounts } from '../../shared/team/counts.ts';
import { clockDuration, countText } from '../../shared/format.ts';
import { STATUSES, type Agent, type Since, type SincePrecision } from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { StatusReport } from './status-report.ts';

const texts = terminalTexts.status;

/**
 * `status` for a person: one line of counts, and with agents one line each, grouped by status. A team that is not live
 * says from when it is.
 */
export function statusText(report: StatusReport, withAgents: boolean, timeText = iso): string {
  const { profile, isDemo, view, team, health } = report;
  if (team === null) return health.message;
  const name = connectionText(profile?.name ?? texts.noName, isDemo);
  const title = view === null ? name : texts.ofView(name, view);
  const counts = describeCounts(team.counts);
  const head =
    health.state === 'live' ? texts.counts(title, counts) : texts.countsAsOf(title, counts, timeText(team.takenAt));
  if (!withAgents) return head;
  return [head, ...groups(team), ...legend(team.agents)].join('\n');
}

/** The name of a connection, which says where the data is made up. */
export function connectionText(name: string, isDemo: boolean): string {
  return isDemo && name !== texts.demoName ? texts.ofDemo(name) : name;
}

/** Who is in which status, and why they need attention: `Zoë: BUSY (NBK), limit 45 min`. */
export function attentiveLine(agent: Agent, { rules, takenAt }: NonNullable<StatusReport['team']>): string {
  return `${agentLine(agent)}${flagged(agent, rules, takenAt)}`;
}

/** Who is in which status: `Zoë: BUSY (NBK)`. */
function agentLine(agent: Agent): string {
  return `${nameText(agent, false)}: ${agent.rawStatus}${inBrackets(agent.secondaryStatus)}`;
}

/** One line for one change, for `status --watch`. */
export function changeText(agent: Agent, at: number): string {
  return `${iso(at)} ${agentLine(agent)}`;
}

/** The same for an agent who has left a view, through which nothing more is known. */
export function departureText(agent: Agent, at: number): string {
  return texts.leftView(iso(at), nameText(agent, false));
}

function groups({ agents, takenAt: now, rules }: NonNullable<StatusReport['team']>): string[] {
  const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
  return STATUSES.flatMap((status) => {
    const group = agents
      .filter((agent) => agent.status === status)
      .sort((a, b) => collator.compare(nameText(a, false), nameText(b, false)));
    if (group.length === 0) return [];
    return [
      '',
      `${status} ${countText(group.length)}`,
      ...group.map(
        (agent) =>
          `  ${timeInStatus(agent.since, now)}  ${nameText(agent, false)}${inBrackets(ownWord(agent))}${said(agent)}${flagged(agent, rules, now)}`,
      ),
    ];
  });
}

/** The customer's word for the status, for one the documents do not name at least the bucket's own. */
export function ownWord({ status, rawStatus, secondaryStatus }: Agent): string | null {
  return secondaryStatus ?? (status === 'OTHER' ? rawStatus : null);
}

function said({ selfReported }: Agent): string {
  return selfReported === undefined ? '' : texts.says(selfReported.primaryStatus);
}

function flagged(agent: Agent, rules: AttentionRules, now: number): string {
  const attention = attentionOf(agent, rules, now);
  return attention === null ? '' : `, ${attention.words}`;
}

function inBrackets(word: string | null): string {
  return word === null ? '' : ` (${word})`;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

/** Where a start is known from, as the window says it in words. */
export const ORIGINS: Readonly<Record<SincePrecision, string | null>> = {
  exact: 'status history',
  observed: 'seen to change',
  'at-least': 'first seen',
  assumed: 'status history, assumed zone',
  unknown: null,
};

const TIME_WIDTH = 10;
const SECOND_MS = 1_000;
const MARKS: Readonly<Record<SincePrecision, string>> = {
  exact: '',
  observed: '~',
  'at-least': '>',
  assumed: '?',
  unknown: '?',
};

/** Time in status in a column of its own, with a mark before it where it is not exact. */
function timeInStatus(since: Since, now: number): string {
  // "More than nothing" says nothing: the agent was seen for the first time just now.
  const isNothing = since.precision === 'at-least' && since.at !== null && now - since.at < SECOND_MS;
  if (since.at === null || isNothing) return '?'.padStart(TIME_WIDTH);
  return `${MARKS[since.precision]}${clockDuration(now - since.at)}`.padStart(TIME_WIDTH);
}

/** What the mark of an assumed zone means. */
function legend(agents: readonly Agent[]): string[] {
  return agents.some(({ since }) => since.precision === 'assumed') ? ['', texts.assumedZone] : [];
}
