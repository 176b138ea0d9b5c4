import { coverageCsv, intervalHeader, intervalLines, totalsCsv } from '../../electron/history/out/csv.ts';
import { dayJson, historyJson, totalsJson } from '../../electron/history/out/json.ts';
import { coverageOf } from '../../electron/shared/history/coverage.ts';
import { createLengths } from '../../electron/shared/history/expected-returns.ts';
import { totalsOf } from '../../electron/shared/history/totals.ts';
import type { CommandArgs, CommandName, CommandResult } from '../../electron/shared/contract/commands.ts';
import type {
  AgentTotals,
  ApiTimesVerdict,
  HistoryCost,
  HistoryDay,
  HistoryOverview,
  HistoryPerson,
  HistoryProgress,
  HistoryRequest,
  HistoryWho,
  Limits,
  StatusLengths,
} from '../../electron/shared/model.ts';
import { appError, fail, ok, type AppError } from '../../electron/shared/result.ts';
import { dayBounds } from '../../electron/time/days.ts';
import { fakeHistoryDay, type FakePerson } from './fake-history.ts';

/** What a test decides about a made-up history. */
export interface FakeHistory {
  /** How much of every request was read, from 0 to 1: day by day, and the agents of a day by name. */
  readonly read: number;
  /** Why the last read ended before its end. */
  readonly stopped: AppError | null;
  /** How long one page takes to read. */
  readonly pageMs: number;
  /** Having read so many agents of a request, a read waits until this is more. */
  readonly readsTo: number;
  readonly apiTimes: ApiTimesVerdict;
  readonly notUnderstood: number;
  readonly notFound: readonly string[];
  readonly fewerThanTeam: HistoryOverview['fewerThanTeam'];
}

/** A history of which everything was read and understood. */
export const ALL_READ: FakeHistory = {
  read: 1,
  stopped: null,
  pageMs: 0,
  readsTo: Infinity,
  apiTimes: { zone: 'request', decidedBy: 'evidence' },
  notUnderstood: 0,
  notFound: [],
  fewerThanTeam: null,
};

type HistoryCommand = Extract<CommandName, `history:${string}`>;
/** The answers to the commands of the status history. */
export type HistoryAnswers = {
  readonly [C in HistoryCommand]: (...args: CommandArgs<C>) => CommandResult<C> | Promise<CommandResult<C>>;
};

/** What the made-up history belongs to. */
interface HistorySource {
  /** Replaced while something is read. */
  readonly state: { history: FakeHistory };
  readonly peopleOf: (who: HistoryWho) => readonly FakePerson[];
  readonly timeZone: () => string;
  readonly limits: () => Limits;
  readonly now: () => number;
  readonly onProgress: (progress: HistoryProgress) => void;
  readonly onChange: () => void;
}

/** Agents in one page of status details, and about how long a page of the real one takes. */
const PAGE = 50;
const CALL_MS = 1_500;

/** Answers from one made-up history per person and date, by the functions that the core uses. */
export function historyAnswers(source: HistorySource): HistoryAnswers {
  const { state } = source;
  let isCancelled = false;

  const overview = (request: HistoryRequest): HistoryOverview => {
    const { apiTimes, stopped, notUnderstood, notFound, fewerThanTeam } = state.history;
    const days = daysOf(request, source);
    const people = source.peopleOf(request.who);
    const read = days.reduce((sum, { agents }) => sum + agents.length, 0);
    return {
      timeZone: zoneOf(request, source),
      takenAt: source.now(),
      apiTimes: verdictOf(request, apiTimes),
      agents: people.map(personOf),
      days: days.map(({ date, startsAt, endsAt, agents }) => {
        const readAt = agents.length === 0 ? null : source.now();
        return { date, startsAt, endsAt, agentsRead: agents.length, readAt };
      }),
      missing: costOf(days.length * people.length - read),
      stopped,
      notUnderstood,
      notFound,
      fewerThanTeam,
    };
  };

  async function read(request: HistoryRequest): Promise<HistoryOverview> {
    isCancelled = false;
    const people = source.peopleOf(request.who).length;
    const { dates } = request;
    const all = dates.length * people;
    for (let done = Math.round(state.history.read * all); done < all; done = Math.round(state.history.read * all)) {
      const dayIndex = Math.floor(done / people);
      const day = dates[dayIndex] ?? '';
      const agentsRead = dayIndex > 0 ? people : done;
      const restMs = costOf(all - done)?.ms ?? 0;
      const facts = { agentsRead, day, lastDay: day, dayIndex, days: dates.length, agents: people, restMs };
      source.onProgress({ ...facts, waitingUntil: null });
      do await new Promise((resolve) => setTimeout(resolve, state.history.pageMs));
      while (done >= state.history.readsTo && !isCancelled);
      if (isCancelled) {
        state.history = { ...state.history, stopped: appError('cancelled') };
        return overview(request);
      }
      const next = Math.min(done + PAGE, (dayIndex + 1) * people);
      state.history = { ...state.history, read: next / all };
      source.onChange();
    }
    state.history = { ...state.history, stopped: null };
    return overview(request);
  }

  const totalsOfEach = (request: HistoryRequest): AgentTotals[] => {
    const days = daysOf(request, source);
    return source.peopleOf(request.who).map((person) => {
      const read = days.flatMap(({ agents }) => agents.filter(({ userId }) => userId === person.userId));
      return {
        ...personOf(person),
        totals: totalsOf(read, source.limits()),
        noRecordMs: read.reduce((sum, { noRecordMs }) => sum + noRecordMs, 0),
        daysNotRead: days.length - read.length,
      };
    });
  };

  return {
    'history:get': (request) => ok(overview(request)),
    'history:read': async (request) => ok(await read(request)),
    'history:read-again': async (request) => ok(await read(request)),
    'history:cancel': () => {
      isCancelled = true;
      return ok(null);
    },
    'history:day': (request, date) => {
      const day = daysOf(request, source).find((each) => each.date === date);
      return day === undefined ? fail('not-found') : ok(day);
    },
    'history:agent': (request, userId) => {
      const person = source.peopleOf(request.who).find((each) => each.userId === userId);
      if (person === undefined) return fail('not-found');
      const days = daysOf(request, source).map(({ date, startsAt, endsAt, agents }) => {
        const record = agents.find((each) => each.userId === userId) ?? null;
        return { date, startsAt, endsAt, record };
      });
      return ok({ ...personOf(person), days });
    },
    'history:totals': (request) => ok(totalsOfEach(request)),
    'history:coverage': (request, floor) => {
      const { length } = source.peopleOf(request.who);
      return ok(daysOf(request, source).map((day) => coverageOf(day, length, floor)));
    },
    'history:lengths': (request) => ok(lengthsOf(request, source)),
    'history:export': (request, what) => {
      const answer = overview(request);
      const { timeZone, agents } = answer;
      const days = daysOf(request, source);
      if (what.kind === 'coverage') {
        const coverage = days.map((day) => coverageOf(day, agents.length, what.floor));
        return ok(coverageCsv(coverage, what.floor, timeZone));
      }
      const { dates } = request;
      const head = { isDemo: false, dates, timeZone, overview: answer, partial: null };
      if (what.kind === 'totals') {
        const rows = totalsOfEach(request);
        return ok(what.format === 'csv' ? totalsCsv(rows, answer) : totalsJson(head, rows));
      }
      if (what.format === 'json') return ok(historyJson(head, days.map(dayJson)));
      const lines = days.map((day) => {
        const read = new Set(day.agents.map(({ userId }) => userId));
        return intervalLines({ ...day, notRead: agents.filter(({ userId }) => !read.has(userId)) }, timeZone);
      });
      return ok([intervalHeader(head), ...lines].join(''));
    },
  };
}

/** The days of a request with the agents who were read. */
function daysOf(request: HistoryRequest, source: HistorySource): HistoryDay[] {
  const people = source.peopleOf(request.who);
  const zone = zoneOf(request, source);
  const read = Math.round(source.state.history.read * people.length * request.dates.length);
  return request.dates.map((date, index) => {
    const ofDay = people.slice(0, Math.max(0, read - index * people.length));
    const isAll = ofDay.length === people.length;
    const day = fakeHistoryDay(date, ofDay, zone, source.now());
    return { ...day, read: isAll ? 'complete' : ofDay.length === 0 ? 'none' : 'part' };
  });
}

/** Every page asks for those of the last two weeks, which takes a second for a team of thousands. */
const knownLengths = new Map<string, readonly StatusLengths[]>();

function lengthsOf(request: HistoryRequest, source: HistorySource): readonly StatusLengths[] {
  const { dates } = request;
  const zone = zoneOf(request, source);
  // Of days that are over, it makes no difference when they were read.
  const takenAt = Math.min(source.now(), Math.max(...dates.map((date) => dayBounds(date, zone).endsAt)));
  const ids = source.peopleOf(request.who).map(({ userId }) => userId);
  const key = JSON.stringify([dates, zone, takenAt, source.state.history.read, ids]);
  const known = knownLengths.get(key);
  if (known !== undefined) return known;
  const lengths = createLengths();
  for (const { agents } of daysOf(request, source)) lengths.add(agents);
  const found = lengths.all();
  knownLengths.set(key, found);
  return found;
}

function personOf({ userId, name, addition }: FakePerson): HistoryPerson {
  return { userId, name, ...(addition !== undefined && { addition }) };
}

function zoneOf({ timeZone }: HistoryRequest, source: HistorySource): string {
  return timeZone ?? source.timeZone();
}

function verdictOf({ apiTimes }: HistoryRequest, learned: ApiTimesVerdict): ApiTimesVerdict {
  if (apiTimes === null || apiTimes === 'auto') return learned;
  return { zone: apiTimes === 'utc' ? 'UTC' : 'request', decidedBy: 'setting' };
}

function costOf(agentDays: number): HistoryCost | null {
  const calls = Math.ceil(agentDays / PAGE);
  return agentDays === 0 ? null : { agentDays, calls, ms: calls * CALL_MS };
}
