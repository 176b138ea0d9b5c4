import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../files/small-file.ts';
import { storageTexts } from '../shared/texts/storage.ts';

const texts = storageTexts.settingsFile;
const COPY = '.corrupt-';
const MAX_COPIES = 3;
const MAX_NAMED = 5;
const MAX_LABEL_CHARACTERS = 40;
/** The version is checked elsewhere, and what was learned of a server is learned again. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['version', 'memory']);
/** A name that a sentence may repeat: no control or formatting characters. */
const SHOWABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** What is wrong with a settings file. */
export interface Damage {
  /** What was wrong and what is used instead, without a full stop; null where there are only secrets. */
  readonly cause: string | null;
  /** Names of keys that look like a secret. */
  readonly secretKeys: readonly string[];
  /**
   * What is to be set aside: bytes without secrets, the file itself where it is no small file, a mark that its text was
   * withheld since a secret cannot be taken out of it, or nothing.
   */
  readonly content: Uint8Array | 'file' | 'withheld' | null;
  /** The name of what was set aside. */
  readonly copyName?: string;
}

/**
 * Where the file says something that the document read from it does not, for example `preferences > theme`,
 * `connections > Support > host` or `connections > Support left out`. A key that is missing
 * in the file or unknown to this version does not count, except the connections: every version has written them.
 */
export function lostPaths(written: unknown, read: unknown): string[] {
  const hasConnections = isFields(written) && 'connections' in written;
  const paths = compare(written, read).map((keys) => keys.join(' > '));
  return hasConnections ? paths : [texts.lacking('connections'), ...paths];
}

function compare(written: unknown, read: unknown): string[][] {
  if (written === undefined || normalise(written) === normalise(read)) return [];
  if (Array.isArray(written) && Array.isArray(read)) {
    const isRead = (entry: unknown): boolean => read.some((other) => compare(entry, other).length === 0);
    return written.flatMap((entry: unknown, index) => (isRead(entry) ? [] : [[labelOf(entry, index)]]));
  }
  if (!isFields(written) || !isFields(read)) return [[]];
  const keys = Object.keys(read).filter((key) => !NOT_COMPARED.has(key));
  return keys.flatMap((key) => {
    const [before, after] = [written[key], read[key]];
    const areConnections = key === 'connections' && Array.isArray(before) && Array.isArray(after);
    const paths = areConnections ? compareConnections(before, after) : compare(before, after);
    return key === 'profile' ? paths : paths.map((rest) => [key, ...rest]);
  });
}

function compareConnections(written: readonly unknown[], read: readonly unknown[]): string[][] {
  const unmatched = new Map(read.map((connection) => [idOf(connection), connection]));
  return written.flatMap((entry, index) => {
    const label = labelOf(entry, index);
    const found = unmatched.get(idOf(entry));
    if (found === undefined) return [[texts.leftOut(label)]];
    unmatched.delete(idOf(entry));
    return compare(entry, found).map((keys) => [label, ...keys]);
  });
}

function idOf(connection: unknown): unknown {
  const { profile } = Object(connection) as { readonly profile?: unknown };
  return (Object(profile) as { readonly id?: unknown }).id;
}

/** Midnight is the end of a day and the beginning of the next. */
function normalise(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().replace(/^24:00$/, '00:00') : value;
}

/** Whether a value of JSON is an object. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of a connection or of a limit; its number where it has none that can be shown. */
export function labelOf(entry: unknown, index: number): string {
  const { name, profile } = Object(entry) as { readonly name?: unknown; readonly profile?: unknown };
  const found = name ?? (Object(profile) as { readonly name?: unknown }).name;
  const label = typeof found === 'string' ? found.trim() : '';
  if (!SHOWABLE.test(label)) return texts.entry(index + 1);
  return label.length > MAX_LABEL_CHARACTERS ? `${label.slice(0, MAX_LABEL_CHARACTERS).toWellFormed()}…` : label;
}

/** The first of many names, and the number of the others. */
export function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  const first = names.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? texts.listed(first, more) : first;
}

/**
 * Saves a copy of what the next write would lose beside the file, and keeps the newest three. Throws system errors.
 */
export async function setAside(file: string, damage: Damage, now: number): Promise<Damage> {
  const { content } = damage;
  if (content === null) return damage;
  const folder = path.dirname(file);
  const start = path.basename(file) + COPY;
  const copyName = start + new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const others = (await readdir(folder)).filter((name) => name.startsWith(start) && name !== copyName).sort();
  const copy = path.join(folder, copyName);
  await (content === 'file'
    ? rename(file, copy)
    : writeAtomically(copy, content === 'withheld' ? texts.withheld : content));
  // The new one always stays, even when the clock was set back.
  for (const old of others.slice(0, 1 - MAX_COPIES)) await rm(path.join(folder, old)).catch(() => undefined);
  return { ...damage, content: null, ...(content === 'withheld' ? {} : { copyName }) };
}

/** Whether a copy of damaged settings is in the data folder. */
export async function hasCopies(dataFolder: string): Promise<boolean> {
  const names = await readdir(dataFolder).catch(() => []);
  return names.some((name) => name.startsWith('settings.json') && name.includes(COPY));
}

/** Says what was wrong and what was done about it; `code` is the system's code when the file could not be repaired, else null. */
export function describeDamage({ cause, secretKeys, content, copyName }: Damage, code: string | null): string {
  const sentences: string[] = [];
  if (secretKeys.length > 0) {
    const keys = listed(secretKeys);
    sentences.push(code === null ? texts.secretRemoved(keys) : texts.secretStays(keys, code));
  }
  if (cause !== null && content !== null) sentences.push(texts.withoutCopy(cause, code));
  else if (cause !== null)
    sentences.push(copyName === undefined ? texts.ended(cause) : texts.savedCopy(cause, copyName));
  return sentences.join(' ');
}
