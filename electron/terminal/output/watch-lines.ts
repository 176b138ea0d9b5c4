import type { Clock } from '../../shared/clock.ts';
import { ignoredNote } from '../../shared/counts.ts';
import { masked, nameText } from '../../shared/names.ts';
import type { Agent, HealthState } from '../../shared/model.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from './io.ts';
import { maskReport } from './masked.ts';
import { isOverdue, reportOf, type Sighting } from '../commands/sighting.ts';
import { changeJson, changeText, statusJson, statusText, type StatusReport } from './status-report.ts';
import { renderTemplate } from './template.ts';
import { teamNews } from '../commands/watch-news.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** Hears of the team as often as it is looked at, and prints what is new; names as initials where they are hidden. */
export type ShowSighting = (sighting: Sighting, isMasked: boolean) => void;

/** One line, and what it is compared by: the same again is not printed. */
interface Line {
  readonly text: string;
  readonly key: string;
}

/**
 * Creates what prints the lines of `status --watch`: the counts at first and whenever they are others, with `--agents`
 * who changed before them; or, where a template is given, that whenever it reads otherwise. How the reading goes is said
 * beside it.
 */
export function createWatchLines(invocation: StatusInvocation, io: TerminalIo, clock: Clock): ShowSighting {
  const { isJson, withAgents, format, team: choice } = invocation;
  let before: Sighting | null = null;
  let shownKey = '';
  let state: HealthState = 'starting';
  let note: string | null = null;

  function sayHealth({ team: { health } }: Sighting): void {
    if (health.state !== state) io.say(health.message || 'Reading the team.');
    state = health.state;
  }

  function sayNote({ team: { ignored } }: Sighting): void {
    const next = ignoredNote(ignored);
    if (next !== null && next !== note) io.say(next);
    note = next;
  }

  function printNews(sighting: Sighting, at: number, isMasked: boolean): void {
    const { changed, left } = teamNews(before, sighting);
    const shown = (agent: Agent, from: Sighting | null): Agent =>
      isMasked && from?.isMasked !== true ? masked(agent) : agent;
    for (const agent of changed) io.print((isJson ? changeJson : changeText)(shown(agent, sighting), at));
    for (const agent of left) io.print((isJson ? departureJson : departureText)(shown(agent, before), at));
  }

  function lineOf(report: StatusReport, at: number): Line | null {
    if (format !== null) {
      const text = renderTemplate(format, report, clock.now());
      return { text, key: text };
    }
    const { profile, view, health, team } = report;
    if (isJson) {
      const key = JSON.stringify([profile?.id, view, health.state, team?.counts, team?.attention]);
      return { text: statusJson(report, false), key };
    }
    const text = statusText(report, false);
    return team === null ? null : { text: stamped(text, at), key: text };
  }

  return (sighting, isMasked) => {
    const { team } = sighting;
    if (team.health.state === 'starting' || isOverdue(team, clock.now())) return;
    sayHealth(sighting);
    sayNote(sighting);
    const seenAt = team.health.state === 'live' && team.asOf !== null ? team.asOf : clock.now();
    const at = seenAt + (team.clockOffsetMs ?? 0);
    if (withAgents && format === null) printNews(sighting, at, isMasked || sighting.isMasked);
    const report = reportOf(sighting, choice);
    const line = lineOf(isMasked && !sighting.isMasked ? maskReport(report) : report, at);
    if (line !== null && line.key !== shownKey) io.print(line.text);
    shownKey = line?.key ?? shownKey;
    before = sighting;
  };
}

/** A line begins with its time. */
function stamped(text: string, at: number): string {
  return `${new Date(at).toISOString()} ${text}`;
}

/** What an agent does who is in a view no more is not known through it. */
function departureText(agent: Agent, at: number): string {
  return stamped(`${nameText(agent, false)}: not in this view any more`, at);
}

function departureJson({ userId, name, addition }: Agent, at: number): string {
  return JSON.stringify({ at: new Date(at).toISOString(), userId, name, nameAddition: addition, status: null });
}
