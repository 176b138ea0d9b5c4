import type { Connections, LiveConnection } from '../../connections/types.ts';
import type { NamesPace } from '../../kore/rate-limit.ts';
import type { CallOptions, CallPace, MemberOf } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Directory, HealthState } from '../../shared/model.ts';
import type { TeamSource } from '../saved/team-memory.ts';
import { readNext } from './directory-read.ts';
import { EMPTY_STATE, namesOf, withPublished, withViews } from './directory-state.ts';
import type { DirectoryRepository } from './directory-repository.ts';
import { dueReads, readKey, type DirectoryRead } from './due-reads.ts';
import { createPace, type DirectoryPace } from './pace.ts';
import { problemOf } from './problems.ts';
import { isHeld, isRefusedTo, newSession, takeFailure, takeRead } from './session.ts';
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
/** What has become due is noticed so much later at most. */
const IDLE_MS = 60_000;
/** Nothing is called in these, not even what is under way. */
const SILENT: readonly HealthState[] = ['paused', 'keychain', 'unauthorized', 'offline'];

/** Reads names and members of the present connection slowly, one call after another, once its availability was read. */
export function createDirectory(parts: DirectoryParts): TeamDirectory {
  const { clock, connections, disk, session: memory, source } = parts;
  const listeners = new Set<(directory: Directory) => void>();
  /** Each account has a rate limit of its own. */
  const paces = new Map<string, DirectoryPace>();
  let key: TeamSource | null = null;
  let generation = connections.generation();
  let session = newSession(EMPTY_STATE);
  let used: readonly MemberOf[] = [];
  /** Whether availability is answered, or is refused for want of a view, which names would help to set up. */
  let isAnswered = false;
  let flight: AbortController | null = null;
  /** Whether what is under way still waits for its first call. */
  let isWaiting = false;
  let shown: Directory | null = null;
  /** Of a desk: who is in each published view. */
  let views: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  const repository = (): DirectoryRepository => (key?.isPersistent === true ? disk : memory);

  function due(): readonly DirectoryRead[] {
    if ((connections.live()?.feed ?? null) !== null) return [];
    const { state, wantedFrom } = session;
    const now = clock.now();
    const held = (read: DirectoryRead): boolean => isHeld(session, read, now);
    return dueReads(state, { now, dayStartsAt: parts.dayStartsAt(), used, wantedFrom, isHeld: held });
  }

  function paceOf({ profile }: LiveConnection): DirectoryPace {
    const account = `${profile.host} ${profile.accountId}`;
    const pace = paces.get(account) ?? createPace(clock, parts.namesPace);
    paces.set(account, pace);
    return pace;
  }

  /** Whether a view names it and nobody knows yet who is in it. */
  function isWanted(read: DirectoryRead): boolean {
    if (typeof read === 'string') return false;
    return !session.state.members[read.kind].has(read.id) && used.some((of) => readKey(of) === readKey(read));
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
    shown ??= {
      ...namesOf(session.state, (of) => isRefusedTo(session, of)),
      ...{ problem: problemOf(session.failures, session.state), progress: progress() },
    };
    return shown;
  }

  function progress(): Directory['progress'] {
    const left = due().filter((read) => typeof read !== 'string').length;
    const live = connections.live();
    if (left === 0 || live === null) return null;
    const { membersRead: read } = session;
    const isGoingOn = isAnswered && (session.waitUntil <= clock.now() || flight !== null);
    return { read, of: read + left, doneAt: isGoingOn ? paceOf(live).lastAt(left) : null };
  }

  /** Starts the next read, if one is due and may be made. */
  function goOn(): void {
    const live = connections.live();
    if (flight !== null || live === null || !isAnswered || clock.now() < Math.max(session.waitUntil, session.idleUntil))
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
    const { ofWanted, ...others } = paceOf(live);
    const { nextAt, started } = isWanted(next) ? ofWanted : others;
    isWaiting = true;
    const pace: CallPace = {
      nextAt,
      started() {
        if (flight === abort) isWaiting = false;
        started();
      },
    };
    const call: CallOptions = { priority: 'lower', maxWaitMs, signal: abort.signal, pace };
    const outcome = await readNext(live, next, call, session.state, clock.now);
    if (flight !== abort) return;
    flight = null;
    if (outcome.ok) takeRead(session, next, outcome.value);
    else takeFailure(session, next, outcome.error, clock.now());
    save();
    changed();
    goOn();
  }

  function save(): void {
    const { saved, state } = session;
    if (saved === state) return;
    if (key !== null && repository().save(key, saved, state, clock.now())) session.saved = state;
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
    isAnswered = false;
    views = new Map();
    const saved = key === null ? null : repository().load(key, clock.now());
    session = newSession(saved ?? EMPTY_STATE);
    changed();
  }

  const members: Members = {
    ofView: (id) => views.get(id) ?? null,
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
    publish(published) {
      const state = withPublished(session.state, published.queues);
      const nextViews = withViews(views, published.members);
      if (state === session.state && nextViews === views) return false;
      session.state = state;
      views = nextViews;
      shown = null;
      save();
      return true;
    },
    refresh() {
      drop();
      session.wantedFrom = clock.now();
      session.idleUntil = 0;
      session.heldUntil.clear();
      session.refused.clear();
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
      // What waits for its turn lets the members of a view go first.
      if (isWaiting && due().some(isWanted)) drop();
      changed();
      goOn();
    },
    follow({ state, isViewNeeded = false }) {
      const wasAnswered = isAnswered;
      isAnswered = state === 'live' || isViewNeeded;
      if (SILENT.includes(state)) drop();
      goOn();
      if (isAnswered !== wasAnswered) changed(); // when the members will be read
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
