import { readFileSync } from 'node:fs';

/**
 * A file of an asar archive; `bytes` is null where it lies beside the archive, in `app.asar.unpacked`.
 * @typedef {{ path: string, size: number, bytes: Buffer | null }} AsarFile
 */

/**
 * The part of the archive's own table that is read: folders hold further entries, files a size and a place.
 * @typedef {{ files?: Record<string, AsarEntry>, size?: number, offset?: string, unpacked?: boolean, link?: string }} AsarEntry
 */

/**
 * Reads an asar archive: two length words of Chromium's Pickle, the table as JSON, then the files one after the other
 * (github.com/electron/asar, "Format"). Throws where it is none, or has a symbolic link.
 * @param {string} file
 * @returns {AsarFile[]} sorted by path
 */
export const readAsar = (file) => filesInAsar(readFileSync(file));

/**
 * @param {Buffer} archive
 * @returns {AsarFile[]} sorted by path
 */
export function filesInAsar(archive) {
  if (archive.length < 16 || archive.readUInt32LE(0) !== 4) throw new Error('This is no asar archive.');
  const base = 8 + archive.readUInt32LE(4);
  const table = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
  return filesBelow(table, '', archive.subarray(base)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * @param {AsarEntry} folder
 * @param {string} prefix
 * @param {Buffer} content
 * @returns {AsarFile[]}
 */
function filesBelow(folder, prefix, content) {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    const path = `${prefix}${name}`;
    if (entry.link !== undefined) throw new Error(`${path} is a symbolic link.`);
    return entry.files === undefined ? [fileOf(entry, path, content)] : filesBelow(entry, `${path}/`, content);
  });
}

/**
 * @param {AsarEntry} entry
 * @param {string} path
 * @param {Buffer} content
 * @returns {AsarFile}
 */
function fileOf({ size = 0, offset, unpacked = false }, path, content) {
  const start = Number(offset);
  return { path, size, bytes: unpacked ? null : content.subarray(start, start + size) };
}
