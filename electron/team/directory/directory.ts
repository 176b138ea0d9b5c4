import type { Connections, LiveConnection } from '../../connections/types.ts';
import { isPassing } from '../../kore/names.ts';
import type { NamesPace } from '../../kore/rate-limit.ts';
import type { CallOptions, MemberOf } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Directory, HealthState } from '../../shared/model.ts';
import { err, ok, type AppError, type Result } from '../../shared/result.ts';
import type { TeamSource } from '../team-memory.ts';
import {
  EMPTY_STATE,
  namesOf,
  withMembers,
  withoutMembers,
  withQueues,
  withSkills,
  type DirectoryState,
} from './directory-state.ts';
import type { DirectoryRepository } from './directory-repository.ts';
import { dueReads, readKey, type DirectoryRead } from './due-reads.ts';
import { createPace } from './pace.ts';
import { isRefusal, NO_FAILURES, problemOf, type DirectoryFailures } from './problems.ts';
import type { Members, TeamDirectory } from './types.ts';

export interface DirectoryParts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'live' | 'generation'>;
  /** How many calls may be for names. */
  readonly namesPace: () => NamesPace;
  /** When the present day of the team began, epoch milliseconds. */
  readonly dayStartsAt: () => number;
  /** Whose directory it is; null without a connection. */
  readonly source: () => TeamSource | null;
  /** For what may outlive this run, and for what may not. */
  readonly disk: DirectoryRepository;
  readonly session: DirectoryRepository;
}

/** A list of names may wait longer than members: it is read once a day. */
const MEMBERS_WAIT_MS = 2 * 60_000;
const NAMES_WAIT_MS = 10 * 60_000;
const RETRY_MS = 60_000;
/** What has become due is noticed so much later at most. */
const IDLE_MS = 60_000;
/** One endpoint with a problem of its own must not hold up the others. */
const ENDPOINT_RETRY_MS = 10 * 60_000;
/** A refusal waits for an administrator. */
const REFUSED_RETRY_MS = 24 * 3_600_000;
/** After so many named queues nobody's members are expected any more, until the names are read again. */
const MAX_REFUSED_QUEUES = 3;
/** Nothing is called in these, not even what is under way. */
const SILENT: readonly HealthState[] = ['paused', 'keychain', 'unauthorized', 'offline'];

/** What was read is of this account; another one begins anew. */
interface Session {
  state: DirectoryState;
  /** What the database has of it. */
  saved: DirectoryState;
  failures: DirectoryFailures;
  /** By `readKey`: until when it is not read again. */
  readonly heldUntil: Map<string, number>;
  /** Named queues whose members were refused since one's were read. */
  refusedQueues: number;
  /** Members that were read since some were due. */
  membersRead: number;
  wantedFrom: number;
  /** After an error that is about everything. */
  waitUntil: number;
  /** Nothing was due. */
  idleUntil: number;
}

/** Reads names and members of the present connection slowly, one call after another, once its availability was read. */
export function createDirectory(parts: DirectoryParts): TeamDirectory {
  const { clock, connections, disk, session: memory, source } = parts;
  const listeners = new Set<(directory: Directory) => void>();
  const pace = createPace(clock, parts.namesPace);
  let key: TeamSource | null = null;
  let generation = connections.generation();
  let session = newSession(EMPTY_STATE);
  let used: readonly MemberOf[] = [];
  let health: HealthState = 'starting';
  let flight: AbortController | null = null;
  let shown: Directory | null = null;

  const repository = (): DirectoryRepository => (key?.isPersistent === true ? disk : memory);

  function isHeld(read: DirectoryRead): boolean {
    const { failures, heldUntil } = session;
    if (failures.members !== null && typeof read !== 'string') return true;
    return (heldUntil.get(readKey(read)) ?? 0) > clock.now();
  }

  function due(): readonly DirectoryRead[] {
    const { state, wantedFrom } = session;
    return dueReads(state, { now: clock.now(), dayStartsAt: parts.dayStartsAt(), used, wantedFrom, isHeld });
  }

  function drop(): void {
    flight?.abort();
    flight = null;
  }

  function changed(): void {
    shown = null;
    for (const listener of listeners) listener(get());
  }

  function get(): Directory {
    shown ??= { ...namesOf(session.state), problem: problemOf(session.failures, session.state), progress: progress() };
    return shown;
  }

  function progress(): Directory['progress'] {
    const left = due().filter((read) => typeof read !== 'string').length;
    if (left === 0 || connections.live() === null) return null;
    const { membersRead: read } = session;
    const isGoingOn = health === 'live' && (session.waitUntil <= clock.now() || flight !== null);
    return { read, of: read + left, doneAt: isGoingOn ? pace.lastAt(left) : null };
  }

  /** Starts the next read, if one is due and may be made. */
  function goOn(): void {
    const live = connections.live();
    if (
      flight !== null ||
      live === null ||
      health !== 'live' ||
      clock.now() < Math.max(session.waitUntil, session.idleUntil)
    )
      return;
    // A listener before this one may have heard of the new connection first.
    if (generation !== connections.generation()) return;
    const [next] = due();
    if (next === undefined) {
      session.membersRead = 0;
      session.idleUntil = clock.now() + IDLE_MS;
      return;
    }
    const abort = new AbortController();
    flight = abort;
    void read(live, next, abort);
  }

  async function read(live: LiveConnection, next: DirectoryRead, abort: AbortController): Promise<void> {
    const maxWaitMs = typeof next === 'string' ? NAMES_WAIT_MS : MEMBERS_WAIT_MS;
    const call: CallOptions = { priority: 'lower', maxWaitMs, signal: abort.signal, pace };
    const outcome = await readNext(live, next, call, session.state, clock.now);
    if (flight !== abort) return;
    flight = null;
    if (outcome.ok) taken(next, outcome.value);
    else failed(next, outcome.error);
    changed();
    goOn();
  }

  function taken(next: DirectoryRead, { state, isCut }: Taken): void {
    const { failures } = session;
    session.state = state;
    session.heldUntil.delete(readKey(next));
    if (next === 'queues') {
      session.failures = { ...failures, queues: null, members: null, isCut };
      session.refusedQueues = 0;
    } else if (next === 'skills') session.failures = { ...failures, skills: null, isCut: isCut || failures.isCut };
    else {
      session.membersRead += 1;
      session.refusedQueues = 0;
    }
    save();
  }

  function save(): void {
    const { saved, state } = session;
    if (key !== null && repository().save(key, saved, state, clock.now())) session.saved = state;
  }

  function failed(next: DirectoryRead, error: AppError): void {
    const now = clock.now();
    if (next === 'queues' || next === 'skills') session.failures = { ...session.failures, [next]: error };
    if (isPassing(error.code)) {
      session.waitUntil = error.retryAt ?? now + RETRY_MS;
      return;
    }
    session.heldUntil.set(readKey(next), now + (isRefusal(error) ? REFUSED_RETRY_MS : ENDPOINT_RETRY_MS));
    if (typeof next === 'string' || !isRefusal(error)) return;
    session.state = withoutMembers(session.state, next);
    save();
    if (next.kind === 'queue' && session.state.queues.has(next.id)) session.refusedQueues += 1;
    const isNobodyKnown = session.state.members.queue.size === 0;
    if (isNobodyKnown && session.refusedQueues >= MAX_REFUSED_QUEUES) {
      session.failures = { ...session.failures, members: error };
    }
  }

  /** Takes up the present connection, with what was saved of it. */
  function connectionChanged(): void {
    const next = source();
    const isSame = JSON.stringify(next) === JSON.stringify(key);
    if (isSame && generation === connections.generation()) return;
    generation = connections.generation();
    drop();
    if (isSame) return;
    key = next;
    health = 'starting';
    const saved = key === null ? null : repository().load(key, clock.now());
    session = newSession(saved ?? EMPTY_STATE);
    changed();
  }

  const members: Members = {
    ofQueue: (id) => session.state.members.queue.get(id)?.userIds ?? null,
    ofSkill: (id) => session.state.members.skill.get(id)?.userIds ?? null,
    asOf: (id) => (session.state.members.queue.get(id) ?? session.state.members.skill.get(id))?.asOf ?? null,
    leftQueue(id) {
      const gone = session.state.members.queue.get(id)?.gone;
      if (gone === undefined || gone.size === 0) return [];
      const from = parts.dayStartsAt();
      return [...gone].filter(([, seenAt]) => seenAt >= from).map(([userId]) => userId);
    },
  };

  return {
    get,
    members: () => members,
    isReading: () => flight !== null,
    refresh() {
      drop();
      session.wantedFrom = clock.now();
      session.idleUntil = 0;
      session.heldUntil.clear();
      session.refusedQueues = 0;
      session.membersRead = 0;
      session.failures = { ...session.failures, members: null };
      goOn();
      changed();
      return get();
    },
    use(queueIds, skillIds = []) {
      const next: readonly MemberOf[] = [
        ...[...new Set(queueIds)].map((id) => ({ kind: 'queue', id }) as const),
        ...[...new Set(skillIds)].map((id) => ({ kind: 'skill', id }) as const),
      ];
      if (JSON.stringify(next) === JSON.stringify(used)) return;
      used = next;
      session.idleUntil = 0;
      changed();
      goOn();
    },
    follow(state) {
      const isOther = (state === 'live') !== (health === 'live');
      health = state;
      if (SILENT.includes(state)) drop();
      goOn();
      if (isOther) changed(); // when the members will be read
    },
    connectionChanged,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget(connectionId) {
      if (key?.connectionId === connectionId) drop();
      for (const each of [disk, memory]) each.forget(connectionId);
    },
    forgetOthers(connectionIds) {
      for (const id of disk.connectionIds()) if (!connectionIds.includes(id)) disk.forget(id);
    },
    reset() {
      drop();
      session = newSession(EMPTY_STATE);
      changed();
    },
    stop: drop,
  };
}

function newSession(state: DirectoryState): Session {
  return {
    state,
    saved: state,
    failures: NO_FAILURES,
    heldUntil: new Map(),
    refusedQueues: 0,
    membersRead: 0,
    wantedFrom: 0,
    waitUntil: 0,
    idleUntil: 0,
  };
}

/** What a read made of the directory. */
interface Taken {
  readonly state: DirectoryState;
  /** Whether a list repeated its pages. */
  readonly isCut: boolean;
}

async function readNext(
  { client: { names } }: LiveConnection,
  next: DirectoryRead,
  call: CallOptions,
  state: DirectoryState,
  now: () => number,
): Promise<Result<Taken>> {
  if (next === 'queues') {
    const answer = await names.queues(call);
    if (!answer.ok) return err(answer.error);
    return ok({ state: withQueues(state, answer.value, now()), isCut: !answer.value.isComplete });
  }
  if (next === 'skills') {
    const answer = await names.skills(call);
    if (!answer.ok) return err(answer.error);
    return ok({ state: withSkills(state, answer.value, now()), isCut: !answer.value.isComplete });
  }
  const answer = await names.members(next, call);
  return answer.ok ? ok({ state: withMembers(state, next, answer.value, now()), isCut: false }) : err(answer.error);
}
