import { readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { FRESH_BUDGET, type BudgetState } from './budget-state.ts';
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
      Object.entries(accounts).flatMap(([key, value]) => {
        const state = stateOf(value);
        return state === null ? [] : [[key, state]];
      }),
    );
  } catch {
    return {};
  }
}

/** What came after the first version may be missing, or make no sense, without costing the rest. */
function stateOf(value: unknown): BudgetState | null {
  if (!isRecord(value)) return null;
  const { starts, lesser, history, blockedUntil, heldUntil, stretch, share } = value;
  if (!isNumbers(starts) || !isNumber(blockedUntil)) return null;
  return {
    starts,
    lesser: isNumbers(lesser) ? lesser : FRESH_BUDGET.lesser,
    history: isNumbers(history) ? history : FRESH_BUDGET.history,
    blockedUntil,
    heldUntil: isNumber(heldUntil) ? heldUntil : FRESH_BUDGET.heldUntil,
    stretch: pairOf(stretch, 'copies', 'at'),
    share: pairOf(share, 'copies', 'since') ?? FRESH_BUDGET.share,
  };
}

function pairOf<A extends string, B extends string>(value: unknown, a: A, b: B): Record<A | B, number> | null {
  if (!isRecord(value) || !isNumber(value[a]) || !isNumber(value[b])) return null;
  return { [a]: value[a], [b]: value[b] } as Record<A | B, number>;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
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
