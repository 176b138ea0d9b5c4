import { appError, type ErrorCode } from '../shared/result.ts';
import { keychainTexts as texts } from '../shared/texts/keychain.ts';
import { createCallQueue, type CallQueueParts, type CallOutcome } from './call-queue.ts';
import { createItemFinder, type FindItem, type ItemPlace } from './find-item.ts';
import type { Keychain, KeychainRead, KeychainWrite } from './types.ts';

/** Windows takes 2,560 bytes for an item with its name; no item is larger than 2,000 bytes of UTF-8. */
export const MAX_ITEM_BYTES = 2_000;

/** What is wrong: the state, and a sentence for the user. */
interface Trouble {
  readonly trouble: 'locked' | 'unavailable' | 'waiting' | 'other';
  readonly detail: string;
}

/** How much of an unknown text is passed on; the longest known one is shorter. */
const MAX_DETAIL = 200;

const LOCKED: Trouble = { trouble: 'locked', detail: texts.locked };
/** libsecret's texts were each seen on Linux; "User ..." are macOS's, in the words of its Security framework. */
const KNOWN_TEXTS: readonly (Trouble & { readonly pattern: RegExp })[] = [
  { pattern: /locked collection|interaction is not allowed|canceled the operation|prompt.*dismissed/i, ...LOCKED },
  {
    pattern: /timeout was reached|timed out/i,
    trouble: 'waiting',
    detail: texts.noAnswer,
  },
  {
    // gnome-keyring runs but could not ask anybody to choose a password for a first keyring.
    pattern: /Object does not exist at path/i,
    trouble: 'unavailable',
    detail: texts.noKeyring,
  },
  {
    pattern: /D-Bus|dbus-launch|could not connect/i,
    trouble: 'unavailable',
    detail: texts.noSessionBus,
  },
  {
    pattern: /was not provided by any|ServiceUnknown|NameHasNoOwner|Message recipient disconnected/i,
    trouble: 'unavailable',
    detail: texts.noService,
  },
  {
    pattern: /keytar|libsecret|shared object/i,
    trouble: 'unavailable',
    detail: texts.noSupport,
  },
];

const CODES: Readonly<Record<Trouble['trouble'] | Exclude<ItemPlace, 'missing'>, ErrorCode>> = {
  locked: 'keychain-locked',
  unavailable: 'keychain-unavailable',
  waiting: 'keychain-waiting',
  other: 'keychain-refused',
  unclear: 'keychain-unclear',
};

/**
 * The OS keychain through a child process that alone loads keytar. Every outcome is a value; no
 * error holds the secret or a text of the system. Where keytar cannot say why, the item is searched for.
 */
export function createKeychain(parts: CallQueueParts, findItem: FindItem = createItemFinder()): Keychain {
  const queue = createCallQueue(parts);

  /** What went wrong; null after an answer. Some services do not say that the keychain is locked, only that they failed. */
  async function troubleOf(outcome: CallOutcome, account: string): Promise<Trouble | null> {
    const trouble = firstTrouble(outcome);
    if (outcome === 'stopped' || trouble === null || !['unavailable', 'other'].includes(trouble.trouble))
      return trouble;
    return (await findItem(account)) === 'locked' ? LOCKED : trouble;
  }

  return {
    async read(account, isMarkedStored, patience, signal) {
      const outcome = await queue.call({ method: 'get', account }, patience, signal);
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
      const outcome = await queue.call({ method: 'set', account, value }, patience);
      const trouble = await troubleOf(outcome, account);
      if (trouble !== null) return refuse(CODES[trouble.trouble]);
      return valueOf(outcome) === value ? { ok: true } : refuse('keychain-refused');
    },
    async remove(account, isMarkedStored, patience) {
      const outcome = await queue.call({ method: 'delete', account }, patience);
      const trouble = await troubleOf(outcome, account);
      if (trouble !== null) return refuse(CODES[trouble.trouble]);
      if (valueOf(outcome) !== null || !isMarkedStored) return { ok: true };
      const place = await findItem(account);
      return place === 'missing' ? { ok: true } : refuse(CODES[place]);
    },
    onWaiting: queue.onWaiting,
    stop: queue.stop,
  };
}

function firstTrouble(outcome: CallOutcome): Trouble | null {
  if (outcome === 'deadline') return { trouble: 'waiting', detail: '' };
  if (outcome === 'crashed') return { trouble: 'unavailable', detail: texts.crashed };
  if (outcome === 'stopped') return { trouble: 'unavailable', detail: texts.closing };
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

/** Explains a text of keytar in our words; an unknown one is cut and passed on as `other`. */
function explainTrouble(text: string): Trouble {
  const known = KNOWN_TEXTS.find(({ pattern }) => pattern.test(text));
  return known ?? { trouble: 'other', detail: text.slice(0, MAX_DETAIL) };
}

/** What is wrong with a value for the keychain, in one sentence; null when it can be stored unchanged everywhere. */
function itemProblem(value: string): string | null {
  if (value === '') return texts.emptySecret;
  if (value.includes('\0')) return texts.nulCharacter;
  if (!value.isWellFormed()) return texts.halfCharacter;
  const bytes = Buffer.byteLength(value);
  return bytes > MAX_ITEM_BYTES ? texts.tooLong(bytes, MAX_ITEM_BYTES) : null;
}
