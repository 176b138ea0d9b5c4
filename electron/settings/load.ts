import { readSmallFile, type FoundFile } from '../files/small-file.ts';
import { storageTexts } from '../shared/texts/storage.ts';
import { listed, lostPlaces, type Damage } from './damage.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type SettingsDocument } from './types.ts';

const texts = storageTexts.settingsFile;

/** What settings.json gave: a document in any case. */
export interface LoadedSettings {
  readonly document: SettingsDocument;
  /** Why the file must be left as it is, in a sentence. */
  readonly leftAlone?: string;
  /** What has to be mended at once, and said. */
  readonly damage?: Damage;
}

/** The copy of the last document that was written. */
export function backupOf(file: string): string {
  return `${file}.bak`;
}

/**
 * Loads settings.json. What cannot be read in it falls back or is left out alone; where it is missing or no settings
 * document at all, its last good copy is used, else what the process has in use, which are the defaults at first.
 */
export async function loadFile(file: string, inUse: SettingsDocument): Promise<LoadedSettings> {
  const found = await readSmallFile(file);
  if (found.kind === 'unreadable') {
    return { document: inUse, leftAlone: texts.unreadable(found.code) };
  }
  const { document, isNewer, lost, secretKeys, content } = await parse(found);
  if (isNewer) {
    return { document: document ?? inUse, leftAlone: texts.newer };
  }
  if (document !== null) {
    if (lost.length + secretKeys.length === 0) return { document };
    if (lost.length === 0) return { document, damage: { cause: null, secretKeys, content: null } };
    const cause = texts.causes.corrected(listed(lost));
    return { document, damage: { cause, secretKeys, content } };
  }
  const copy = await parse(await readSmallFile(backupOf(file)));
  const backup = copy.isNewer ? null : copy.document;
  if (found.kind === 'missing') {
    const cause = texts.causes.missing;
    return backup === null ? { document: inUse } : { document: backup, damage: { cause, secretKeys, content: null } };
  }
  const others = inUse === DEFAULT_SETTINGS ? texts.causes.defaultsUsed : texts.causes.presentStay;
  const cause = backup === null ? others : texts.causes.copyUsed;
  return { document: backup ?? inUse, damage: { cause, secretKeys, content } };
}

interface Parsed extends Pick<Damage, 'secretKeys' | 'content'> {
  /** Null for what is no settings document. */
  readonly document: SettingsDocument | null;
  readonly isNewer: boolean;
  /** Places in the file that the document does not hold as they were written. */
  readonly lost: readonly string[];
}

/** Parses a settings file: UTF-8 with or without a byte order mark, JSON, an object of our shape. */
async function parse(found: FoundFile): Promise<Parsed> {
  if (found.kind !== 'bytes') return { document: null, isNewer: false, lost: [], secretKeys: [], content: 'file' };
  const { json, secretKeys, content } = readJson(found.bytes);
  // Loaded when there is something to read: a first start and a command without settings do without zod.
  const { settingsSchema } = await import('./schema.ts');
  const { data: document = null } = settingsSchema.safeParse(json);
  const { version } = Object(json) as { readonly version?: unknown };
  const lost = document === null ? [] : lostPlaces(json, document);
  return { document, isNewer: Number(version) > SETTINGS_VERSION, lost, secretKeys, content };
}

// Names under which people put secrets into configuration files; our own `isSecretStored` is only a mark.
const SECRET_NAME = /^(?!isSecretStored$).*(?:secret|token|passw|passphrase|credential|private_?key|api_?key|jwt)/is;
/** A name and its value, in what is no JSON. */
const NAMED_VALUE = /(?<![\w-])([\w-]{1,100})(["']?\s*[:=]\s*)("(?:[^"\\\n]|\\.)*"?|[^\s,{}[\]]+)/g;

/** The JSON of a file, undefined where it is none, and the file itself, both without secrets. */
function readJson(bytes: Uint8Array): { readonly json?: unknown } & Pick<Damage, 'secretKeys' | 'content'> {
  const names = new Set<string>();
  const isSecret = (key: string): boolean => SECRET_NAME.test(key) && names.add(key.slice(0, 40)).size > 0;
  const without = (text: string) => ({
    secretKeys: [...names],
    content: names.size === 0 ? bytes : Buffer.from(text),
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const json: unknown = JSON.parse(text, (key, value: unknown) => (isSecret(key) ? undefined : value));
    return { json, ...without(JSON.stringify(json, null, 2)) };
  } catch {
    // Not UTF-8, no JSON, or nested deeper than the stack: no settings document in any case.
    const hide = (all: string, key: string, colon: string): string => (isSecret(key) ? `${key}${colon}""` : all);
    return without(Buffer.from(bytes).toString().replaceAll(NAMED_VALUE, hide));
  }
}
