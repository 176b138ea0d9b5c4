import { attentionOf, type AttentionRules } from '../../../../electron/shared/team/attention.ts';
import { statusDetail } from '../../../../electron/shared/names/agent-search.ts';
import { shortDuration } from '../../../../electron/shared/format.ts';
import { teamTotals } from '../../../../electron/shared/history/totals.ts';
import { nameText } from '../../../../electron/shared/names/names.ts';
import { historyTexts } from '../../../../electron/shared/texts/history/history.ts';
import { historyFileTexts } from '../../../../electron/shared/texts/history/history-files.ts';
import type {
  Agent,
  AgentTotals,
  Counts,
  CoverageDay,
  CoverageFloor,
  HistoryOverview,
  HistoryTotal,
} from '../../../../electron/shared/model.ts';
import { describeCounts } from '../../../../electron/shared/team/counts.ts';
import { statusLabel, statusName } from '../../../ui/status-label.ts';
import { hourAndMinute, timeOfDay } from '../dates.ts';
import { costOf, lackOf } from '../known.ts';

const texts = historyFileTexts.card;
const { compare } = new Intl.Collator('en');
/** A card is read at a glance, on one screen. */
const MAX_LINES = { away: 5, long: 2, today: 4, below: 3 };

/** What a handover card is made of. */
export interface HandoverFacts {
  /** Whose day it is, in words. */
  readonly who: string;
  readonly day: string;
  /** Source, zone and as-of, a sentence each. */
  readonly sources: readonly string[];
  /** The live team as far as it is of the same agents; null where there is none, absent for a day that is over. */
  readonly live?: LiveFacts | null;
  readonly overview: HistoryOverview;
  readonly date: string;
  readonly totals: readonly AgentTotals[];
  /** The day's coverage; null without a floor. */
  readonly coverage: { readonly floor: CoverageFloor; readonly day: CoverageDay } | null;
  readonly rules: AttentionRules;
  readonly isMasked: boolean;
}

interface LiveFacts {
  readonly agents: readonly Agent[];
  /** Of the same agents; null where they are a part of the team. */
  readonly counts: Counts | null;
  readonly asOf: number;
  readonly isFresh: boolean;
  /** The instant that limits count up to. */
  readonly countedAt: number;
}

/** Without a heading it is a sentence. */
interface Section {
  readonly heading: string;
  /** Beside the heading. */
  readonly text?: string;
  readonly lines?: readonly string[];
}

/**
 * Makes the card: what the next shift has to know, of the team and not of its members' performance. It has one screen,
 * unless all of the lists are wanted.
 */
export function handoverCard(facts: HandoverFacts, format: 'txt' | 'md', isLong = false): string {
  const isMarkdown = format === 'md';
  const plain = (text: string): string => (isMarkdown ? escapeMarkdown(text) : text);
  const title = plain(texts.heading(facts.who, facts.day));
  const max = isLong ? null : MAX_LINES;
  const sections = [
    now(facts),
    people(facts, max),
    today(facts, max),
    uncovered(facts, max),
    totals(facts),
    unread(facts),
  ];
  const lines = sections.flat().flatMap(({ heading, text = '', lines: items = [] }) => {
    if (heading === '') return [`${isMarkdown ? '- ' : ''}${plain(text)}`];
    const head = isMarkdown ? `- **${plain(heading)}:**` : `${heading}:`;
    return [`${head} ${plain(text)}`.trimEnd(), ...items.map((item) => `${isMarkdown ? '  ' : ''}- ${plain(item)}`)];
  });
  return [isMarkdown ? `# ${title}` : title, plain(facts.sources.join(' ')), lines.join('\n')].join('\n\n') + '\n';
}

type Max = typeof MAX_LINES | null;

function now({ live, overview }: HandoverFacts): Section[] {
  if (live === undefined) return [];
  if (live === null) return [{ heading: texts.now, text: texts.notLive }];
  const asOf = (live.isFresh ? texts.asOf : texts.notFresh)(hourAndMinute(live.asOf, overview.timeZone));
  const counts = live.counts === null ? [] : [`${describeCounts(live.counts)}.`];
  const [count, of] = [live.agents.length, overview.agents.length];
  const part = count < of ? [texts.partOf(count, of)] : [];
  return [{ heading: texts.now, text: [...counts, asOf, ...part].join(' ') }];
}

/** Who is away and since when, by name; then who else is over a limit, the longest first. */
function people({ live, rules, isMasked, overview }: HandoverFacts, max: Max): Section[] {
  if (live === undefined || live === null) return [];
  const byName = live.agents.toSorted((a, b) => compare(a.name, b.name));
  const lineOf = (agent: Agent): string => {
    const status = [statusLabel(agent.status), statusDetail(agent)].filter((word) => word !== null).join(' · ');
    const { at } = agent.since;
    const since = at === null ? [] : [sinceText(at), shortDuration(live.countedAt - at)];
    const limit = attentionOf(agent, rules, live.countedAt)?.words ?? [];
    return texts.inStatus(nameText(agent, isMasked), status, [...since, limit].flat().join(', '));
  };
  const sinceText = (at: number): string => texts.since(hourAndMinute(at, overview.timeZone));
  const away = byName.filter(({ status }) => status === 'AWAY');
  const long = byName
    .filter((agent) => agent.status !== 'AWAY' && attentionOf(agent, rules, live.countedAt) !== null)
    .toSorted((a, b) => (a.since.at ?? Infinity) - (b.since.at ?? Infinity));
  return [
    away.length === 0 ? { heading: texts.away, text: texts.nobody } : list(texts.away, away.map(lineOf), max?.away),
    ...(long.length === 0 ? [] : [list(texts.long, long.map(lineOf), max?.long)]),
  ];
}

/** By name, as the rows are: it is no ranking. Those who are over a limit now are in it too. */
function today({ totals: rows, isMasked }: HandoverFacts, max: Max): Section[] {
  const over = rows.flatMap((row) =>
    row.totals.filter(({ overLimitMs }) => overLimitMs > 0).map((total): [AgentTotals, HistoryTotal] => [row, total]),
  );
  if (over.length === 0) return [{ heading: texts.today, text: texts.nobody }];
  const lines = over.map(([row, total]) =>
    texts.overFor(nameText(row, isMasked), statusName(total), shortDuration(total.overLimitMs)),
  );
  // Those of now have lines; one is enough for the others.
  return [max === null ? list(texts.today, lines) : { heading: texts.today, text: first(lines, max.today).join('; ') }];
}

function totals({ totals: rows }: HandoverFacts): Section[] {
  const { totals: sums, noRecordMs } = teamTotals(rows);
  const parts = sums.map((total) => texts.total(statusName(total), shortDuration(total.totalMs)));
  const noRecord = noRecordMs > 0 ? [texts.total(historyTexts.noRecord, shortDuration(noRecordMs))] : [];
  return [
    { heading: texts.totals, text: sums.length === 0 ? texts.noTotals : `${[...parts, ...noRecord].join(', ')}.` },
  ];
}

function uncovered({ coverage, overview: { timeZone } }: HandoverFacts, max: Max): Section[] {
  if (coverage === null) return [];
  const { floor, day } = coverage;
  const time = (at: number): string => (at === day.endsAt ? '24:00' : hourAndMinute(at, timeZone));
  const lines = day.below.map(({ from, to, least }) => {
    const isShort = time(from) === time(to);
    const clock = (at: number): string => (isShort ? timeOfDay(at, timeZone, day.endsAt) : time(at));
    return texts.stretch(clock(from), clock(to), shortDuration(to - from), least);
  });
  const until = day.knownUntil < day.endsAt && day.agentsRead > 0 ? [texts.knownUntil(time(day.knownUntil))] : [];
  const belowMs = day.below.reduce((sum, { from, to }) => sum + to - from, 0);
  const sum = lines.length > 0 ? [texts.forAll(shortDuration(belowMs))] : day.agentsRead > 0 ? [texts.never] : [];
  return [list(texts.uncovered(floor.fewerThan), lines, max?.below, [...sum, ...until].join(' '))];
}

function unread({ overview, date }: HandoverFacts): Section[] {
  const lack = lackOf(overview, [date]);
  if (lack.length === 0) return [{ heading: '', text: texts.nothingUnread }];
  return [{ heading: texts.unread, text: [...lack, costOf(overview)].join(' ').trimEnd() }];
}

function list(heading: string, lines: readonly string[], max = Infinity, text = ''): Section {
  return { heading, text, lines: first(lines, max) };
}

/** The first of some lines, and how many there are besides. */
function first(lines: readonly string[], max: number): readonly string[] {
  // One more line takes no more room than its count.
  return lines.length <= max + 1 ? lines : [...lines.slice(0, max), texts.more(lines.length - max)];
}

/** A name must not become a link, a heading or a part of a table. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`);
}
