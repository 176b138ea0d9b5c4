import type { Clock } from '../shared/clock.ts';
import { readSmallFile, setAside } from './disk.ts';
import { parseSettings } from './parse.ts';
import { DEFAULT_SETTINGS } from './schema.ts';
import type { SettingsDocument } from './types.ts';

/** What settings.json gave: a document in any case, and what to know about it. */
export interface LoadedSettings {
  readonly document: SettingsDocument;
  /** One or two sentences when something was wrong, else null. */
  readonly problem: string | null;
  /** False when the file must be left as it is: it is newer, or it cannot be read. */
  readonly isWritable: boolean;
  /** True when the document should be on disk at once: it was recovered, or secrets were taken out. */
  readonly isRepaired: boolean;
}

const UNTIL_CLOSED = 'Changes made now hold until Rollcall is closed.';

/** The copy of the last document that was written whole. */
export function backupOf(file: string): string {
  return `${file}.bak`;
}

/** Loads settings.json; a damaged one is set aside and the last good copy, or else the defaults, take its place. */
export async function loadFile(file: string, clock: Clock): Promise<LoadedSettings> {
  const found = await readSmallFile(file);
  if (found.kind === 'missing') return plain(DEFAULT_SETTINGS);
  if (found.kind === 'unreadable') {
    return leftAlone(DEFAULT_SETTINGS, `The settings file cannot be read (${found.reason}).`);
  }
  const parsed = found.kind === 'bytes' ? parseSettings(found.bytes) : { kind: 'damaged' as const };
  if (parsed.kind === 'damaged') return recover(file, clock);
  if (parsed.kind === 'newer') {
    return leftAlone(parsed.document, 'The settings were written by a newer version of Rollcall and are left alone.');
  }
  return parsed.secretKeys.length === 0 ? plain(parsed.document) : stripped(parsed.document, parsed.secretKeys);
}

async function recover(file: string, clock: Clock): Promise<LoadedSettings> {
  const backup = await readSmallFile(backupOf(file));
  const parsed = backup.kind === 'bytes' ? parseSettings(backup.bytes) : null;
  const keptAs = await setAside(file, clock.now()).catch(() => null);
  const kept = keptAs === null ? 'It could not be set aside' : `It was kept as ${keptAs}`;
  return parsed?.kind === 'good'
    ? repaired(parsed.document, `The settings file was damaged. ${kept}, and the last good copy is used.`)
    : repaired(DEFAULT_SETTINGS, `The settings file was damaged. ${kept}, and Rollcall starts with default settings.`);
}

function stripped(document: SettingsDocument, secretKeys: readonly string[]): LoadedSettings {
  const names = secretKeys.join(', ');
  return repaired(
    document,
    `The settings file held what looks like a secret (${names}); it was removed. Secrets belong in the keychain: ` +
      'renew this one in Kore.ai and connect again.',
  );
}

function plain(document: SettingsDocument): LoadedSettings {
  return { document, problem: null, isWritable: true, isRepaired: false };
}

function repaired(document: SettingsDocument, problem: string): LoadedSettings {
  return { document, problem, isWritable: true, isRepaired: true };
}

function leftAlone(document: SettingsDocument, problem: string): LoadedSettings {
  return { document, problem: `${problem} ${UNTIL_CLOSED}`, isWritable: false, isRepaired: false };
}
