import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';
import { systemCode } from './system-code.ts';

const MAX_BYTES = 1_000_000;

/** What is found at a path without ever waiting for it: a pipe or a device is not opened. */
export type FoundFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A folder, a pipe, a device, or larger than 1 MB. */
  | { readonly kind: 'no-small-file' }
  /** There, but it cannot be read; `code` is the system's, for example EACCES. */
  | { readonly kind: 'unreadable'; readonly code: string };

/** Reads a small file; a link is followed. */
export async function readSmallFile(file: string): Promise<FoundFile> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size > MAX_BYTES) return { kind: 'no-small-file' };
    return { kind: 'bytes', bytes: await readFile(file) };
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', code };
  }
}

/** Changes whenever another process has replaced or edited the file; empty when it is not there. */
export async function fileSignature(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** Writes all of a file or nothing, readable by its owner only, and flushes file and folder. Throws system errors. */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  makeFolder(folder);
  // Loaded when something is written: a command that only reads starts twice as fast without it.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, content, { mode: 0o600 });
  // A rename lasts through a power failure only when the folder is flushed too. Windows cannot open folders.
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
