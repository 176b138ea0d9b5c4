import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { listenAt, type Answer } from './listen.ts';
import { takeLock } from './lock.ts';
import { ownerFolder, ownerPlace, whereaboutsOf, type Place } from './place.ts';
import { makePrivateFolder } from './private-folder.ts';
import type { OwnerName } from './types.ts';

/** A data folder that is this process's own: no other app reads the team for it. */
export interface Owner {
  /** Answers other surfaces and commands from now on; without a place to listen at they go their own way. */
  answerWith(by: OwnerName, answer: Answer): Promise<void>;
  /** Gives the folder to whoever comes next. */
  release(): Promise<void>;
}

/** Whoever listens takes a connection at once, unless a flood of askers is in front of it. */
const PROBE_MS = 500;

/**
 * Makes this process the one owner of a data folder, until it releases it or ends, however it ends; null when another
 * process is the owner, be it stopped or hung. Where the file system knows no locks every app is an owner and the
 * budget file alone keeps them in bounds.
 */
export async function claimFolder(dataFolder: string): Promise<Owner | null> {
  const whereabouts = whereaboutsOf(dataFolder);
  const place = ownerPlace(whereabouts);
  const release = await lockFolder(dataFolder, whereabouts.user);
  if (release === null) return null;
  // A lock on a file that somebody deleted under its owner keeps nobody out; the owner itself still answers.
  if (place !== null && (await isTaken(place))) {
    release();
    return null;
  }
  signFolder(dataFolder);
  let stopListening = (): Promise<void> => Promise.resolve();
  return {
    async answerWith(by, answer) {
      if (place === null) return;
      stopListening = await listenAt(place, whereabouts.user, by, answer).catch(() => stopListening);
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

function isTaken(place: Place): Promise<boolean> {
  // Windows deletes no file that is open; and whoever listens at the pipe that was last noted may be anybody.
  if (place.kind === 'pipe') return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(place.address);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PROBE_MS, settle(true));
    socket.on('connect', settle(true)).on('error', settle(false));
  });
}
