import { appError } from '../shared/messages.ts';
import type { ErrorCode } from '../shared/result.ts';
import { createCallLine, type CallLineParts, type CallOutcome } from './call-line.ts';
import { explainTrouble, type KeychainTrouble } from './explain.ts';
import { createItemFinder, type FindItem, type ItemPlace } from './find-item.ts';
import { itemProblem } from './item-value.ts';
import type { Keychain, KeychainRead, KeychainWrite } from './types.ts';

const CRASHED = 'The keychain support of this installation ended unexpectedly.';
const STOPPED = 'Rollcall is closing.';

const CODES: Readonly<Record<KeychainTrouble | Exclude<ItemPlace, 'missing'>, ErrorCode>> = {
  locked: 'keychain-locked',
  unavailable: 'keychain-unavailable',
  waiting: 'keychain-waiting',
  other: 'keychain-refused',
  unclear: 'keychain-unclear',
};

/**
 * The OS keychain through a child process that alone loads keytar (design: Keychain). Every outcome is a value; no
 * error holds the secret or a text of the system. Where keytar cannot say what the matter is, the item is looked for.
 */
export function createKeychain(parts: CallLineParts, findItem: FindItem = createItemFinder()): Keychain {
  const line = createCallLine(parts);

  /** What the matter was; null after an answer. Of a locked keychain some services say only that they cannot. */
  async function troubleOf(outcome: CallOutcome, account: string): Promise<Trouble | null> {
    const trouble = firstTrouble(outcome);
    if (outcome === 'stopped' || trouble === null || !['unavailable', 'other'].includes(trouble.trouble))
      return trouble;
    return (await findItem(account)) === 'locked' ? LOCKED : trouble;
  }

  return {
    async read(account, isMarkedStored, patience, signal) {
      const outcome = await line.call({ method: 'get', account }, patience, signal);
      const trouble = await troubleOf(outcome, account);
      if (trouble !== null) return toRead(trouble);
      const value = valueOf(outcome);
      if (value !== null) return { state: 'stored', value };
      // keytar answers null both for a locked keyring and for an item that is not there.
      return { state: isMarkedStored ? await findItem(account) : 'missing' };
    },
    async write(account, value, patience) {
      const problem = itemProblem(value);
      if (problem !== null) return refuse('invalid-input', problem);
      const outcome = await line.call({ method: 'set', account, value }, patience);
      const trouble = await troubleOf(outcome, account);
      if (trouble !== null) return refuse(CODES[trouble.trouble]);
      return valueOf(outcome) === value ? { ok: true } : refuse('keychain-refused');
    },
    async remove(account, isMarkedStored, patience) {
      const outcome = await line.call({ method: 'delete', account }, patience);
      const trouble = await troubleOf(outcome, account);
      if (trouble !== null) return refuse(CODES[trouble.trouble]);
      if (valueOf(outcome) !== null || !isMarkedStored) return { ok: true };
      const place = await findItem(account);
      return place === 'missing' ? { ok: true } : refuse(CODES[place]);
    },
    onWaiting: line.onWaiting,
    stop: line.stop,
  };
}

/** What the matter is, and in words. */
type Trouble = ReturnType<typeof explainTrouble>;
const LOCKED: Trouble = { trouble: 'locked', detail: 'The keychain is locked.' };

function firstTrouble(outcome: CallOutcome): Trouble | null {
  if (outcome === 'deadline') return { trouble: 'waiting', detail: '' };
  if (outcome === 'crashed') return { trouble: 'unavailable', detail: CRASHED };
  if (outcome === 'stopped') return { trouble: 'unavailable', detail: STOPPED };
  return outcome.ok ? null : explainTrouble(outcome.detail);
}

function valueOf(outcome: CallOutcome): string | null {
  return typeof outcome === 'object' && outcome.ok ? outcome.value : null;
}

function toRead({ trouble, detail }: Trouble): KeychainRead {
  return trouble === 'locked' || trouble === 'waiting' ? { state: trouble } : { state: 'unavailable', detail };
}

function refuse(code: ErrorCode, message?: string): KeychainWrite {
  return { ok: false, error: appError(code, message === undefined ? {} : { message }) };
}
