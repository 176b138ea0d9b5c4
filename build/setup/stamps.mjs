import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What node_modules was installed from. Node's version is no part of it: everything runs on the Node of the lockfile,
 * and keytar is an N-API module, which any Node loads.
 * @param {string} lockfile the text of package-lock.json
 * @param {string} platform
 * @param {string} arch
 * @param {boolean} canCompile whether keytar's compiler and headers were there
 */
export function installStamp(lockfile, platform, arch, canCompile) {
  const hash = createHash('sha256').update(lockfile).digest('hex');
  return `${hash} ${platform}-${arch}${canCompile ? ' can-compile' : ''}\n`;
}

/**
 * Whether `npm ci` is due: never done or not finished, another lockfile or computer, or keytar is missing and what it
 * is compiled with has come since.
 * @param {{ stamp: string | null, lockfile: string, platform: string, arch: string, canCompile: boolean, hasNode: boolean, hasKeytar: boolean }} facts
 */
export function needsInstall({ stamp, lockfile, platform, arch, canCompile, hasNode, hasKeytar }) {
  if (stamp === null || !hasNode) return true;
  const [now, before] = [installStamp(lockfile, platform, arch, false), stamp.replace(' can-compile', '')];
  if (now !== before) return true;
  return !hasKeytar && canCompile && !stamp.includes(' can-compile');
}

/**
 * A hash over names and contents of files and folders; contents, because times change with every clone and copy.
 * @param {string} base
 * @param {readonly string[]} entries files or folders below base; what is absent counts as absent
 */
export function contentStamp(base, entries) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesIn(base, entry))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(base, file)))
      .update('\0');
  }
  return `${hash.digest('hex')}\n`;
}

/**
 * @param {string} base
 * @param {string} entry
 * @returns {string[]} sorted, with forward slashes
 */
function filesIn(base, entry) {
  const full = path.join(base, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  const found = readdirSync(full, { withFileTypes: true, recursive: true }).filter((item) => item.isFile());
  return found.map((item) => path.relative(base, path.join(item.parentPath, item.name)).replaceAll('\\', '/')).sort();
}
