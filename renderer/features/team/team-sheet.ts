import { statusDetail } from '../../../electron/shared/names/agent-search.ts';
import { attentionOf, needingAttention, type AttentionRules } from '../../../electron/shared/team/attention.ts';
import { clockDate, clockSecond } from '../../../electron/shared/format.ts';
import { teamTexts } from '../../../electron/shared/texts/team/team.ts';
import { describeCounts, ignoredNote } from '../../../electron/shared/team/counts.ts';
import { nameText } from '../../../electron/shared/names/names.ts';
import { isDemoTeam, type Agent, type ConnectionState, type TeamSnapshot } from '../../../electron/shared/model.ts';
import { readerZone } from '../../ui/time-text.ts';
import { selfReportedText, sinceOrigin, sinceText } from './roster/since.ts';
import { statusLabel } from '../../ui/status-label.ts';
import {
  countGroups,
  groupAgents,
  sortAgents,
  type GroupCount,
  type GroupName,
  type RosterQuery,
} from './roster/roster.ts';

const texts = teamTexts.sheet;

/** The printed team: everybody who matches the search and statuses, in the order of the list. */
export interface TeamSheet {
  readonly title: string;
  /** Sentences that say when the team was read and how many agents the sheet shows. */
  readonly facts: readonly string[];
  /** Where the data comes from and when it was printed. */
  readonly source: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly SheetRow[] }[];
}

/** One printed agent. */
interface SheetRow {
  readonly userId: string;
  readonly name: string;
  readonly status: string;
  readonly time: string;
  readonly origin: string;
  /** Why the agent needs attention; empty while they do not. */
  readonly attention: string;
}

/** What a sheet is made of. */
export interface SheetFacts {
  readonly team: TeamSnapshot;
  readonly connection: Exclude<ConnectionState, { kind: 'none' }>;
  readonly query: RosterQuery;
  readonly rules: AttentionRules;
  readonly isFresh: boolean;
  readonly isMasked: boolean;
  /** Times in status count up to this instant. */
  readonly time: number;
  readonly printedAt: number;
}

/**
 * Makes the sheet to print. Paper travels, so every time is printed with its zone. Pure except for the reader's zone.
 */
export function teamSheet(facts: SheetFacts): TeamSheet {
  const { team, connection, query, rules, printedAt } = facts;
  const needing = needingAttention(team.agents, rules, team.countedAt).agents;
  const groups = groupAgents(sortAgents(team.agents, query.sort), query, needing);
  const counts = countGroups(groups);
  const count = groups.reduce((sum, { agents }) => sum + agents.length, 0);
  const host = new URL(connection.profile.host).host;
  const printed = dated(printedAt);
  return {
    title: [connection.profile.name, ...(team.view === null ? [] : [texts.view(team.view.name)])].join(', '),
    facts: [
      asOf(facts),
      texts.team(team.agents.length, describeCounts(team.counts)),
      ...[ignoredNote(team.ignored) ?? []].flat(),
      ...selected(query, count, team.agents.length),
    ],
    source: isDemoTeam(connection) ? texts.ofDemo(printed) : texts.ofHost(host, printed),
    groups: groups.map(({ name, agents }) => ({
      title: groupTitle(name, counts.get(name) ?? { here: agents.length, above: 0 }),
      rows: agents.map((agent) => rowOf(agent, facts)),
    })),
  };
}

function asOf({ team: { asOf: at, health }, isFresh }: SheetFacts): string {
  if (at === null) return texts.notRead;
  return isFresh ? texts.asOf(dated(at)) : `${texts.asOfNotFresh(dated(at))} ${health.message}`.trimEnd();
}

function dated(at: number) {
  return { date: clockDate(at), time: clockSecond(at), zone: readerZone() };
}

/** Says how the list was filtered: otherwise a reader could take the sheet for the complete team. */
function selected(query: RosterQuery, count: number, of: number): readonly string[] {
  const search = query.search.trim();
  const statuses = [...query.statuses].map((status) => teamTexts.statusWords[status]).join(', ');
  const queue = query.queue?.name ?? '';
  return search + statuses + queue === '' ? [] : [texts.only({ search, statuses, queue, count, of })];
}

function groupTitle(name: GroupName, { here, above }: GroupCount): string {
  const words =
    name === 'everybody' ? texts.agents : name === 'attention' ? teamTexts.attention.title : statusLabel(name);
  return `${words} ${teamTexts.list.groupCount(here, above)}`;
}

function rowOf(agent: Agent, { team, rules, time, isMasked }: SheetFacts): SheetRow {
  const { qualifier, duration } = sinceText(agent.since, time);
  const words = [statusLabel(agent.status), statusDetail(agent), selfReportedText(agent)];
  return {
    userId: agent.userId,
    name: nameText(agent, isMasked),
    status: words.filter((word) => word !== null).join(' · '),
    time: `${qualifier} ${duration}`.trim(),
    origin: sinceOrigin(agent.since, time),
    attention: attentionOf(agent, rules, team.countedAt)?.words ?? '',
  };
}
