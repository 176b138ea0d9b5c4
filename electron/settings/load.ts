import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { copyAside, readSmallFile, setAside } from './disk.ts';
import { listPlaces } from './not-understood.ts';
import {
  DAMAGED,
  parseSettings,
  type DamagedSettings as Damaged,
  type GoodSettings as Good,
  textWithoutSecrets,
} from './parse.ts';
import { DEFAULT_SETTINGS, type SettingsDocument } from './types.ts';

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

/**
 * Loads settings.json. A damaged one is set aside, and what the process holds already (null for nothing), or the last
 * good copy, or what can be used of it, or else the defaults take its place; one that has gone is like none only when
 * it left no good copy. Of one that is merely odd in places the rest is used, and a copy is kept of it.
 */
export async function loadFile(file: string, clock: Clock, held: SettingsDocument | null): Promise<LoadedSettings> {
  const found = await readSmallFile(file);
  if (found.kind === 'missing') return held === null ? startWithout(file) : plain(held);
  if (found.kind === 'unreadable') {
    return leftAlone(DEFAULT_SETTINGS, `The settings file cannot be read (${found.reason}).`);
  }
  if (found.kind === 'no-settings') return recover(file, DAMAGED, clock, held);
  const parsed = await parseSettings(found.bytes);
  if (parsed.kind === 'damaged') return recover(file, parsed, clock, held);
  if (parsed.kind === 'newer') {
    return leftAlone(parsed.document, 'The settings were written by a newer version of Rollcall and are left alone.');
  }
  const problem = sentences(
    strippedSentence(parsed.secretKeys),
    await notUnderstoodSentence(file, parsed, found.bytes),
  );
  // Only a secret is taken out at once: who just reads leaves the rest of the file to whoever can mend it.
  return { ...plain(parsed.document), problem, isRepaired: parsed.secretKeys.length > 0 };
}

async function startWithout(file: string): Promise<LoadedSettings> {
  const copy = await lastGoodCopy(file);
  if (copy === null) return plain(DEFAULT_SETTINGS);
  const name = path.basename(backupOf(file));
  return repaired(
    copy,
    `The settings file was missing, and its last good copy (${name}) is used. To start afresh, quit Rollcall and delete both.`,
  );
}

async function recover(file: string, found: Damaged, clock: Clock, held: SettingsDocument | null) {
  const copy = await lastGoodCopy(file);
  const keptAs = await keepDamaged(file, found, clock).catch(() => null);
  const kept = keptAs === null ? 'It could not be set aside' : `It was kept as ${keptAs}`;
  const damaged = sentences(strippedSentence(found.secretKeys), `The settings file was damaged. ${kept}, and`);
  if (held !== null) return repaired(held, `${damaged} the settings in use stay.`);
  if (copy !== null) return repaired(copy, `${damaged} the last good copy is used.`);
  const { rest, notUnderstood } = found;
  if (rest === null) return repaired(DEFAULT_SETTINGS, `${damaged} Rollcall starts with default settings.`);
  return repaired(rest, `${damaged} the rest of it is used. Not understood: ${listPlaces(notUnderstood)}.`);
}

async function lastGoodCopy(file: string): Promise<SettingsDocument | null> {
  const found = await readSmallFile(backupOf(file));
  const parsed = found.kind === 'bytes' ? await parseSettings(found.bytes) : null;
  return parsed?.kind === 'good' ? parsed.document : null;
}

/** A damaged file that holds a secret is not renamed: a copy without it is kept, and the next write replaces the file. */
async function keepDamaged(file: string, { secretKeys, json }: Damaged, clock: Clock): Promise<string | null> {
  if (secretKeys.length === 0) return setAside(file, clock.now());
  const text = textWithoutSecrets(json);
  return text === null ? null : copyAside(file, text);
}

/** What of a file is lost with the next write, once a copy is kept; null for nothing. */
async function notUnderstoodSentence(file: string, { notUnderstood, secretKeys, json }: Good, bytes: Uint8Array) {
  if (notUnderstood.length === 0) return null;
  const text = secretKeys.length === 0 ? Buffer.from(bytes).toString() : textWithoutSecrets(json);
  const name = text === null ? null : await copyAside(file, text).catch(() => null);
  const kept = name === null ? 'No copy of the file could be kept.' : `The file as it was is kept as ${name}.`;
  return `Some settings were not understood, and are corrected or left out: ${listPlaces(notUnderstood)}. ${kept}`;
}

function strippedSentence(secretKeys: readonly string[]): string | null {
  if (secretKeys.length === 0) return null;
  return (
    `The settings file held what looks like a secret (${secretKeys.join(', ')}); it was removed. Secrets belong in the ` +
    'keychain: renew this one in Kore.ai and connect again.'
  );
}

function sentences(...parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(' ');
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
