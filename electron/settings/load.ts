import { readSmallFile, type FoundFile } from '../files/small-file.ts';
import { storageTexts } from '../shared/texts/storage.ts';
import { labelOf, listed, lostPaths, type Damage } from './damage.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type SavedConnection, type SettingsDocument } from './types.ts';

const texts = storageTexts.settingsFile;

/** The loaded settings; there is always a document. */
export interface LoadedSettings {
  readonly document: SettingsDocument;
  /** Why the file must be left as it is, and what that means for changes. */
  readonly leftAlone?: string;
  /** Damage to repair at once and to report. */
  readonly damage?: Damage;
}

/** The copy of the last document that was written. */
export function backupOf(file: string): string {
  return `${file}.bak`;
}

/**
 * Loads settings.json. An unreadable part falls back to its default or is left out; a connection is taken from
 * the last good copy. Where the file is missing or is no settings document, that copy is used, or else the settings in
 * use, which are the defaults at first.
 */
export async function loadFile(file: string, inUse: SettingsDocument): Promise<LoadedSettings> {
  const found = await readSmallFile(file);
  if (found.kind === 'unreadable') {
    return { document: inUse, leftAlone: texts.unreadable(found.code) };
  }
  const { json, document, isNewer, secretKeys, content } = await parse(found);
  if (isNewer) {
    return { document: document ?? inUse, leftAlone: texts.newer };
  }
  if (document !== null) {
    const added = await missingConnections(file, json, document);
    const completed = { ...document, connections: [...document.connections, ...added] };
    const names = added.map((connection, index) => texts.fromCopy(labelOf(connection, index)));
    const lost = [...lostPaths(json, completed), ...names.map((name) => `connections > ${name}`)];
    if (lost.length + secretKeys.length === 0) return { document };
    if (lost.length === 0) return { document, damage: { cause: null, secretKeys, content: null } };
    const cause = texts.causes.corrected(listed(lost));
    return { document: completed, damage: { cause, secretKeys, content } };
  }
  const copy = await readSmallFile(backupOf(file));
  if (found.kind === 'missing' && copy.kind === 'missing') return { document: inUse };
  const { document: backup } = await parse(copy);
  if (found.kind === 'missing') {
    const cause = backup === null ? texts.causes.missingBoth : texts.causes.missing;
    return { document: backup ?? inUse, damage: { cause, secretKeys, content: null } };
  }
  const others = inUse === DEFAULT_SETTINGS ? texts.causes.defaultsUsed : texts.causes.presentStay;
  const used = backup === null ? others : texts.causes.copyUsed;
  const cause = content === 'withheld' ? texts.textWithheld(used) : used;
  return { document: backup ?? inUse, damage: { cause, secretKeys, content } };
}

/** The damage of the last good copy, before it is overwritten; null without any. */
export async function damageOfBackup(file: string): Promise<Damage | null> {
  const found = await readSmallFile(backupOf(file));
  if (found.kind === 'missing') return null;
  const { json, document, isNewer, secretKeys, content } = await parse(found);
  if (!isNewer && document !== null && lostPaths(json, document).length === 0) return null;
  return { cause: isNewer ? texts.causes.copyNewer : texts.causes.copyDamaged, secretKeys, content };
}

/** Where connections were left out: those of the last good copy that the file lacks, since an id may be damaged. */
async function missingConnections(
  file: string,
  json: unknown,
  { connections }: SettingsDocument,
): Promise<readonly SavedConnection[]> {
  const { connections: written = [] } = Object(json) as { readonly connections?: unknown };
  if (Array.isArray(written) && written.length === connections.length) return [];
  const { document } = await parse(await readSmallFile(backupOf(file)));
  const ids = new Set(connections.map(({ profile }) => profile.id));
  return (document?.connections ?? []).filter(({ profile }) => !ids.has(profile.id));
}

interface Parsed extends Pick<Damage, 'secretKeys' | 'content'> {
  readonly json?: unknown;
  /** Null for what is no settings document. */
  readonly document: SettingsDocument | null;
  readonly isNewer: boolean;
}

/** Parses a settings file: UTF-8 with or without a byte order mark, JSON, an object of our shape. */
async function parse(found: FoundFile): Promise<Parsed> {
  if (found.kind !== 'bytes') return { document: null, isNewer: false, secretKeys: [], content: 'file' };
  const { json, secretKeys, content } = readJson(found.bytes);
  // Loaded when there is something to read: without settings zod is not needed.
  const { settingsSchema } = await import('./schema.ts');
  const { data: document = null } = settingsSchema.safeParse(json);
  const { version } = Object(json) as { readonly version?: unknown };
  return { json, document, isNewer: Number(version) > SETTINGS_VERSION, secretKeys, content };
}

// Words in the names under which people put secrets into configuration files.
const SECRET_WORD =
  /secret|token|passw|passphrase|pwd|credential|authorization|bearer|(?:private|access|api)[-_ ]?key|jwt/gi;
/** Our own keys, which hold no secret: the mark that there is one, and its kind. */
const OUR_OWN_WORDS = /isSecretStored|"auth"\s*:\s*"(?:secret|token)(?:"|$)/g;
const MAYBE_CREDENTIALS = /https?:[\\/]*[^/?#]{0,300}@/i;

/** The JSON of a file, undefined where it is none, and the file itself, both without secrets. */
function readJson(bytes: Uint8Array): { readonly json?: unknown } & Pick<Damage, 'secretKeys' | 'content'> {
  const names = new Set<string>();
  const withoutSecrets = (key: string, value: unknown): unknown => {
    const isSecret = key !== 'isSecretStored' && key.search(SECRET_WORD) !== -1;
    const cleaned = isSecret ? undefined : withoutCredentials(value);
    if (isSecret || cleaned !== value) names.add(key.slice(0, 40));
    return cleaned;
  };
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), withoutSecrets);
    const content = names.size === 0 ? bytes : Buffer.from(JSON.stringify(json, null, 2));
    return { json, secretKeys: [...names], content };
  } catch {
    // Not UTF-8, no JSON, or nested deeper than the stack: this is no settings document, and the end of a secret in it
    // cannot be found. Without its zeros, UTF-16 can be searched as well.
    const text = Buffer.from(bytes).toString('latin1').replaceAll('\0', '').replaceAll(OUR_OWN_WORDS, '');
    for (const [word] of text.matchAll(SECRET_WORD)) names.add(word.toLowerCase());
    if (MAYBE_CREDENTIALS.test(text)) names.add('web address');
    return { secretKeys: [...names], content: names.size === 0 ? bytes : 'withheld' };
  }
}

/** A web address without user name and password; nothing of one that cannot be read. */
function withoutCredentials(value: unknown): unknown {
  if (typeof value !== 'string' || !MAYBE_CREDENTIALS.test(value)) return value;
  const url = URL.parse(value.trim());
  if (url === null) return undefined;
  if (url.username === '' && url.password === '') return value;
  url.username = '';
  url.password = '';
  return url.href;
}
