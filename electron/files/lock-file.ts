import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from './make-folder.ts';
import { systemCode } from './system-code.ts';

/** A lock is held for some milliseconds; an older one belongs to a process that died. */
const LOCK_STALE_MS = 2_000;
/** All tries together take longer than a lock stays after its process died, whose time may be a second ahead. */
const LOCK_TRIES = 50;
const LOCK_PAUSE_MS = { min: 5, max: 160 };

/**
 * Takes the lock beside `file`, which several processes write, and makes its folder. Gives what releases it, or null:
 * at once if the folder cannot be written, or after some seconds if another process does not release it.
 */
export async function lockFile(
  file: string,
  random: () => number = Math.random,
): Promise<(() => Promise<void>) | null> {
  // Loaded when something is locked: a command that only reads needs neither this nor graceful-fs.
  const { default: lockfile } = await import('proper-lockfile');
  for (let attempt = 0; attempt < LOCK_TRIES; attempt += 1) {
    try {
      makeFolder(path.dirname(file));
      const release = await lockfile.lock(file, {
        realpath: false,
        stale: LOCK_STALE_MS,
        // The default throws from a timer and ends the program; a lock lost to sleep costs one change at most.
        onCompromised: () => undefined,
      });
      return () => release().catch(() => undefined);
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') return null;
      await pause(LOCK_PAUSE_MS.min + random() * Math.min(LOCK_PAUSE_MS.max, 10 * attempt));
    }
  }
  return null;
}
