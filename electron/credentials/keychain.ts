import { appError } from '../shared/messages.ts';
import type { ErrorCode } from '../shared/result.ts';
import { createCallLine, type CallLineParts, type CallOutcome } from './call-line.ts';
import { explainTrouble, type KeychainTrouble } from './explain.ts';
import { itemProblem } from './item-value.ts';
import type { Keychain, KeychainRead, KeychainWrite } from './types.ts';

const CRASHED = 'The keychain support of this installation ended unexpectedly.';
const STOPPED = 'Rollcall is closing.';

const CODES: Readonly<Record<KeychainTrouble, ErrorCode>> = {
  locked: 'keychain-locked',
  unavailable: 'keychain-unavailable',
  waiting: 'keychain-waiting',
  other: 'keychain-refused',
};

/**
 * The OS keychain through a child process that alone loads keytar (design: Keychain). Every outcome is a value; no
 * error holds the secret or a text of the system.
 */
export function createKeychain(parts: CallLineParts): Keychain {
  const line = createCallLine(parts);
  return {
    async read(account, isMarkedStored, patience, signal) {
      return toRead(await line.call({ method: 'get', account }, patience, signal), isMarkedStored);
    },
    async write(account, value, patience) {
      const problem = itemProblem(value);
      if (problem !== null) return refuse('invalid-input', problem);
      return toWrite(await line.call({ method: 'set', account, value }, patience), (stored) =>
        stored === value ? { ok: true } : refuse('keychain-refused'),
      );
    },
    async remove(account, isMarkedStored, patience) {
      return toWrite(await line.call({ method: 'delete', account }, patience), (deleted) =>
        deleted === null && isMarkedStored ? refuse('keychain-locked') : { ok: true },
      );
    },
    onWaiting: line.onWaiting,
    stop: line.stop,
  };
}

function toRead(outcome: CallOutcome, isMarkedStored: boolean): KeychainRead {
  if (outcome === 'deadline') return { state: 'waiting' };
  if (outcome === 'crashed') return { state: 'unavailable', detail: CRASHED };
  if (outcome === 'stopped') return { state: 'unavailable', detail: STOPPED };
  if (!outcome.ok) return readTrouble(outcome.detail);
  if (outcome.value !== null) return { state: 'stored', value: outcome.value };
  // keytar answers null both for a locked keyring and for an item that is not there.
  return { state: isMarkedStored ? 'locked' : 'missing' };
}

function readTrouble(text: string): KeychainRead {
  const { trouble, detail } = explainTrouble(text);
  if (trouble === 'locked' || trouble === 'waiting') return { state: trouble };
  return { state: 'unavailable', detail };
}

function toWrite(outcome: CallOutcome, judge: (value: string | null) => KeychainWrite): KeychainWrite {
  if (outcome === 'deadline') return refuse('keychain-waiting');
  if (outcome === 'crashed' || outcome === 'stopped') return refuse('keychain-unavailable');
  return outcome.ok ? judge(outcome.value) : refuse(CODES[explainTrouble(outcome.detail).trouble]);
}

function refuse(code: ErrorCode, message?: string): KeychainWrite {
  return { ok: false, error: appError(code, message === undefined ? {} : { message }) };
}
