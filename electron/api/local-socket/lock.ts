import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { makePrivateFolder, ownerFolder, ownerEndpoint, endpointFacts, type Endpoint } from './endpoint.ts';
import type { OwnerName } from './protocol.ts';
import { listenAt, type Served } from './server.ts';

/** This process owns the data folder: no other app reads the team for it. */
export interface Owner {
  /** Answers other processes from now on. Where it cannot listen, they read the team themselves. */
  serve(by: OwnerName, served: Served): Promise<void>;
  /** Frees the folder for another process. */
  release(): Promise<void>;
}

/** A listening app takes a connection at once, unless very many clients wait. */
const PROBE_MS = 500;

/**
 * Makes this process the one owner of a data folder, until it releases it or ends, however it ends; null when another
 * process is the owner, even one that is stopped or hung. Where the file system has no locks every app is an owner, and
 * only the shared count of calls limits them.
 */
export async function claimFolder(dataFolder: string): Promise<Owner | null> {
  const facts = endpointFacts(dataFolder);
  const endpoint = ownerEndpoint(facts);
  const release = await lockFolder(dataFolder, facts.user);
  if (release === null) return null;
  // If somebody deleted the lock file, the lock keeps nobody out, but its owner still answers.
  if (endpoint !== null && (await isTaken(endpoint))) {
    release();
    return null;
  }
  signFolder(dataFolder);
  let stopListening = (): Promise<void> => Promise.resolve();
  return {
    async serve(by, served) {
      if (endpoint === null) return;
      stopListening = await listenAt(endpoint, facts.user, by, served).catch(() => stopListening);
    },
    async release() {
      // The lock goes last: it protects the socket file.
      await stopListening();
      release();
    },
  };
}

/** The process that owned the folder last, for a sentence about one that does not answer; null when it is not known. */
export function lastOwner(dataFolder: string): number | null {
  try {
    const pid = Number(readFileSync(pidFile(dataFolder), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function pidFile(dataFolder: string): string {
  return path.join(ownerFolder(dataFolder), 'pid');
}

/** Locks the folder and returns the release; null when another process has the lock. */
async function lockFolder(dataFolder: string, user: number | string): Promise<(() => void) | null> {
  try {
    const folder = ownerFolder(dataFolder);
    makePrivateFolder(folder, user);
    const lock = await takeLock(path.join(folder, 'lock'));
    if (lock.kind === 'taken') return null;
    return lock.kind === 'held' ? lock.release : () => undefined;
  } catch {
    // A folder that cannot be written has no owner.
    return () => undefined;
  }
}

/** Writes down the owner, once no other process answers for the folder. */
function signFolder(dataFolder: string): void {
  try {
    writeFileSync(pidFile(dataFolder), String(process.pid), { mode: 0o600 });
  } catch {
    // The note is used for a message only.
  }
}

function isTaken(endpoint: Endpoint): Promise<boolean> {
  // Windows cannot delete an open file, and any program may listen at the last noted pipe.
  if (endpoint.kind === 'pipe') return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(endpoint.address);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PROBE_MS, settle(true));
    socket.on('connect', settle(true)).on('error', settle(false));
  });
}

/** A lock that lasts as long as its holder: the system takes it back however a process ends. */
type LockOutcome =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'taken' }
  /** The file system knows no locks, or the file cannot be made. */
  | { readonly kind: 'unavailable' };

/** SQLITE_BUSY, in the low byte of the extended codes that say why (sqlite.org, "Result and Error Codes"). */
const BUSY = 5;
const PRIMARY_CODE = 0xff;

/**
 * Takes a lock without waiting. Node has no lock that the system releases when a process is killed, but SQLite has: an
 * exclusive transaction on an empty database, in which nothing is ever written.
 */
async function takeLock(file: string): Promise<LockOutcome> {
  // Loaded late: a command that only asks needs no lock.
  const { DatabaseSync } = await import('node:sqlite');
  try {
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    closeToOthers(file);
    return { kind: 'held', release: () => (database.isOpen ? database.close() : undefined) };
  } catch (error) {
    return { kind: isBusy(error) ? 'taken' : 'unavailable' };
  }
}

/**
 * SQLite creates files with the umask. The mode is set by name, because closing a handle would release the lock
 * (fcntl(2)). Where modes cannot be set, the folder keeps others out.
 */
function closeToOthers(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch {
    // There is nothing in the file to be read.
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & PRIMARY_CODE) === BUSY;
}
