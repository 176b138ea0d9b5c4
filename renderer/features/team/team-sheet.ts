import { statusDetail } from '../../../electron/shared/agent-search.ts';
import { attentionOf, needingAttention, type AttentionRules } from '../../../electron/shared/attention.ts';
import { clockDate, clockSecond, countText } from '../../../electron/shared/format.ts';
import { teamTexts } from '../../../electron/shared/texts/team.ts';
import { describeCounts, ignoredNote } from '../../../electron/shared/counts.ts';
import { nameText } from '../../../electron/shared/names.ts';
import type { Agent, ConnectionState, TeamSnapshot } from '../../../electron/shared/model.ts';
import { readerZone } from '../../ui/time-text.ts';
import { selfReportedText, sinceOrigin, sinceText } from './roster/since.ts';
import { statusLabel } from '../../ui/status-label.ts';
import { groupAgents, sortAgents, type GroupName, type RosterQuery } from './roster/roster.ts';

const texts = teamTexts.sheet;

/** A team on paper: everybody who matches search and statuses, in the order of the list. */
export interface TeamSheet {
  readonly title: string;
  /** When it was read and how many agents it shows, a sentence each. */
  readonly facts: readonly string[];
  /** Where it is from and when it was printed. */
  readonly source: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly SheetRow[] }[];
}

/** One agent on paper. */
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
  /** The instant that times in status are counted to. */
  readonly time: number;
  readonly printedAt: number;
}

/** Puts a team on paper. Paper travels, so every time on it stands beside its zone. Pure, but for the reader's zone. */
export function teamSheet(facts: SheetFacts): TeamSheet {
  const { team, connection, query, rules, printedAt } = facts;
  const needing = needingAttention(team.agents, rules, team.countedAt).agents;
  const groups = groupAgents(sortAgents(team.agents, query.sort), query, needing);
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
    source: connection.kind === 'demo' ? texts.ofDemo(printed) : texts.ofHost(host, printed),
    groups: groups.map(({ name, agents }) => ({
      title: groupTitle(name, agents.length),
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

/** What the list was narrowed to, since somebody may take the sheet for all of the team. */
function selected(query: RosterQuery, count: number, of: number): readonly string[] {
  const search = query.search.trim();
  const statuses = [...query.statuses].map((status) => teamTexts.statusWords[status]).join(', ');
  return search + statuses === '' ? [] : [texts.only({ search, statuses, count, of })];
}

function groupTitle(name: GroupName, count: number): string {
  const words =
    name === 'everybody' ? texts.agents : name === 'attention' ? teamTexts.attention.title : statusLabel(name);
  return `${words} ${countText(count)}`;
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
