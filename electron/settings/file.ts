import path from 'node:path';
import { lockFile } from '../files/lock-file.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, messageFor } from '../shared/messages.ts';
import { type Result, ok } from '../shared/result.ts';
import { sweepStrays, fileSignature, writeWhole } from './disk.ts';
import { DEFAULT_SETTINGS, type SettingsDocument, type SettingsStore } from './types.ts';
import { systemCode } from '../files/system-code.ts';
import { backupOf, loadFile, type LoadedSettings } from './load.ts';
import type { Settings } from '../shared/model.ts';

type Change = (document: SettingsDocument) => SettingsDocument;

/**
 * Loads settings.json of the data folder; never fails, see `problem`. Several processes may share the folder: before
 * each write a file that another one changed is read again and the changes are applied to that (so a change has to be
 * a pure function), which keeps both.
 */
export async function loadSettings({
  dataFolder,
  clock,
}: {
  readonly dataFolder: string;
  readonly clock: Clock;
}): Promise<SettingsStore> {
  const name = path.join(dataFolder, 'settings.json');
  await sweepStrays(name, clock.now());
  const file = createSharedFile(name, clock);
  const listeners = new Set<(document: SettingsDocument) => void>();
  let loaded = await file.load();
  let { document } = loaded;
  let unwritten: readonly Change[] = [];
  let lastWrite: Promise<unknown> = loaded.isRepaired ? file.write(document) : Promise.resolve();
  const { problem } = loaded;

  function replace(next: SettingsDocument): void {
    document = next;
    for (const listener of [...listeners]) listener(document);
  }

  async function write(): Promise<Result<null>> {
    // From the reading to the writing: what another process saves in between would be lost.
    const release = await lockFile(name);
    try {
      return await writeLatest();
    } finally {
      await release?.();
    }
  }

  /** Tells whether the document should be on disk at once. */
  async function takeOver(): Promise<boolean> {
    const theirs = await file.readTheirs();
    if (theirs === null) return false;
    loaded = theirs;
    replace(unwritten.reduce((result, change) => change(result), theirs.document));
    return theirs.isRepaired;
  }

  async function takeOverAndMend(): Promise<void> {
    if (await takeOver()) await write();
  }

  async function writeLatest(): Promise<Result<null>> {
    await takeOver();
    if (!loaded.isWritable) return fail('storage', { message: loaded.problem ?? messageFor('storage') });
    const included = unwritten.length;
    const written = await file.write(document);
    if (written.ok) unwritten = unwritten.slice(included);
    return written;
  }

  await lastWrite;
  return {
    get problem() {
      return loaded.problem ?? problem;
    },
    get: () => document,
    update(change) {
      unwritten = [...unwritten, change];
      replace(change(document));
      const written = lastWrite.then(write);
      lastWrite = written;
      return written;
    },
    refresh() {
      const taken = lastWrite.then(takeOverAndMend);
      lastWrite = taken;
      return taken;
    },
    async flush() {
      await lastWrite;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The preferences of this computer, without the connections kept in the same file. */
export function createPreferences(store: Pick<SettingsStore, 'get' | 'update'>) {
  return {
    get: (): Settings => store.get().preferences,
    /** Takes the fields given; `storage` when they hold for this session only because the file cannot be written. */
    async update(patch: Partial<Settings>): Promise<Result<Settings>> {
      const written = await store.update((document) => ({
        ...document,
        preferences: { ...document.preferences, ...patch },
      }));
      return written.ok ? ok(store.get().preferences) : written;
    },
  };
}

/** A settings file that other processes of the same user may write too. */
interface SharedFile {
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
function createSharedFile(file: string, clock: Clock): SharedFile {
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
      const { settingsSchema } = await import('./schema.ts');
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
