import { attentionOf, type AttentionRules } from '../../../electron/shared/attention.ts';
import { statusDetail } from '../../../electron/shared/agent-search.ts';
import { shortDuration } from '../../../electron/shared/format.ts';
import { teamTotals } from '../../../electron/shared/history/totals.ts';
import { nameText } from '../../../electron/shared/names.ts';
import { historyTexts } from '../../../electron/shared/texts/history.ts';
import { historyFileTexts } from '../../../electron/shared/texts/history-files.ts';
import type {
  Agent,
  AgentTotals,
  Counts,
  CoverageDay,
  CoverageFloor,
  HistoryOverview,
  HistoryTotal,
} from '../../../electron/shared/model.ts';
import { describeCounts } from '../../../electron/shared/counts.ts';
import { statusLabel } from '../../ui/status-label.ts';
import { hourAndMinute } from './dates.ts';
import { costOf, lackOf } from './known.ts';
import { intervalName } from './timeline/interval-text.ts';

const texts = historyFileTexts.card;
const { compare } = new Intl.Collator('en');
/** A card is read at a glance. */
const MAX_NAMES = 12;

/** What a handover card is made of. */
export interface HandoverFacts {
  /** Whose day it is, in words. */
  readonly who: string;
  readonly day: string;
  /** Source, zone and as-of, a sentence each. */
  readonly sources: readonly string[];
  /** The live team as far as it is of the same agents; null where there is none. */
  readonly live: LiveFacts | null;
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

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Makes the card: what the next shift has to know, of the team and not of its members' performance. */
export function handoverCard(facts: HandoverFacts, format: 'txt' | 'md'): string {
  const isMarkdown = format === 'md';
  const plain = (text: string): string => (isMarkdown ? escapeMarkdown(text) : text);
  const title = plain(texts.heading(facts.who, facts.day));
  const sections = [now(facts), totals(facts), overToday(facts), uncovered(facts), unread(facts)].flat();
  const blocks = sections.map(({ heading, lines }) => {
    const items = lines.map((line) => `- ${plain(line)}`).join('\n');
    return `${isMarkdown ? `## ${plain(heading)}\n` : heading}\n${items}`;
  });
  return [isMarkdown ? `# ${title}` : title, plain(facts.sources.join(' ')), ...blocks].join('\n\n') + '\n';
}

function now({ live, rules, isMasked, overview }: HandoverFacts): Section[] {
  if (live === null) return [{ heading: texts.now, lines: [texts.notLive] }];
  const asOf = (live.isFresh ? texts.asOf : texts.notFresh)(hourAndMinute(live.asOf, overview.timeZone));
  const byName = live.agents.toSorted((a, b) => compare(a.name, b.name));
  const long = byName.flatMap((agent) => {
    const attention = attentionOf(agent, rules, live.countedAt);
    if (attention === null) return [];
    const status = [statusLabel(agent.status), statusDetail(agent)].filter((word) => word !== null).join(' · ');
    const { at } = agent.since;
    const duration = at === null ? [] : [shortDuration(live.countedAt - at)];
    return [texts.overLimit(nameText(agent, isMasked), status, [...duration, attention.words].join(', '))];
  });
  const counts = live.counts === null ? [] : [describeCounts(live.counts)];
  const [count, of] = [live.agents.length, overview.agents.length];
  const part = count < of ? [texts.partOf(count, of)] : [];
  return [
    { heading: texts.now, lines: [...counts, asOf, ...part] },
    { heading: texts.long, lines: long.length === 0 ? [texts.noneLong] : few(long) },
  ];
}

function totals({ totals: rows }: HandoverFacts): Section[] {
  const { totals: sums, noRecordMs } = teamTotals(rows);
  const lines = sums.map((total) => texts.total(intervalName(total), shortDuration(total.totalMs)));
  const noRecord = noRecordMs > 0 ? [texts.total(historyTexts.noRecord, shortDuration(noRecordMs))] : [];
  return [{ heading: texts.totals, lines: sums.length === 0 ? [texts.noTotals] : [...lines, ...noRecord] }];
}

/** By name, as the rows are: it is no ranking. Those who are over a limit now are in it too. */
function overToday({ totals: rows, isMasked }: HandoverFacts): Section[] {
  const over = rows.flatMap((row) =>
    row.totals.filter(({ overLimitMs }) => overLimitMs > 0).map((total): [AgentTotals, HistoryTotal] => [row, total]),
  );
  if (over.length === 0) return [];
  const lines = over.map(([row, total]) =>
    texts.overFor(nameText(row, isMasked), intervalName(total), shortDuration(total.overLimitMs)),
  );
  return [{ heading: texts.today, lines: few(lines) }];
}

function uncovered({ coverage, overview: { timeZone } }: HandoverFacts): Section[] {
  if (coverage === null) return [];
  const { floor, day } = coverage;
  const time = (at: number): string => (at === day.endsAt ? '24:00' : hourAndMinute(at, timeZone));
  const lines = day.below.map(({ from, to, least }) =>
    texts.stretch(time(from), time(to), shortDuration(to - from), least),
  );
  const until = day.knownUntil < day.endsAt && day.agentsRead > 0 ? [texts.knownUntil(time(day.knownUntil))] : [];
  const none = lines.length === 0 && day.agentsRead > 0 ? [texts.never] : [];
  return [{ heading: texts.uncovered(floor.fewerThan), lines: [...none, ...lines, ...until] }];
}

function unread({ overview, date }: HandoverFacts): Section[] {
  const cost = costOf(overview);
  const lack = lackOf(overview, [date]);
  if (lack.length === 0) return [{ heading: texts.unread, lines: [texts.nothingUnread] }];
  return [{ heading: texts.unread, lines: [...lack, ...(cost === '' ? [] : [cost])] }];
}

function few(lines: readonly string[]): string[] {
  if (lines.length <= MAX_NAMES) return [...lines];
  return [...lines.slice(0, MAX_NAMES), texts.more(lines.length - MAX_NAMES)];
}

/** A name must not become a link, a heading or a part of a table. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`);
}
