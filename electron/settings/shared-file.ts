import { systemCode } from '../files/system-code.ts';
import type { Clock } from '../shared/clock.ts';
import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { fileSignature, writeWhole } from './disk.ts';
import { backupOf, loadFile, type LoadedSettings } from './load.ts';
import { DEFAULT_SETTINGS, settingsSchema } from './schema.ts';
import type { SettingsDocument } from './types.ts';

/** A settings file that other processes of the same user may write too. */
export interface SharedFile {
  /** Reads the file for the first time. */
  load(): Promise<LoadedSettings>;
  /**
   * What another process has made of the file since it was read or written here; null when there is nothing to take
   * over. In place of a damaged one it is what was read or written here last.
   */
  readTheirs(): Promise<LoadedSettings | null>;
  /** Writes file and copy; `storage` with the system's code when that fails. */
  write(document: SettingsDocument): Promise<Result<null>>;
}

/** Makes the file; nothing is read or written yet. */
export function createSharedFile(file: string, clock: Clock): SharedFile {
  let signature = '';
  /** What was read or written last; a file of which nothing could be read is none of it. */
  let held: SettingsDocument | null = null;

  async function load(): Promise<LoadedSettings> {
    // Before the content: a change in between is then seen once too often rather than never.
    signature = await fileSignature(file);
    const loaded = await loadFile(file, clock, held);
    if (loaded.document !== DEFAULT_SETTINGS) held = loaded.document;
    return loaded;
  }

  async function readTheirs(): Promise<LoadedSettings | null> {
    const current = await fileSignature(file);
    // A file that vanished does not take our document with it.
    return current === signature || current === '' ? null : load();
  }

  async function write(document: SettingsDocument): Promise<Result<null>> {
    try {
      const text = `${JSON.stringify(settingsSchema.parse(document), null, 2)}\n`;
      await writeWhole(file, text);
      signature = await fileSignature(file);
      held = document;
      await writeWhole(backupOf(file), text).catch(() => undefined); // the file itself is safe
      return ok(null);
    } catch (error) {
      return fail('storage', { message: `The settings cannot be saved in the data folder (${systemCode(error)}).` });
    }
  }

  return { load, readTheirs, write };
}
