import type { Agent, Status } from '../../../../electron/shared/model.ts';
import type { DisplayedRoster } from './held-roster.ts';

// As in tokens.css: --row and --group.
const ROW_PX = 34;
/** Height of a group head. */
export const GROUP_PX = 28;

/** The head of a group. */
export interface HeadLine {
  readonly kind: 'head';
  readonly key: string;
  /** Null for those who need attention. */
  readonly status: Status | null;
  readonly count: number;
}

/** The line of one agent. */
export interface AgentLine {
  readonly kind: 'agent';
  readonly key: string;
  readonly agent: Agent;
  /** Place among all shown agents, from 1. */
  readonly position: number;
  /** The agent has left the team. */
  readonly isGone: boolean;
}

/** One line of the list. */
export type RosterLine = HeadLine | AgentLine;

/** The lines of a list and where they stand, in pixels from its top. Each is made when it is asked for. */
export interface RosterLines {
  readonly count: number;
  /** The ids of all agents in their order, as an array would give them. */
  readonly agents: Pick<readonly string[], 'length' | 'at' | 'indexOf'>;
  at(index: number): RosterLine | undefined;
  /** The line of an agent by its place among the agents, from 0. */
  indexOfAgent(place: number): number;
  /** Where a line begins; for the number of lines, where the last one ends. */
  startOf(index: number): number;
  /** The line that covers a pixel, the first or last one beyond them; -1 in an empty list. */
  indexAt(px: number): number;
  /** The head of the group that a line stands in; null without one. */
  headOf(index: number): HeadLine | null;
}

/** A group with what stands above it. */
interface Section {
  readonly head: HeadLine | null;
  readonly agents: readonly Agent[];
  readonly line: number;
  readonly place: number;
  readonly px: number;
  readonly headPx: number;
}

/** Counts the lines of a list. All heights are known, so that a handful of groups gives every place. */
export function rosterLines({ groups, gone }: Pick<DisplayedRoster, 'groups' | 'gone'>): RosterLines {
  const sections: Section[] = [];
  let [count, length, endPx] = [0, 0, 0];
  for (const { name, agents } of groups) {
    const head = name === 'everybody' ? null : headOfGroup(name === 'attention' ? null : name, agents.length);
    const headPx = head === null ? 0 : GROUP_PX;
    sections.push({ head, agents, line: count, place: length, px: endPx, headPx });
    count += agents.length + (head === null ? 0 : 1);
    length += agents.length;
    endPx += headPx + agents.length * ROW_PX;
  }
  const sectionOf = (index: number, of: 'line' | 'place' | 'px'): Section | undefined =>
    sections.findLast((section) => section[of] <= index) ?? sections[0];
  /** How far below its group's head a line stands, in lines; -1 for the head itself. */
  const below = ({ head, line }: Section, index: number): number => index - line - (head === null ? 0 : 1);

  function agentAt(place: number): Agent | undefined {
    const section = sectionOf(place, 'place');
    return section?.agents[place - section.place];
  }

  function at(index: number): RosterLine | undefined {
    const section = index < 0 ? undefined : sectionOf(index, 'line');
    if (section === undefined) return undefined;
    const place = below(section, index);
    if (place === -1) return section.head ?? undefined;
    const agent = section.agents[place];
    if (agent === undefined) return undefined;
    const { userId } = agent;
    return { kind: 'agent', key: userId, agent, position: section.place + place + 1, isGone: gone.has(userId) };
  }

  function indexOf(key: string): number {
    for (const { agents, place } of sections) {
      const index = agents.findIndex(({ userId }) => userId === key);
      if (index !== -1) return place + index;
    }
    return -1;
  }

  function startOf(index: number): number {
    const section = sectionOf(index, 'line');
    if (section === undefined) return 0;
    const place = below(section, index);
    return place === -1 ? section.px : section.px + section.headPx + place * ROW_PX;
  }

  function indexAt(px: number): number {
    const section = sectionOf(px, 'px');
    if (section === undefined) return -1;
    const { head, headPx, line } = section;
    const inGroupPx = Math.max(px, 0) - section.px;
    const index =
      inGroupPx < headPx ? line : line + (head === null ? 0 : 1) + Math.floor((inGroupPx - headPx) / ROW_PX);
    return Math.min(index, count - 1);
  }

  return {
    count,
    agents: { length, at: (place) => agentAt(place)?.userId, indexOf },
    at,
    indexOfAgent(place) {
      const section = sectionOf(place, 'place');
      return section === undefined ? -1 : place - section.place + section.line + (section.head === null ? 0 : 1);
    },
    startOf,
    indexAt,
    headOf: (index) => sectionOf(index, 'line')?.head ?? null,
  };
}

function headOfGroup(status: Status | null, count: number): HeadLine {
  return { kind: 'head', key: `group:${status ?? 'attention'}`, status, count };
}
