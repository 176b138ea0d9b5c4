import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The files below a folder, sorted, with forward slashes.
 * @param {string} folder
 */
export function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => !entry.isDirectory());
  return entries
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/**
 * A hash of each file below a folder, by path.
 * @param {string} folder
 */
export const hashesBelow = (folder) =>
  Object.fromEntries(filesBelow(folder).map((file) => [file, hash(readFileSync(path.join(folder, file)))]));

/** @param {Buffer} bytes */
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
