import { readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { BudgetState } from './budget.ts';
import { decodeJson, isRecord } from './decode.ts';

/** Budgets by the hash of their account. */
export type Accounts = Readonly<Record<string, BudgetState>>;

/** A dozen accounts of 1,500 numbers each; anything larger is not ours. */
const FILE_MAX_BYTES = 1024 * 1024;
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
