import path from 'node:path';
import { lockFile } from '../files/lock-file.ts';
import { fileSignature, writeAtomically } from '../files/small-file.ts';
import { systemCode } from '../files/system-code.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, messageFor, ok, type Result } from '../shared/result.ts';
import type { Settings } from '../shared/model.ts';
import { storageTexts } from '../shared/texts/storage.ts';
import { describeDamage, hasCopies, setAside, type Damage } from './damage.ts';
import { backupOf, damageOfBackup, loadFile, type LoadedSettings } from './load.ts';
import { DEFAULT_SETTINGS, type SettingsDocument, type SettingsStore } from './types.ts';

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
  const file = path.join(dataFolder, 'settings.json');
  const listeners = new Set<(document: SettingsDocument) => void>();
  /** The signature of the file when it was last read or written; null before that. */
  let signature: string | null = null;
  /** The last settings read or written; `document` also has the changes that are not written yet. */
  let loaded: LoadedSettings = { document: DEFAULT_SETTINGS };
  let { document } = loaded;
  let unwritten: readonly Change[] = [];
  let problem: string | null = null;
  let lastWrite: Promise<unknown> = Promise.resolve();

  function replace(next: SettingsDocument): void {
    document = next;
    for (const listener of [...listeners]) listener(document);
  }

  /** Takes over the changes that another process or a person has made to the file. */
  async function takeOver(): Promise<void> {
    // Read before the content, so that a change in between is noticed, if need be twice.
    const current = await fileSignature(file);
    // If the file was deleted, our document stays.
    const hasVanished = current === '' && signature !== null && loaded.leftAlone === undefined;
    if (current === signature || hasVanished) return;
    signature = current;
    loaded = await loadFile(file, loaded.document);
    problem = loaded.leftAlone ?? null;
    replace(unwritten.reduce((result, change) => change(result), loaded.document));
  }

  async function mend(): Promise<void> {
    await takeOver();
    if (loaded.damage !== undefined) await write();
  }

  async function write(): Promise<Result<null>> {
    // The lock lasts from the read to the write, so that no save of another process in between is lost.
    const release = await lockFile(file);
    try {
      await takeOver();
      if (loaded.leftAlone !== undefined) return fail('storage', { message: problem ?? messageFor('storage') });
      return await writeDocument();
    } finally {
      await release?.();
    }
  }

  async function writeDocument(): Promise<Result<null>> {
    let { damage } = loaded;
    try {
      if (damage !== undefined) {
        damage = await setAside(file, damage, clock.now());
        loaded = { ...loaded, damage };
      }
      const { settingsSchema } = await import('./schema.ts');
      const [written, included] = [document, unwritten.length];
      const text = `${JSON.stringify(settingsSchema.parse(written), null, 2)}\n`;
      await writeAtomically(file, text);
      signature = await fileSignature(file);
      const ofBackup = await writeBackup(text).catch(() => null); // the file itself is safe
      loaded = { document: written };
      unwritten = unwritten.slice(included);
      const found = [damage, ofBackup].filter((each) => each !== undefined && each !== null);
      if (found.length > 0) problem = found.map((each) => describeDamage(each, null)).join(' ');
      return ok(null);
    } catch (error) {
      const code = systemCode(error);
      if (damage !== undefined) problem = describeDamage(damage, code);
      return fail('storage', { message: storageTexts.settingsFile.unwritable(code) });
    }
  }

  /** Returns the damage of the former copy. */
  async function writeBackup(text: string): Promise<Damage | null> {
    const damage = await damageOfBackup(file);
    const saved = damage === null ? null : await setAside(backupOf(file), damage, clock.now());
    await writeAtomically(backupOf(file), text);
    return saved;
  }

  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = lastWrite.then(task);
    lastWrite = done;
    return done;
  }

  await enqueue(mend);
  const isComplete = problem === null && !(await hasCopies(dataFolder));
  return {
    isComplete,
    get problem() {
      return problem;
    },
    get: () => document,
    update(change) {
      unwritten = [...unwritten, change];
      replace(change(document));
      return enqueue(write);
    },
    refresh: () => enqueue(mend),
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
