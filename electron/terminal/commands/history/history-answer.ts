import type { LiveConnection } from '../../../connections/types.ts';
import { firstKeptDate } from '../../../history/cache/history-tables.ts';
import type { History } from '../../../history/history.ts';
import { isEmail } from '../../../history/people.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { UnclearName } from '../../../shared/names/find-names.ts';
import {
  EMPTY_FILTER,
  FILTER_LISTS,
  type ConnectionProfile,
  type HistoryOverview,
  type HistoryProgress,
  type HistoryRequest,
  type HistoryWho,
} from '../../../shared/model.ts';
import { appError, err, fail, ok, type AppError, type Result } from '../../../shared/result.ts';
import { deskTexts } from '../../../shared/texts/relay/desk.ts';
import { historyTexts } from '../../../shared/texts/history/history.ts';
import { commandTexts } from '../../../shared/texts/terminal/terminal-commands.ts';
import { whyNotSent } from '../../../team/once/published-members.ts';
import type { HistoryInvocation } from '../../invocation.ts';
import { unclearNote } from '../../output/unclear-note.ts';
import { afterLimit } from '../after-limit.ts';
import { deskMembers, hearWanted } from './desk-names.ts';
import { createCommandTeam, type TeamWait } from './history-team.ts';
import { guessesOf, whoOf, type GuessedName } from './history-who.ts';
import { withNames } from '../read-names.ts';
import type { Session } from '../session.ts';

/** What a command asks for, and the effects that its answer takes. */
export interface HistoryAsked {
  readonly invocation: Pick<HistoryInvocation, 'target' | 'team' | 'apiTimes' | 'isOffline'>;
  readonly session: Pick<
    Session,
    'open' | 'core' | 'find' | 'directory' | 'saveDirectory' | 'storage' | 'settings' | 'membersInApp'
  >;
  readonly clock: Clock;
  readonly dates: readonly string[];
  readonly timeZone: string;
  readonly isMasked: boolean;
  readonly signal: AbortSignal;
  /** Hears when a wait for the rate limit ends, before anything is read of the history. */
  readonly onWaiting: (until: number) => void;
  readonly onProgress: (progress: HistoryProgress) => void;
  /** Hears what is missing before it is read. */
  readonly onRead: (overview: HistoryOverview) => void;
}

/** A history as far as it is known, from what was read before and what was read now. */
export interface HistoryAnswer {
  readonly history: Pick<History, 'days' | 'parts'>;
  readonly request: HistoryRequest;
  readonly overview: HistoryOverview;
  /** The days of which something is not known. */
  readonly lacking: ReadonlySet<string>;
  /** Why not everything is known, or today only as of an earlier read; null otherwise. */
  readonly problem: AppError | null;
  /** Who was meant by a part of a name, as far as the saved names tell; nobody where all names are known. */
  readonly guesses: readonly GuessedName[];
  readonly isDemo: boolean;
  readonly isDesk: boolean;
  /** The first date of which what was read stays for the next command; null where nothing does. */
  readonly keptFrom: string | null;
}

/** Makes a call as soon as the rate limit lets it begin. */
type WithWait = (call: (wait: TeamWait) => Promise<Result<null>>) => Promise<Result<null>>;

type Known = Pick<HistoryAnswer, 'request' | 'overview'>;

/** The rate limit lets calls start again within a minute; a read that cannot begin by then ends with the reason. */
const START_WITHIN_MS = 70_000;
/** The history of a large team takes more calls than a minute has. */
const MAX_WAIT_MS = 60 * 60_000;
/** What was read of today so lately is not read again. */
const FRESH_MS = 10_000;

const texts = commandTexts.history;

/**
 * Answers from what was saved where that is everything, which takes neither a call nor a secret; otherwise reads what is
 * missing first. Fails where nothing is known, and as `cancelled` when it was stopped before anything was.
 */
export async function answerHistory(asked: HistoryAsked): Promise<Result<HistoryAnswer>> {
  const { session, invocation, clock, signal, isMasked, onWaiting, onProgress, onRead } = asked;
  const { target, isOffline } = invocation;
  const heard = await unlessStopped(hearWanted(invocation, session, clock), signal);
  if (!heard.ok) return heard;
  const saved = target.kind === 'saved' ? session.find(target.name) : null;
  let directory = heard.value;
  const mayBeSaved = saved !== null && saved.profile.isHistoryOff !== true;
  const storage = await session.storage(mayBeSaved);
  const team = createCommandTeam(saved?.views ?? [], directory);
  const closed: ConnectionProfile | undefined = saved?.profile;
  const core = await session.core();
  const history = core.history({ storage, closed, team, onProgress, onChange: () => undefined });
  const requestOf = (who: HistoryWho): HistoryRequest => ({
    dates: asked.dates,
    who,
    timeZone: asked.timeZone,
    apiTimes: invocation.apiTimes,
  });
  const refuse = (unclear: UnclearName): Result<never> =>
    fail('invalid-input', { message: unclearNote(unclear, isMasked, closed?.auth === 'desk') });
  const answer = async (
    known: Known,
    problem: AppError | null,
    { guesses = [], lacking }: Partial<Pick<HistoryAnswer, 'guesses' | 'lacking'>> = {},
  ): Promise<Result<HistoryAnswer>> => {
    const { problem: problemOfStorage, retentionDays } = storage.state();
    return ok({
      history,
      ...known,
      lacking: lacking ?? (await lackingDays(history, known)),
      problem,
      guesses,
      isDemo: core.connections.live()?.isDemo ?? saved?.profile.isDemo ?? false,
      isDesk: (core.connections.state().profile ?? saved?.profile)?.auth === 'desk',
      keptFrom: mayBeSaved && problemOfStorage === null ? firstKeptDate(clock.now(), retentionDays) : null,
    });
  };

  /** Whether what was saved names everybody who is meant, and whom of them by a part of the name only. */
  async function inSaved({
    request: { who },
    overview,
  }: Known): Promise<Pick<HistoryAnswer, 'guesses'> & { isAll: boolean }> {
    const everybody = await history.get(requestOf({ kind: 'everybody' }));
    if (!everybody.ok) return { isAll: false, guesses: [] };
    const { agents } = everybody.value;
    const isTeamKnown = !isLacking(everybody.value);
    return {
      isAll:
        overview.notFound.length === 0 && team.isAmong(who, new Set(agents.map(({ userId }) => userId)), isTeamKnown),
      guesses: isTeamKnown ? [] : guessesOf(invocation.team, who, agents),
    };
  }

  async function findWho(): Promise<Result<{ readonly who: HistoryWho } | { readonly unclear: UnclearName }>> {
    const everybody = await history.get(requestOf({ kind: 'everybody' }));
    if (!everybody.ok) return everybody;
    return whoOf(invocation.team, { saved, directory, agents: everybody.value.agents });
  }

  async function know(who: HistoryWho): Promise<Result<Known>> {
    const request = requestOf(who);
    const overview = await history.get(request);
    return overview.ok ? ok({ request, overview: overview.value }) : overview;
  }

  /** What was saved; null where only a call tells. */
  async function fromSaved(): Promise<Result<Known> | null> {
    const found = await findWho();
    if (!found.ok) return found;
    if ('unclear' in found.value) {
      const { unclear } = found.value;
      const mayBeNew = unclear.isNone && (unclear.list === 'agentIds' || unclear.fits.length === 0);
      return mayBeNew && !isOffline ? null : refuse(unclear);
    }
    const { who } = found.value;
    if (team.needsAnswer(who)) return isOffline ? fail('not-found', { message: texts.membersUnknown }) : null;
    return know(who);
  }

  /** Whose history it is, by what is read of the team now; as far as that works. */
  async function fromTeam(live: LiveConnection): Promise<Result<Known>> {
    const wait = { signal, onWaiting };
    const withWait: WithWait = (call) =>
      afterLimit(START_WITHIN_MS, clock, (maxWaitMs) => call({ ...wait, maxWaitMs }));
    if (invocation.team.kind === 'ids') {
      const names = await withNames(invocation.team.filter, directory, live, {
        ...wait,
        clock,
        save: (before, next) => session.saveDirectory(live, before, next),
        priority: 'lower',
        maxWaitMs: START_WITHIN_MS,
      });
      if (!names.ok) return names;
      directory = names.value;
    }
    const read = await withWait((within) => team.read(live, within));
    if (!read.ok && (signal.aborted || read.error.code === 'rate-limited')) return read;
    const found = await findWho();
    if (!found.ok) return found;
    // A desk knows by now whatever there is to know.
    if ('unclear' in found.value) return read.ok || live.feed !== null ? refuse(found.value.unclear) : read;
    const { who } = found.value;
    if (team.needsAnswer(who)) {
      const members = await readMembers(who, live, withWait);
      if (!members.ok) return members;
    }
    return know(who);
  }

  async function readMembers(who: HistoryWho, live: LiveConnection, withWait: WithWait): Promise<Result<null>> {
    const view = who.kind === 'view' ? saved?.views.find(({ id }) => id === who.id) : undefined;
    if (live.feed === null) return withWait((within) => team.readMembers(who, live, within));
    if (view === undefined) {
      const filter = who.kind === 'filter' ? who.filter : EMPTY_FILTER;
      return fail('not-on-desk', { message: whyNotSent(filter) });
    }
    const members = await unlessStopped(deskMembers(view, live.feed, live, { session, clock }), signal);
    if (!members.ok) return members;
    team.takeMembers(members.value);
    return ok(null);
  }

  const before = saved === null ? null : await fromSaved();
  if (before?.ok === false) return before;
  const known = before?.value ?? null;
  const { isAll, guesses } = known === null ? { isAll: false, guesses: [] } : await inSaved(known);
  if (known !== null && isOffline) return answer(known, lackOf(known.overview, isAll), { guesses });
  if (known !== null && isAll && !needsRead(known.overview)) return answer(known, null, { guesses });
  if (isOffline) return fail('not-connected');

  /** What was saved is better than nothing. */
  const insteadOf = async (error: AppError): Promise<Result<HistoryAnswer>> => {
    if (known === null || !isAnyRead(known.overview)) return err(error);
    const isComplete = isAll && !isLacking(known.overview) && !isOld(known.overview);
    return answer(known, isComplete ? null : error, { guesses });
  };

  const live = await unlessStopped(session.open(target), signal);
  if (!live.ok) return insteadOf(live.error);
  const wanted = await fromTeam(live.value);
  if (!wanted.ok) return wanted.error.code === 'invalid-input' ? wanted : insteadOf(wanted.error);
  const { request } = wanted.value;
  onRead(wanted.value.overview);
  const read = await history.read(request, { signal, startWithinMs: START_WITHIN_MS, maxWaitMs: MAX_WAIT_MS });
  if (!read.ok) return read;
  const overview = read.value;
  const { stopped } = overview;
  const lacking = await lackingDays(history, {
    request: stopped === null ? withoutUnknown(request, overview) : request,
    overview,
  });
  const isComplete = lacking.size === 0 && !isOld(overview);
  const lack = () => lackAfterRead(overview, live.value.profile);
  const problem = stopped === null && lacking.size > 0 ? lack() : isComplete ? null : stopped;
  if (problem !== null && !isAnyRead(overview)) return err(problem);
  return answer({ request, overview }, problem, { lacking });
}

/** The days of a request of which something is not known. */
async function lackingDays(history: Pick<History, 'get'>, { request, overview }: Known): Promise<ReadonlySet<string>> {
  if (!isLacking(overview) || isOfNobody(request)) return new Set();
  const lacking = new Set<string>();
  for (const date of request.dates) {
    const day = await history.get({ ...request, dates: [date] });
    if (!day.ok || isLacking(day.value)) lacking.add(date);
  }
  return lacking;
}

/** The request without the e-mails that were nobody's when it was read. */
function withoutUnknown(request: HistoryRequest, { notFound }: HistoryOverview): HistoryRequest {
  const { who } = request;
  if (who.kind !== 'filter' || notFound.length === 0) return request;
  const agentIds = who.filter.agentIds.filter((id) => !notFound.includes(id));
  return { ...request, who: { kind: 'filter', filter: { ...who.filter, agentIds } } };
}

/** Whether nothing is left of a filter: it would mean everybody. */
function isOfNobody({ who }: HistoryRequest): boolean {
  return who.kind === 'filter' && FILTER_LISTS.every((list) => who.filter[list].length === 0);
}

/** Why something is not known although all was read. */
function lackAfterRead(
  { fewerThanTeam, notPublished }: HistoryOverview,
  { relay }: Pick<ConnectionProfile, 'relay'>,
): AppError {
  const { notes } = historyTexts;
  const notAnswered = relay?.audience === 'counts' ? deskTexts.countsOnly.history : (notPublished ?? texts.notAnswered);
  const message = fewerThanTeam === null ? notAnswered : notes.fewerThanTeam(fewerThanTeam.read, fewerThanTeam.team);
  return appError('unexpected-shape', { message });
}

/** Why an answer without a call lacks something; null where it does not. */
function lackOf(overview: HistoryOverview, isAll: boolean): AppError | null {
  const { notFound } = overview;
  if (!isLacking(overview) && isAll) return null;
  const reasons = [
    texts.offline,
    ...(notFound.some(isEmail) ? [texts.emailsUnknown] : []),
    ...(isAll ? [] : [texts.teamUnknown]),
  ];
  return appError('not-found', { message: reasons.join(' ') });
}

/** Whether something of a request itself is not known. */
function isLacking({ missing }: HistoryOverview): boolean {
  return missing !== null && missing.agentDays > 0;
}

/** Whether something is not known, or today may have gone on. */
function needsRead(overview: HistoryOverview): boolean {
  return overview.missing !== null || isOld(overview);
}

/** Whether today may have gone on since it was read. */
function isOld({ days, takenAt }: HistoryOverview): boolean {
  return days.some(({ endsAt, readAt }) => endsAt > takenAt && (readAt === null || readAt < takenAt - FRESH_MS));
}

function isAnyRead({ days }: HistoryOverview): boolean {
  return days.some(({ agentsRead }) => agentsRead > 0);
}

/** What something brings, or `cancelled` at once when it is stopped. */
async function unlessStopped<T>(action: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const stopped = Promise.withResolvers<Result<T>>();
  const stop = (): void => stopped.resolve(fail('cancelled'));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return Promise.race([action, stopped.promise]);
}
