import type { LiveConnection } from '../../connections/types.ts';
import type { History } from '../../history/history.ts';
import type { UnclearName } from '../../shared/find-names.ts';
import type {
  ConnectionProfile,
  HistoryOverview,
  HistoryProgress,
  HistoryRequest,
  HistoryWho,
} from '../../shared/model.ts';
import { appError, err, fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal-commands.ts';
import type { HistoryInvocation } from '../invocation.ts';
import { unclearNote } from '../output/unclear-note.ts';
import { createCommandTeam } from './history-team.ts';
import { whoOf } from './history-who.ts';
import type { Session } from './session.ts';

/** What a command asks for, and the effects that its answer takes. */
export interface HistoryAsked {
  readonly invocation: Pick<HistoryInvocation, 'target' | 'team' | 'apiTimes' | 'isOffline'>;
  readonly session: Pick<Session, 'open' | 'core' | 'find' | 'directory' | 'storage'>;
  readonly dates: readonly string[];
  readonly timeZone: string;
  readonly isMasked: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: HistoryProgress) => void;
  /** Hears what is missing before it is read. */
  readonly onRead: (overview: HistoryOverview) => void;
}

/** A history as far as it is known, from what was read before and what was read now. */
export interface HistoryAnswer {
  readonly history: Pick<History, 'days'>;
  readonly request: HistoryRequest;
  readonly overview: HistoryOverview;
  /** Why not everything is known; null where it is. */
  readonly problem: AppError | null;
  readonly isDemo: boolean;
  /** Whether what was read stays for the next command. */
  readonly isKept: boolean;
  /** What is wrong with the database; null while nothing is. */
  readonly storageProblem: string | null;
}

type Known = Pick<HistoryAnswer, 'request' | 'overview'>;

/** As in every command: a read that cannot begin within this ends with the reason. */
const START_WITHIN_MS = 10_000;
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
  const { session, invocation, signal, isMasked, onProgress, onRead } = asked;
  const { target, isOffline } = invocation;
  const saved = target.kind === 'saved' ? session.find(target.name) : null;
  const directory = saved === null ? null : await session.directory(saved.profile);
  const storage = await session.storage(saved !== null);
  const team = createCommandTeam(saved?.views ?? [], directory);
  const closed: ConnectionProfile | undefined = saved?.profile;
  const history = (await session.core()).history({ storage, closed, team, onProgress, onChange: () => undefined });
  const requestOf = (who: HistoryWho): HistoryRequest => ({
    dates: asked.dates,
    who,
    timeZone: asked.timeZone,
    apiTimes: invocation.apiTimes,
  });
  const answer = (known: Known, problem: AppError | null, isDemo = false): Result<HistoryAnswer> =>
    ok({
      history,
      ...known,
      problem,
      isDemo,
      isKept: saved !== null && storage.state().problem === null,
      storageProblem: storage.state().problem,
    });

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
      const mayBeNew = unclear.isNone && unclear.list === 'agentIds';
      return mayBeNew && !isOffline ? null : refuseUnclear(unclear, isMasked);
    }
    if (!team.needsAnswer(found.value.who)) return know(found.value.who);
    return isOffline ? fail('not-found', { message: texts.membersUnknown }) : null;
  }

  /** Whose history it is, by what is read of the team now; as far as that works. */
  async function fromTeam(live: LiveConnection): Promise<Result<Known>> {
    const read = await team.read(live, signal);
    if (!read.ok && (signal.aborted || read.error.code === 'rate-limited')) return read;
    const found = await findWho();
    if (!found.ok) return found;
    if ('unclear' in found.value) return read.ok ? refuseUnclear(found.value.unclear, isMasked) : read;
    const { who } = found.value;
    if (team.needsAnswer(who)) {
      const members = await team.readMembers(who, live, signal);
      if (!members.ok) return members;
    }
    return know(who);
  }

  const before = saved === null ? null : await fromSaved();
  if (before?.ok === false) return before;
  const known = before?.value ?? null;
  if (known !== null && isOffline) return answer(known, lackOf(known.overview, texts.offline));
  if (known !== null && !needsRead(known.overview)) return answer(known, null);
  if (isOffline) return fail('not-connected');

  /** What was saved is better than nothing. */
  const insteadOf = (error: AppError, isDemo = false): Result<HistoryAnswer> =>
    known !== null && isAnyRead(known.overview) ? answer(known, error, isDemo) : err(error);

  const live = await unlessStopped(session.open(target), signal);
  if (!live.ok) return insteadOf(live.error);
  const { isDemo } = live.value;
  const wanted = await fromTeam(live.value);
  if (!wanted.ok) return wanted.error.code === 'invalid-input' ? wanted : insteadOf(wanted.error, isDemo);
  const { request } = wanted.value;
  onRead(wanted.value.overview);
  const read = await history.read(request, { signal, startWithinMs: START_WITHIN_MS, maxWaitMs: MAX_WAIT_MS });
  if (!read.ok) return read;
  const overview = read.value;
  const problem = overview.stopped ?? lackOf(overview, storage.state().problem ?? texts.notKept);
  return problem !== null && !isAnyRead(overview) ? err(problem) : answer({ request, overview }, problem, isDemo);
}

function lackOf({ missing, notFound }: HistoryOverview, message: string): AppError | null {
  if (missing === null) return null;
  const emails = notFound.length > 0 ? [texts.emailsUnknown] : [];
  return appError('storage', { message: [message, ...emails].join(' ') });
}

/** Whether something is not known, or today may have gone on. */
function needsRead({ missing, days, takenAt }: HistoryOverview): boolean {
  if (missing !== null) return true;
  return days.some(({ endsAt, readAt }) => endsAt > takenAt && (readAt === null || readAt < takenAt - FRESH_MS));
}

function isAnyRead({ days }: HistoryOverview): boolean {
  return days.some(({ agentsRead }) => agentsRead > 0);
}

function refuseUnclear(unclear: UnclearName, isMasked: boolean): Result<never> {
  return fail('invalid-input', { message: unclearNote(unclear, isMasked) });
}

/** What something brings, or `cancelled` at once when it is stopped. */
async function unlessStopped<T>(action: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const stopped = Promise.withResolvers<Result<T>>();
  const stop = (): void => stopped.resolve(fail('cancelled'));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return Promise.race([action, stopped.promise]);
}
