import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { makePrivateFolder, ownerFolder, ownerEndpoint, endpointFacts, type Endpoint } from './endpoint.ts';
import type { OwnerName } from './protocol.ts';
import { listenAt, type Served } from './server.ts';

/** A data folder that is this process's own: no other app reads the team for it. */
export interface Owner {
  /** Answers other processes from now on; without an endpoint they read the team themselves. */
  serve(by: OwnerName, served: Served): Promise<void>;
  /** Gives the folder to whoever comes next. */
  release(): Promise<void>;
}

/** Whoever listens takes a connection at once, unless a flood of clients is in front of it. */
const PROBE_MS = 500;

/**
 * Makes this process the one owner of a data folder, until it releases it or ends, however it ends; null when another
 * process is the owner, be it stopped or hung. Where the file system knows no locks every app is an owner and the
 * count of their calls alone keeps them in bounds.
 */
export async function claimFolder(dataFolder: string): Promise<Owner | null> {
  const facts = endpointFacts(dataFolder);
  const endpoint = ownerEndpoint(facts);
  const release = await lockFolder(dataFolder, facts.user);
  if (release === null) return null;
  // A lock on a file that somebody deleted under its owner keeps nobody out; the owner itself still answers.
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
      // The lock last: it is what makes the socket file nobody else's.
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

/** What gives the folder back; null when another process has it. */
async function lockFolder(dataFolder: string, user: number | string): Promise<(() => void) | null> {
  try {
    const folder = ownerFolder(dataFolder);
    makePrivateFolder(folder, user);
    const lock = await takeLock(path.join(folder, 'lock'));
    if (lock.kind === 'taken') return null;
    return lock.kind === 'held' ? lock.release : () => undefined;
  } catch {
    // A folder that cannot be written is nobody's.
    return () => undefined;
  }
}

/** Says whose the folder is, once nobody else answers for it. */
function signFolder(dataFolder: string): void {
  try {
    writeFileSync(pidFile(dataFolder), String(process.pid), { mode: 0o600 });
  } catch {
    // It is for a sentence only.
  }
}

function isTaken(endpoint: Endpoint): Promise<boolean> {
  // Windows deletes no file that is open; and whoever listens at the pipe that was last noted may be anybody.
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
 * Takes a lock without waiting. Node itself has none that a killed process lets go of, so SQLite is used for its own:
 * an exclusive transaction on an empty database, in which nothing is ever written.
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
 * SQLite makes files as the umask says. By name: closing a handle of our own would let go of the lock (fcntl(2)). Where
 * modes cannot be set the folder around it keeps others out.
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
