import { DEFAULT_SETTINGS, SETTINGS_VERSION, settingsSchema } from './schema.ts';
import { findSecretKeys } from './secret-keys.ts';
import type { SettingsDocument } from './types.ts';

/** What the bytes of settings.json turned out to be. */
export type ParsedSettings =
  | {
      readonly kind: 'good';
      readonly document: SettingsDocument;
      /** Names of keys that look like a secret and are not in `document`. */
      readonly secretKeys: readonly string[];
    }
  /** Written by a newer program: `document` is what this one understands of it. */
  | { readonly kind: 'newer'; readonly document: SettingsDocument }
  | { readonly kind: 'damaged' };

/** Reads the bytes of a settings file: UTF-8 with or without a byte order mark, JSON, an object of our shape. */
export function parseSettings(bytes: Uint8Array): ParsedSettings {
  const json = readJson(bytes);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { kind: 'damaged' };
  const parsed = settingsSchema.safeParse(json);
  if ('version' in json && Number(json.version) > SETTINGS_VERSION) {
    return { kind: 'newer', document: parsed.success ? parsed.data : DEFAULT_SETTINGS };
  }
  if (!parsed.success) return { kind: 'damaged' };
  return { kind: 'good', document: parsed.data, secretKeys: findSecretKeys(json) };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // not UTF-8, not JSON, or nested deeper than the parser goes: no object in any case
  }
}
