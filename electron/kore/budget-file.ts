import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { lockFile } from '../files/lock-file.ts';
import type { Clock } from '../shared/clock.ts';
import { addCalls, FRESH_BUDGET, inTimeOf, isIdle, type BudgetState } from './budget-state.ts';
import { blockCalls, shareAt, takeCall, useAt, type BudgetChange } from './budget.ts';
import { decodeJson, isRecord } from './decode.ts';
import type { Budget } from './types.ts';

/** What a shared budget is made of. */
export interface FileBudgetParts {
  readonly dataFolder: string;
  /** Whose limit it is: Kore.ai counts per account. */
  readonly account: { readonly host: string; readonly accountId: string };
  /** Copies sharing the account, as the user said; it may change. */
  readonly copies: () => number;
  readonly clock: Clock;
  readonly random: () => number;
}

const FILE_NAME = 'budget.json';

/**
 * The request budget of one account in `budget.json` of the data folder, shared by every process that uses the folder.
 * While the file cannot be used (unwritable folder, lock never free) the budget goes on in memory; a file that makes no
 * sense is replaced by what this process knows.
 */
export function createFileBudget({ dataFolder, account, copies, clock, random }: FileBudgetParts): Budget {
  const file = path.join(dataFolder, FILE_NAME);
  const key = createHash('sha256').update(`${account.host}\n${account.accountId}`).digest('hex');
  // What this process knows, and the part of it that the file does not hold yet.
  let known = FRESH_BUDGET;
  let missed = FRESH_BUDGET;
  let queue: Promise<unknown> = Promise.resolve();

  async function change<T>(step: (state: BudgetState) => BudgetChange<T>): Promise<T> {
    const release = await lockFile(file, random);
    try {
      const accounts = release === null ? {} : await readAccounts(file);
      const changed = step(latest(accounts));
      known = changed.state;
      const isShared = release !== null && (await writeAccounts(file, { ...inUse(accounts), [key]: known }));
      missed = isShared ? FRESH_BUDGET : addCalls(inTimeOf(clock.now(), missed), changed.added);
      return changed.answer;
    } finally {
      await release?.();
    }
  }

  function latest(accounts: Accounts): BudgetState {
    const shared = accounts[key];
    // Each by itself: what is missed may be from before the clock was set back, and the file's from after it.
    const now = clock.now();
    return shared === undefined ? known : addCalls(inTimeOf(now, shared), inTimeOf(now, missed));
  }

  // Every demo is an account of its own, and old ones would fill the file.
  function inUse(accounts: Accounts): Accounts {
    return Object.fromEntries(Object.entries(accounts).filter(([, state]) => !isIdle(state, clock.now())));
  }

  // One change at a time: a process must not wait for its own lock.
  function inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = queue.then(action);
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    take: (priority) => inTurn(() => change((state) => takeCall(state, priority, clock.now(), copies()))),
    block: (until) => inTurn(() => change((state) => blockCalls(state, until, clock.now(), copies()))),
    read: async () => useAt(latest(await readAccounts(file)), clock.now(), copies()),
    share: () => shareAt(known, clock.now(), copies()),
  };
}

/** Budgets by the hash of their account. */
type Accounts = Readonly<Record<string, BudgetState>>;

/** A dozen accounts of 1,500 numbers each; anything larger is not ours. */
const FILE_MAX_BYTES = 1024 * 1024;
/** What the file says; nothing when it is missing, too large or makes no sense. */
async function readAccounts(file: string): Promise<Accounts> {
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
async function writeAccounts(file: string, accounts: Accounts): Promise<boolean> {
  try {
    // No fsync: a budget lost to a power cut is an hour's memory, not worth a disk flush per call.
    await writeFileAtomic(file, JSON.stringify({ version: 1, accounts }), { mode: 0o600, fsync: false });
    return true;
  } catch {
    return false;
  }
}
