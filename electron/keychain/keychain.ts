import { appError, type ErrorCode } from '../shared/result.ts';
import { keychainTexts as texts } from '../shared/texts/connect/keychain.ts';
import { createCallQueue, type CallQueueParts, type CallOutcome } from './call-queue.ts';
import { createItemFinder, type FindItem, type ItemState } from './find-item.ts';
import type { Keychain, KeychainRead, KeychainWrite } from './types.ts';

/** Windows takes 2,560 bytes for an item with its name; no item is larger than 2,000 bytes of UTF-8. */
export const MAX_ITEM_BYTES = 2_000;

/** What is wrong: the state, and a sentence for the user. */
interface Problem {
  readonly kind: 'locked' | 'unavailable' | 'waiting' | 'other';
  readonly detail: string;
}

/** How much of an unknown text is passed on; the longest known one is shorter. */
const MAX_DETAIL = 200;

const LOCKED: Problem = { kind: 'locked', detail: texts.locked };
/** libsecret's texts were each seen on Linux; "User ..." are macOS's, in the words of its Security framework. */
const KNOWN_TEXTS: readonly (Problem & { readonly pattern: RegExp })[] = [
  { pattern: /locked collection|interaction is not allowed|canceled the operation|prompt.*dismissed/i, ...LOCKED },
  {
    pattern: /timeout was reached|timed out/i,
    kind: 'waiting',
    detail: texts.noAnswer,
  },
  {
    // gnome-keyring runs but could not ask anybody to choose a password for a first keyring.
    pattern: /Object does not exist at path/i,
    kind: 'unavailable',
    detail: texts.noKeyring,
  },
  {
    pattern: /D-Bus|dbus-launch|could not connect/i,
    kind: 'unavailable',
    detail: texts.noSessionBus,
  },
  {
    pattern: /was not provided by any|ServiceUnknown|NameHasNoOwner|Message recipient disconnected/i,
    kind: 'unavailable',
    detail: texts.noService,
  },
  {
    pattern: /keytar|libsecret|shared object/i,
    kind: 'unavailable',
    detail: texts.noSupport,
  },
];

const CODES: Readonly<Record<Problem['kind'] | Exclude<ItemState, 'missing'>, ErrorCode>> = {
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
  async function problemOf(outcome: CallOutcome, account: string): Promise<Problem | null> {
    const problem = problemIn(outcome);
    if (outcome === 'stopped' || problem === null || !['unavailable', 'other'].includes(problem.kind)) return problem;
    return (await findItem(account)) === 'locked' ? LOCKED : problem;
  }

  return {
    async read(account, isMarkedStored, patience, signal) {
      const outcome = await queue.call({ method: 'get', account }, patience, signal);
      const problem = await problemOf(outcome, account);
      if (problem !== null) return toRead(problem);
      const value = valueOf(outcome);
      if (value !== null) return { state: 'stored', value };
      // keytar answers null both for a locked keyring and for an item that is not there.
      return { state: isMarkedStored ? await findItem(account) : 'missing' };
    },
    async write(account, value, patience) {
      const invalid = itemProblem(value);
      if (invalid !== null) return refuse('invalid-input', invalid);
      const outcome = await queue.call({ method: 'set', account, value }, patience);
      const problem = await problemOf(outcome, account);
      if (problem !== null) return refuse(CODES[problem.kind]);
      return valueOf(outcome) === value ? { ok: true } : refuse('keychain-refused');
    },
    async remove(account, isMarkedStored, patience) {
      const outcome = await queue.call({ method: 'delete', account }, patience);
      const problem = await problemOf(outcome, account);
      if (problem !== null) return refuse(CODES[problem.kind]);
      if (valueOf(outcome) !== null || !isMarkedStored) return { ok: true };
      const state = await findItem(account);
      return state === 'missing' ? { ok: true } : refuse(CODES[state]);
    },
    onWaiting: queue.onWaiting,
    stop: queue.stop,
  };
}

function problemIn(outcome: CallOutcome): Problem | null {
  if (outcome === 'deadline') return { kind: 'waiting', detail: '' };
  if (outcome === 'crashed') return { kind: 'unavailable', detail: texts.crashed };
  if (outcome === 'stopped') return { kind: 'unavailable', detail: texts.closing };
  return outcome.ok ? null : explain(outcome.detail);
}

function valueOf(outcome: CallOutcome): string | null {
  return typeof outcome === 'object' && outcome.ok ? outcome.value : null;
}

function toRead({ kind, detail }: Problem): KeychainRead {
  return kind === 'locked' || kind === 'waiting' ? { state: kind } : { state: 'unavailable', detail };
}

function refuse(code: ErrorCode, message?: string): KeychainWrite {
  return { ok: false, error: appError(code, message === undefined ? {} : { message }) };
}

/** Explains a text of keytar in our words; an unknown one is cut and passed on as `other`. */
function explain(text: string): Problem {
  const known = KNOWN_TEXTS.find(({ pattern }) => pattern.test(text));
  return known ?? { kind: 'other', detail: text.slice(0, MAX_DETAIL) };
}

/** What is wrong with a value for the keychain, in one sentence; null when it can be stored unchanged everywhere. */
function itemProblem(value: string): string | null {
  if (value === '') return texts.emptySecret;
  if (value.includes('\0')) return texts.nulCharacter;
  if (!value.isWellFormed()) return texts.halfCharacter;
  const bytes = Buffer.byteLength(value);
  return bytes > MAX_ITEM_BYTES ? texts.tooLong(bytes, MAX_ITEM_BYTES) : null;
}
