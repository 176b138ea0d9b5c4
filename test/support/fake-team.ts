import type { AttentionRules } from '../../electron/shared/team/attention.ts';
import { countAgents } from '../../electron/shared/team/counts.ts';
import type { StatusChange } from '../../electron/shared/team/delta.ts';
import {
  DEFAULT_LIMITS,
  type Agent,
  type Health,
  type SelfReported,
  type SincePrecision,
  type Status,
  type TeamSnapshot,
} from '../../electron/shared/model.ts';

const MINUTE_MS = 60_000;
const NAMES = [
  'Amara Okafor',
  'Dmitri Sokolov',
  'Freya Lindqvist',
  'Hiroshi Tanaka',
  'José María García',
  'Maximiliane von Hohenstein-Oberlandau',
  'Nguyễn Thị Hồng Ánh',
  'Olena Shevchenko',
  'Priya Raghunathan',
  'Samuel Adeyemi',
  'Zoë van der Berg',
  'Aoife Ní Bhriain',
  'Mateusz Wiśniewski',
  'Leila Haddad',
  'Thabo Mokoena',
  'Søren Kjær',
  'Ana Ivanović',
  'Yusuf Demir',
  'Ingrid Solberg',
  'Chidi Eze',
  'Kavya Nair',
  'Lucas Ferreira',
  'Mei Ling Chen',
  'Noor Rahman',
];
const HARD_NAMES = [
  'فاطمة الزهراء بنت عبد الرحمن',
  'יעל בן־דוד',
  '👩‍💻 Ada 🎧',
  'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh the Younger of Llanfairpwllgwyngyll',
  '李小龙',
  '<b>Robert</b> "Bobby" O’Tables & Sons',
  'X',
  'à́̂̃'.repeat(6),
];
const STATUSES: readonly Status[] = [
  'AVAILABLE',
  'AVAILABLE',
  'BUSY',
  'AVAILABLE',
  'AWAY',
  'OFFLINE',
  'BUSY',
  'OFFLINE',
];
const DETAILS: Readonly<Partial<Record<Status, readonly (string | null)[]>>> = {
  BUSY: [null, 'NBK', 'Training'],
  AWAY: ['Lunch', 'Short break', null],
};
const PRECISIONS = ['exact', 'exact', 'observed', 'exact', 'at-least', 'exact', 'unknown'] as const;

/** One agent with plausible defaults; `at` is the start of the status. */
export function fakeAgent(patch: Partial<Agent> & Pick<Agent, 'userId'>): Agent {
  const status = patch.status ?? 'AVAILABLE';
  return {
    name: patch.userId,
    status,
    rawStatus: status,
    secondaryStatus: null,
    since: { at: null, precision: 'unknown', toleranceMs: 0 },
    ...patch,
  };
}

/** The n-th agent of an invented team, the same on every call with the same `now`. */
function numberedAgent(index: number, now: number, names: readonly string[] = NAMES): Agent {
  const status = STATUSES[index % STATUSES.length] ?? 'AVAILABLE';
  const precision = PRECISIONS[index % PRECISIONS.length] ?? 'exact';
  const round = Math.floor(index / names.length);
  const details = DETAILS[status] ?? [null];
  const at = now - ((index * 7.3) % 95) * MINUTE_MS - 4_000;
  return fakeAgent({
    userId: `u-${index}`,
    name: `${names[index % names.length]}${round === 0 ? '' : ` ${round + 1}`}`,
    status,
    secondaryStatus: details[index % details.length] ?? null,
    since: { at: precision === 'unknown' ? null : at, precision, toleranceMs: precision === 'observed' ? 15_000 : 0 },
  });
}

/** A team of `size`. */
export function fakeAgents(size: number, now: number): Agent[] {
  return Array.from({ length: size }, (_, index) => numberedAgent(index, now));
}

/** Long, right-to-left, emoji, markup-like and combining names, one in a status that the API documents do not list. */
export function hardAgents(now: number): Agent[] {
  const agents = HARD_NAMES.map((_, index) => numberedAgent(index, now, HARD_NAMES));
  const oddity = fakeAgent({ userId: 'u-odd', name: 'Odile Otter', status: 'OTHER', rawStatus: 'WRAP_UP' });
  const wordy = { secondaryStatus: 'Quarterly compliance refresher (mandatory)', status: 'BUSY', rawStatus: 'BUSY' };
  return [
    ...agents,
    oddity,
    fakeAgent({ ...wordy, userId: 'u-wordy', name: 'Bartholomew Featherstonehaugh', status: 'BUSY' }),
  ];
}

/** 26 agents, several with the same name, short or long, and with every addition that can tell them apart. */
export function namesakes(now: number): Agent[] {
  const long = 'María de los Ángeles Fernández-Villaverde y García de la Concha';
  const others = [
    ['Maria Garcia', '1111'],
    ['Maria Garcia', 'mgarcia2'],
    ['Maria Garcia', 'maria@east'],
    [long, '1313'],
    [long, 'u-5f0d1c9a-77aa-5b4e-9c0e-1f2d3c4b5a69'],
  ] as const;
  return fakeAgents(26, now).map((agent, index) => {
    const [name, addition] = others[index] ?? [];
    return name === undefined ? agent : { ...agent, name, addition };
  });
}

/**
 * A team in which some need attention, each for a different reason, and two report another status than their routing
 * status.
 */
export function overdueAgents(now: number): Agent[] {
  const since = (minutes: number, precision: SincePrecision = 'exact') => ({
    at: now - minutes * MINUTE_MS - 7_000,
    precision,
    toleranceMs: precision === 'observed' ? 15_000 : 0,
  });
  const patches: readonly Partial<Agent>[] = [
    { status: 'BUSY', secondaryStatus: 'NBK', since: since(72) },
    { status: 'AWAY', secondaryStatus: 'Lunch', since: since(41, 'at-least') },
    { status: 'AWAY', secondaryStatus: 'Away (Idle)', since: since(2, 'observed') },
    { status: 'AVAILABLE', since: since(612) },
    { status: 'BUSY', since: since(12), selfReported: said('AVAILABLE', null, now - 60 * MINUTE_MS) },
    { status: 'OFFLINE', since: since(700), selfReported: said('AWAY', 'Lunch', now - 40 * MINUTE_MS) },
    { status: 'AVAILABLE', since: since(4, 'observed') },
    { status: 'AVAILABLE', since: since(28) },
    { status: 'BUSY', secondaryStatus: 'Training', since: since(22) },
    { status: 'AWAY', since: since(29) },
  ];
  return patches.map((patch, index) => {
    const status = patch.status ?? 'AVAILABLE';
    return fakeAgent({ userId: `u-${index}`, name: NAMES[index] ?? '', ...patch, rawStatus: status });
  });
}

function said(primaryStatus: string, secondaryStatus: string | null, startedAt: number): SelfReported {
  return { primaryStatus, secondaryStatus, startedAt };
}

/** The limits of a fresh installation, and no working hours. */
export const DEFAULT_RULES: AttentionRules = { limits: DEFAULT_LIMITS, offHours: null };

/** The agents who are in both teams with a different status. */
export function statusChanges(before: ReadonlyMap<string, Agent>, after: ReadonlyMap<string, Agent>): StatusChange[] {
  return [...after.values()].flatMap((agent) => {
    const old = before.get(agent.userId);
    return old !== undefined && old.rawStatus !== agent.rawStatus ? [{ before: old, after: agent }] : [];
  });
}

/** Everything has been fine for a minute. */
export function liveHealth(now: number): Health {
  return { state: 'live', since: now - MINUTE_MS, nextAt: now + 30_000, message: '' };
}

/** A snapshot around some agents, counted as the core counts. */
export function fakeSnapshot(agents: readonly Agent[], now: number, patch: Partial<TeamSnapshot> = {}): TeamSnapshot {
  const team = {
    revision: 1,
    agents,
    counts: countAgents(agents),
    attention: 0,
    refreshAt: null,
    ignored: 0,
    asOf: now - 4_000,
    health: liveHealth(now),
    view: null,
    intervalMs: 30_000,
    queues: [],
    unwatched: [],
    ...patch,
  };
  return { ...team, countedAt: patch.countedAt ?? countedNow(team, now) };
}

/** Agents of a view, as the store tells a publisher of them; the store's type would bring Node into the page's program. */
export function viewedTeam(agents: readonly Agent[]) {
  return { agents, counts: countAgents(agents), has: (id: string) => agents.some(({ userId }) => userId === id) };
}

/** The instant for which the core counts now who needs attention in a team. */
export function countedNow(
  { asOf, clockOffsetMs = 0, health }: Pick<TeamSnapshot, 'asOf' | 'clockOffsetMs' | 'health'>,
  now: number,
): number {
  return (health.state === 'live' ? now : (asOf ?? now)) + clockOffsetMs;
}
