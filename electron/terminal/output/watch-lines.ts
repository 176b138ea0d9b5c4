import type { Clock } from '../../shared/clock.ts';
import { clockSecond } from '../../shared/format.ts';
import { ignoredNote } from '../../shared/team/counts.ts';
import { isNarrowed, selectionKey, selectionOf, type Agent, type HealthState } from '../../shared/model.ts';
import { masked } from '../../shared/names/names.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { isGapBetween } from '../../team/merge.ts';
import type { StatusInvocation } from '../invocation.ts';
import type { TerminalIo } from './process-io.ts';
import { changeJson, departureJson, statusJson } from './status-json.ts';
import { isOverdue, maskReport, reportOf, type LiveStatus, type StatusReport } from './status-report.ts';
import { changeText, departureText, statusText } from './status-text.ts';
import { renderTemplate } from './template.ts';

/** Gets the team whenever something may have changed, and prints what is new; names as initials where they are hidden. */
export type ShowStatus = (status: LiveStatus, isMasked: boolean) => void;

/** One line, and its key: a line with the same key as the last one is not printed. */
interface Line {
  readonly text: string;
  readonly key: string;
}

/**
 * Creates what prints the lines of `status --watch`: the counts at first and whenever they are others, with `--agents`
 * who changed before them; or, where a template is given, its text whenever that is another. What is wrong with the team
 * is said beside it.
 */
export function createWatchLines(invocation: StatusInvocation, io: TerminalIo, clock: Clock): ShowStatus {
  const { isJson, withAgents, format, team: choice } = invocation;
  let before: LiveStatus | null = null;
  let printedKey = '';
  let state: HealthState = 'starting';
  let said = '';
  /** When the broker of a desk is tried again. */
  let tryAt: number | null = null;
  let note: string | null = null;

  function sayHealth({ team: { health } }: LiveStatus): void {
    const problem = health.state === 'live' ? '' : health.message;
    if (health.state !== state || problem !== said) io.say(health.message || commandTexts.watch.firstRead);
    state = health.state;
    said = problem;
    const { link, nextAt } = health;
    if (link !== 'broker' || nextAt === null || nextAt === tryAt || nextAt <= clock.now()) return;
    io.say(commandTexts.watch.tryingAgain(clockSecond(nextAt)));
    tryAt = nextAt;
  }

  function sayIgnored({ team: { ignored } }: LiveStatus): void {
    const next = ignoredNote(ignored);
    if (next !== null && next !== note) io.say(next);
    note = next;
  }

  function printChanges(status: LiveStatus, at: number, isMasked: boolean): void {
    const { changed, left } = teamChanges(before, status);
    const initialsOf = (agent: Agent, from: LiveStatus | null): Agent =>
      isMasked && from?.isMasked !== true ? masked(agent) : agent;
    for (const agent of changed) io.print((isJson ? changeJson : changeText)(initialsOf(agent, status), at));
    for (const agent of left) io.print((isJson ? departureJson : departureText)(initialsOf(agent, before), at));
  }

  function lineOf(report: StatusReport, at: number): Line | null {
    if (format !== null) {
      const text = renderTemplate(format, report, clock.now());
      return { text, key: text };
    }
    const { profile, view, health, team } = report;
    if (isJson) {
      const ofHealth = [health.state, said, tryAt];
      const key = JSON.stringify([profile?.id, view, ofHealth, team?.counts, team?.attention]);
      return { text: statusJson(report, false), key };
    }
    const text = statusText(report, false);
    return team === null ? null : { text: `${new Date(at).toISOString()} ${text}`, key: text };
  }

  return (status, isMasked) => {
    const { team } = status;
    if (team.health.state === 'starting' || isOverdue(team, clock.now())) return;
    sayHealth(status);
    sayIgnored(status);
    const seenAt = team.health.state === 'live' && team.asOf !== null ? team.asOf : clock.now();
    const at = seenAt + (team.clockOffsetMs ?? 0);
    if (withAgents && format === null) printChanges(status, at, isMasked || status.isMasked);
    const report = reportOf(status, choice);
    const line = lineOf(isMasked && !status.isMasked ? maskReport(report) : report, at);
    if (line !== null && line.key !== printedKey) io.print(line.text);
    printedKey = line?.key ?? printedKey;
    before = status;
  };
}

/** How two states of one team differ. */
export interface TeamChanges {
  /** Who is in another status than before, or has come into a view that shows a part of the team. */
  readonly changed: readonly Agent[];
  /** Agents who have left such a view; their present status is not known through it. */
  readonly left: readonly Agent[];
}

const NO_CHANGES: TeamChanges = { changed: [], left: [] };

/**
 * What happened between two states; nothing where they are of two teams, or where so long a time lies between them that
 * nobody watched. Whoever came to the team or left it has changed no status.
 */
export function teamChanges(before: LiveStatus | null, after: LiveStatus): TeamChanges {
  if (before === null || !isContinuous(before, after)) return NO_CHANGES;
  const [was, is] = [byId(before), byId(after)];
  const changed = after.team.agents.filter(
    ({ userId, rawStatus }) => (was.get(userId)?.rawStatus ?? rawStatus) !== rawStatus,
  );
  // An agent whose list could not be understood, then or now, has not come or gone.
  const isKnown = ({ status }: Agent): boolean => [before, after].every(({ team }) => team.counts[status] !== null);
  if (!isNarrowed(selectionOf(after.team.view))) return { changed, left: [] };
  // Not agents whose secondary status is old and was only read now.
  const { asOf, intervalMs, clockOffsetMs = 0 } = before.team;
  const recently = (asOf ?? 0) + clockOffsetMs - 2 * intervalMs;
  const came = after.team.agents.filter(
    (agent) => !was.has(agent.userId) && (agent.since.at ?? 0) > recently && isKnown(agent),
  );
  return {
    changed: [...changed, ...came],
    left: before.team.agents.filter((agent) => !is.has(agent.userId) && isKnown(agent)),
  };
}

function isContinuous(before: LiveStatus, after: LiveStatus): boolean {
  const [from, to] = [before.team.asOf, after.team.asOf];
  if (from === null || to === null || before.profile.id !== after.profile.id) return false;
  const isOneView = selectionKey(selectionOf(before.team.view)) === selectionKey(selectionOf(after.team.view));
  return isOneView && to >= from && !isGapBetween(from, to, Math.max(before.team.intervalMs, after.team.intervalMs));
}

function byId({ team }: LiveStatus): ReadonlyMap<string, Agent> {
  return new Map(team.agents.map((agent) => [agent.userId, agent]));
}
