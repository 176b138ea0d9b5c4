import { countText } from '../../../electron/shared/format.ts';
import type { ConnectionSummary, HealthState, SecretState } from '../../../electron/shared/model.ts';
import { clockMinute } from '../../ui/time-text.ts';

/** What stands for a connection's state, by its shape. */
export type ConnectionMarkName = 'live' | 'seen' | 'waiting' | 'fault' | 'locked' | 'unknown';

/** The state of a connection in a few words. */
interface ConnectionWords {
  readonly mark: ConnectionMarkName;
  readonly words: string;
}

const SECRETS: Readonly<Partial<Record<SecretState, string>>> = {
  locked: 'Keychain locked',
  unclear: 'Keychain locked, or no secret',
  missing: 'No secret saved',
  unavailable: 'No keychain',
};
const HEALTHS: Readonly<Partial<Record<HealthState, ConnectionWords>>> = {
  starting: { mark: 'waiting', words: 'Reading the team' },
  paused: { mark: 'waiting', words: 'Paused' },
  'rate-limited': { mark: 'waiting', words: 'Request limit reached' },
  stale: { mark: 'fault', words: 'Not up to date' },
  offline: { mark: 'fault', words: 'Could not be reached' },
  unauthorized: { mark: 'fault', words: 'Refused by Kore.ai' },
  keychain: { mark: 'locked', words: 'Waiting for the keychain' },
};

/** Which view the counts are of, in the tray's words; null for everybody and without counts. */
export function viewOf({ counts, view }: ConnectionSummary): { readonly words: string; readonly name: string } | null {
  if (counts === null || view === null) return null;
  return view === '' ? { words: 'a former view', name: '' } : { words: 'view', name: view };
}

/** Words and mark of a connection: of the open one how it is, of others how it was when it was last looked at. */
export function connectionWords(summary: ConnectionSummary, now: number): ConnectionWords {
  const { isOpen, health } = summary;
  if (isOpen && health?.state === 'live') return { mark: 'live', words: `Live, ${availableOf(summary)}` };
  const trouble = troubleOf(summary);
  const seen = seenWords(summary, now);
  if (trouble === null)
    return seen === '' ? { mark: 'unknown', words: 'Not opened yet' } : { mark: 'seen', words: seen };
  return { mark: trouble.mark, words: [trouble.words, seen].filter((words) => words !== '').join(', ') };
}

function troubleOf({ secret, health }: ConnectionSummary): ConnectionWords | null {
  const words = SECRETS[secret];
  if (words !== undefined) return { mark: 'locked', words };
  return (health === null ? null : HEALTHS[health.state]) ?? null;
}

function seenWords(summary: ConnectionSummary, now: number): string {
  const { asOf } = summary;
  return asOf === null ? '' : `${availableOf(summary)}, as of ${clockMinute(asOf, now)}`;
}

function availableOf({ counts }: ConnectionSummary): string {
  return `${countText(counts?.AVAILABLE ?? 0)} available`;
}
