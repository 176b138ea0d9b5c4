import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import type { BudgetState } from './budget.ts';
import { decodeJson, isRecord } from './decode.ts';

/** Budgets by the hash of their account. */
export type Accounts = Readonly<Record<string, BudgetState>>;

/** A dozen accounts of 1,500 numbers each; anything larger is not ours. */
const FILE_MAX_BYTES = 1024 * 1024;
/** A holder needs some milliseconds; the lock of one that died is passed over after this. */
const LOCK_STALE_MS = 2_000;
/** Together longer than a dead holder's lock lasts, whose time may lie a second ahead. */
const LOCK_TRIES = 50;
const LOCK_PAUSE_MS = { min: 5, max: 160 };

/**
 * Takes the lock beside `file`, and makes its folder. Gives the release, or null when the lock cannot be had: at once
 * if the folder cannot be written, after some seconds if somebody does not let go.
 */
export async function lockFile(file: string, random: () => number): Promise<(() => Promise<void>) | null> {
  for (let attempt = 0; attempt < LOCK_TRIES; attempt += 1) {
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const release = await lockfile.lock(file, {
        realpath: false,
        stale: LOCK_STALE_MS,
        // The default throws from a timer and ends the program; a lock lost to sleep costs one miscounted call.
        onCompromised: () => undefined,
      });
      return () => release().catch(() => undefined);
    } catch (error) {
      if (!isLocked(error)) return null;
      await pause(LOCK_PAUSE_MS.min + random() * Math.min(LOCK_PAUSE_MS.max, 10 * attempt));
    }
  }
  return null;
}

function isLocked(error: unknown): boolean {
  return isRecord(error) && error['code'] === 'ELOCKED';
}

/** What the file says; nothing when it is missing, too large or makes no sense. */
export async function readAccounts(file: string): Promise<Accounts> {
  try {
    const { size } = await stat(file);
    const decoded = size > FILE_MAX_BYTES ? null : decodeJson(await readFile(file));
    const accounts = decoded?.isJson === true && isRecord(decoded.value) ? decoded.value['accounts'] : null;
    if (!isRecord(accounts)) return {};
    return Object.fromEntries(
      Object.entries(accounts).filter((entry): entry is [string, BudgetState] => isState(entry[1])),
    );
  } catch {
    return {};
  }
}

function isState(value: unknown): value is BudgetState {
  if (!isRecord(value) || !Array.isArray(value['starts'])) return false;
  return Number.isFinite(value['blockedUntil']) && value['starts'].every((start) => Number.isFinite(start));
}

/** Replaces the file, readable by its owner only; false when that is not possible. */
export async function writeAccounts(file: string, accounts: Accounts): Promise<boolean> {
  try {
    // No fsync: a budget lost to a power cut is an hour's memory, not worth a disk flush per call.
    await writeFileAtomic(file, JSON.stringify({ version: 1, accounts }), { mode: 0o600, fsync: false });
    return true;
  } catch {
    return false;
  }
}
