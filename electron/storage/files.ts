import { chmod, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { systemCode } from '../files/system-code.ts';

/** SQLite keeps a database in three files: what belongs to one name goes together. */
const SUFFIXES = ['', '-wal', '-shm'] as const;
const MAX_DAMAGED_COPIES = 3;

/** What is found at a path, without opening a pipe or a device. */
export async function isOrdinaryFile(file: string): Promise<boolean> {
  return (await stat(file)).isFile();
}

/**
 * Makes the folder and an empty file where there is none, and lets only its owner use the file; SQLite gives
 * its side files the same mode. Throws system errors.
 */
export async function makePrivate(file: string): Promise<void> {
  makeFolder(path.dirname(file));
  const handle = await open(file, 'ax', 0o600).catch((error: unknown) => {
    if (systemCode(error) === 'EEXIST') return null;
    throw error;
  });
  await handle?.close();
  if (await isOrdinaryFile(file)) await chmod(file, 0o600);
}

/** Renames a damaged database and keeps the newest three; the answer is its new name. Throws system errors. */
export async function setAside(file: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const names = await damagedCopies(file);
  const wanted = `${path.basename(file)}.corrupt-${stamp}`;
  // Twice in one millisecond, or a clock that was set back: never over an older copy.
  const name = names.includes(wanted) ? `${wanted}-${names.length}` : wanted;
  const target = path.join(path.dirname(file), name);
  await rename(file, target);
  for (const suffix of SUFFIXES.slice(1)) await rename(`${file}${suffix}`, `${target}${suffix}`).catch(ignore);
  // The new one always stays, even when the clock was set back.
  for (const old of names.sort().slice(0, 1 - MAX_DAMAGED_COPIES)) await removeDatabase(file, old);
  return name;
}

/** Deletes the files beside a database: set-aside copies, and files of other versions. Throws system errors. */
export async function removeLeftovers(file: string): Promise<void> {
  const used = path.basename(file);
  for (const name of await readdir(path.dirname(file))) {
    const isVersion = /^rollcall\.v\d+\.db$/.test(name) && name !== used;
    if (isVersion || /^rollcall(\.v\d+)?\.db\.corrupt-/.test(name)) await removeDatabase(file, name);
  }
}

async function damagedCopies(file: string): Promise<string[]> {
  const start = `${path.basename(file)}.corrupt-`;
  const names = await readdir(path.dirname(file));
  return names.filter((name) => name.startsWith(start) && !/-(wal|shm)$/.test(name));
}

async function removeDatabase(beside: string, name: string): Promise<void> {
  const target = path.join(path.dirname(beside), name);
  for (const suffix of SUFFIXES) await rm(`${target}${suffix}`, { recursive: true, force: true });
}

function ignore(): void {}
