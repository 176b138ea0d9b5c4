import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStorage, type StorageParts } from '../../electron/storage/open.ts';
import type { Schema, Storage } from '../../electron/storage/types.ts';
import { createFakeClock } from './fake-clock.ts';

/** A table of notes with a time; a second migration adds a column. */
export const NOTES: Schema = {
  steps: ['CREATE TABLE note (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT'],
  purges: ['DELETE FROM note WHERE at < ?1 OR at > ?2'],
  newest: 'SELECT max(at) AS at FROM note',
};
export const NOTES_2: Schema = {
  ...NOTES,
  steps: [...NOTES.steps, "ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'"],
};

/** A test's data folder and the storages opened on it. */
export interface StorageBench {
  readonly folder: string;
  readonly file: string;
  readonly clock: ReturnType<typeof createFakeClock>;
  open(schema?: Schema, parts?: Partial<StorageParts>): Promise<Storage>;
  /** Names in the folder, sorted, without SQLite's side files. */
  names(): Promise<string[]>;
  /** Opens the database as another program would. */
  foreign(name?: string): DatabaseSync;
  /** A process that saves one note after another and prints the number of each saved note. */
  writer(count: number): Writer;
  stop(): Promise<void>;
}

export interface Writer {
  readonly process: ChildProcess;
  /** Resolves when it has reported this many saved notes. */
  reached(count: number): Promise<void>;
  /** The last number it printed. */
  last(): number;
  ended: Promise<number | null>;
}

/** Makes a folder. */
export async function createStorageBench(): Promise<StorageBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-storage-'));
  const file = path.join(folder, 'rollcall.db');
  const clock = createFakeClock();
  const opened: { close(): void }[] = [];
  const writers: Writer[] = [];
  return {
    folder,
    file,
    clock,
    async open(schema = NOTES, parts = {}) {
      const storage = await openStorage({ dataFolder: folder, clock, schema, ...parts });
      opened.push(storage);
      return storage;
    },
    names: async () => (await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name)).sort(),
    foreign(name = 'rollcall.db') {
      const database = new DatabaseSync(path.join(folder, name));
      opened.push({ close: () => database.isOpen && database.close() });
      return database;
    },
    writer(count) {
      const writer = startWriter(folder, count);
      writers.push(writer);
      return writer;
    },
    async stop() {
      opened.forEach((each) => each.close());
      for (const { process: child, ended } of writers) {
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Saves a note; false when the database refused. */
export function saveNote({ disk }: Pick<Storage, 'disk'>, at: number, text: string): boolean {
  return disk.write(() => disk.prepare('INSERT INTO note (at, text) VALUES (?, ?)').run(at, text));
}

/** The saved notes, oldest first. */
export function notesIn({ disk }: Pick<Storage, 'disk'>): readonly string[] {
  const select = (): string[] =>
    disk
      .prepare<{ text: string }>('SELECT text FROM note ORDER BY id')
      .all()
      .map(({ text }) => text);
  return disk.read(select, ['unreadable']);
}

function startWriter(folder: string, count: number): Writer {
  const script = fileURLToPath(new URL('storage-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = 0;
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = Number(line);
    for (const check of [...waiting]) check();
  });
  return {
    process: child,
    last: () => last,
    reached: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (last < wanted) return void waiting.add(check);
          waiting.delete(check);
          resolve();
        };
        check();
      }),
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
  };
}
