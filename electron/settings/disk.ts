import { open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { systemCode } from '../files/system-code.ts';

const MAX_BYTES = 1_000_000;
const KEPT_DAMAGED_FILES = 3;
/** A write takes milliseconds; a neighbour file older than this was left behind by a process that was killed. */
const STRAY_AFTER_MS = 60_000;

/** What is found at a path without ever waiting for it: a pipe or a device is not opened. */
export type FoundFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A folder, a pipe, a device, or larger than 1 MB. */
  | { readonly kind: 'no-settings' }
  /** There, but it cannot be read; `reason` is the system's code, for example EACCES. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a small file; a link is followed. */
export async function readSmallFile(file: string): Promise<FoundFile> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > MAX_BYTES) return { kind: 'no-settings' };
    return { kind: 'bytes', bytes: await readFile(file) };
  } catch (error) {
    const reason = systemCode(error);
    return reason === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason };
  }
}

/** Changes whenever another process has replaced or edited the file; empty when it is not there. */
export async function fileSignature(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** Writes a file whole or not at all, readable by its owner only, and flushes file and folder. Throws system errors. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  makeFolder(folder);
  // Loaded when something is written: a command that only reads starts twice as fast without it.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, text, { mode: 0o600 });
  await flushFolder(folder);
}

/** Renames a damaged file (of a link: the link) and keeps the newest three; the answer is its new name. */
export async function setAside(file: string, now: number): Promise<string> {
  const name = asideName(file, now);
  await rename(file, path.join(path.dirname(file), name));
  await keepNewest(file, name);
  return name;
}

/**
 * Keeps a copy of a file that is about to lose some of its content, among the damaged ones, and named by the time the file
 * was written: however often it is read it is kept once. The answer is the name of the copy.
 */
export async function copyAside(file: string, text: string): Promise<string> {
  const { mtimeMs } = await stat(file);
  const name = asideName(file, Math.trunc(mtimeMs));
  const copy = path.join(path.dirname(file), name);
  if ((await stat(copy).catch(() => null)) !== null) return name;
  await writeWhole(copy, text);
  await keepNewest(file, name);
  return name;
}

function asideName(file: string, at: number): string {
  return `${path.basename(file)}.corrupt-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** The one just kept may be older than those that are there. */
async function keepNewest(file: string, kept: string): Promise<void> {
  const folder = path.dirname(file);
  const all = (await readdir(folder)).filter((other) => other.startsWith(`${path.basename(file)}.corrupt-`));
  const others = all.filter((other) => other !== kept).sort();
  const tooMany = others.slice(0, 1 - KEPT_DAMAGED_FILES);
  await Promise.all(tooMany.map((other) => unlink(path.join(folder, other)).catch(ignore)));
}

/** Removes what killed writes left beside the file: write-file-atomic's neighbours, named by a number. */
export async function sweepStrays(file: string, now: number): Promise<void> {
  const folder = path.dirname(file);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(path.basename(file)) || !/(json|bak|Z)\.\d+$/.test(name)) continue;
    const stray = path.join(folder, name);
    const found = await stat(stray).catch(() => null);
    if (found !== null && found.mtimeMs < now - STRAY_AFTER_MS) await unlink(stray).catch(ignore);
  }
}

// A rename lasts through a power failure only when the folder is flushed too. Windows cannot open folders.
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(ignore);
  await handle?.close();
}

function ignore(): void {}
