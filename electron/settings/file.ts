import path from 'node:path';
import { lockFile } from '../files/lock-file.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, messageFor } from '../shared/messages.ts';
import type { Result } from '../shared/result.ts';
import { sweepStrays } from './disk.ts';
import { createSharedFile } from './shared-file.ts';
import type { SettingsDocument, SettingsStore } from './types.ts';

/** Where the settings are, and the time for the names of damaged files. */
export interface SettingsParts {
  readonly dataFolder: string;
  readonly clock: Clock;
}

type Change = (document: SettingsDocument) => SettingsDocument;

/**
 * Loads settings.json of the data folder; never fails, see `problem`. Several processes may share the folder: before
 * each write a file that another one changed is read again and the changes are applied to that (so a change has to be
 * a pure function), which keeps both.
 */
export async function loadSettings({ dataFolder, clock }: SettingsParts): Promise<SettingsStore> {
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
