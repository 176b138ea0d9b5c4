import { isPassing } from '../../kore/names.ts';
import type { MemberOf } from '../../kore/types.ts';
import type { AppError } from '../../shared/result.ts';
import { withoutMembers, type DirectoryState } from './directory-state.ts';
import { readKey, type DirectoryRead } from './due-reads.ts';
import { isRefusal, NO_FAILURES, type DirectoryFailures } from './problems.ts';

const RETRY_MS = 60_000;
/** One endpoint with a problem of its own must not hold up the others. */
const ENDPOINT_RETRY_MS = 10 * 60_000;
/** A refusal waits for an administrator. */
const REFUSED_RETRY_MS = 24 * 3_600_000;
/** After so many named queues nobody's members are expected any more, until the names are read again. */
const MAX_REFUSED_QUEUES = 3;
/** What was read is of this account; another one begins anew. */
export interface Session {
  state: DirectoryState;
  /** What the database has of it. */
  saved: DirectoryState;
  failures: DirectoryFailures;
  /** By `readKey`: until when it is not read again. */
  readonly heldUntil: Map<string, number>;
  /** Those of them that Kore.ai refuses. */
  readonly refused: Set<string>;
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

/** The session of an account of which so much is known. */
export function newSession(state: DirectoryState): Session {
  return {
    state,
    saved: state,
    failures: NO_FAILURES,
    heldUntil: new Map(),
    refused: new Set(),
    refusedQueues: 0,
    membersRead: 0,
    wantedFrom: 0,
    waitUntil: 0,
    idleUntil: 0,
  };
}

/** Whether something is not read for now, because it was refused or failed. */
export function isHeld({ failures, heldUntil }: Session, read: DirectoryRead, now: number): boolean {
  if (failures.members !== null && typeof read !== 'string') return true;
  return (heldUntil.get(readKey(read)) ?? 0) > now;
}

/** Whether Kore.ai refuses to say who is in a queue or has a skill. */
export function isRefusedTo({ failures, refused }: Session, of: MemberOf): boolean {
  return (failures.members !== null && of.kind === 'queue') || refused.has(readKey(of));
}

/** Takes over what a read brought. */
export function takeRead(session: Session, next: DirectoryRead, state: DirectoryState): void {
  const { failures } = session;
  session.state = state;
  session.heldUntil.delete(readKey(next));
  session.refused.delete(readKey(next));
  if (next === 'queues') {
    session.failures = { ...failures, queues: null, members: null };
    session.refusedQueues = 0;
  } else if (next === 'skills') session.failures = { ...failures, skills: null };
  else {
    session.membersRead += 1;
    session.refusedQueues = 0;
  }
}

/** Takes over why a read failed. */
export function takeFailure(session: Session, next: DirectoryRead, error: AppError, now: number): void {
  if (next === 'queues' || next === 'skills') session.failures = { ...session.failures, [next]: error };
  if (isPassing(error.code)) {
    session.waitUntil = error.retryAt ?? now + RETRY_MS;
    return;
  }
  session.heldUntil.set(readKey(next), now + (isRefusal(error) ? REFUSED_RETRY_MS : ENDPOINT_RETRY_MS));
  if (typeof next === 'string' || !isRefusal(error)) return;
  session.refused.add(readKey(next));
  if (error.code === 'filter-ignored' && next.kind === 'queue') {
    // What was read of other queues is as untrue.
    session.state = { ...session.state, members: { ...session.state.members, queue: new Map() } };
    session.failures = { ...session.failures, members: error };
    return;
  }
  session.state = withoutMembers(session.state, next);
  if (next.kind === 'queue' && session.state.queues.has(next.id)) session.refusedQueues += 1;
  const isNobodyKnown = session.state.members.queue.size === 0;
  if (isNobodyKnown && session.refusedQueues >= Math.min(MAX_REFUSED_QUEUES, session.state.queues.size)) {
    session.failures = { ...session.failures, members: error };
  }
}
