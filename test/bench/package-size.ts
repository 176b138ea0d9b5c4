import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAsar } from '../../build/package/archive-checks.mjs';
import { packageOnTrial, reasonAgainstTrial } from '../../build/package/trial.mjs';
import { inProject } from '../support/e2e/program.ts';
import type { Finding } from './finding.ts';

const GOAL_BYTES = 2_500_000;
const LARGEST = 10;
/** What the bundles are made of, by import; without bundling each would be in the package as it is installed. */
const PACKAGES = [
  '@lucide/vue',
  '@tanstack/vue-virtual',
  'axios',
  'electron-updater',
  'jose',
  'pinia',
  'proper-lockfile',
  'reka-ui',
  'temporal-polyfill',
  'vue',
  'write-file-atomic',
  'zod',
];

/** What is shipped beside Electron: the archive without keytar, beside the same packages as they are installed. */
export async function packageSize(): Promise<Finding[]> {
  const reason = reasonAgainstTrial();
  if (reason !== null) return [line('size of the package', `skipped: ${reason}`)];
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-package-'));
  try {
    const { asar } = await packageOnTrial(folder);
    const files = readAsar(asar).toSorted((a, b) => b.size - a.size);
    const installed = await installedBytes();
    const { size } = await stat(asar);
    return [
      {
        what: `app.asar, of ${files.length} files, keytar beside it`,
        here: kilobytes(size),
        peer: `${kilobytes(installed)}, its packages as installed`,
        result: `${((100 * size) / installed).toFixed(1)} %`,
        goal: `<= ${kilobytes(GOAL_BYTES)}`,
        isMet: size <= GOAL_BYTES,
      },
      ...files
        .slice(0, LARGEST)
        .map((file) => line(`  ${file.path}${file.isBeside ? ', beside it' : ''}`, kilobytes(file.size))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes of the packages without what they depend on themselves. */
async function installedBytes(): Promise<number> {
  const sizes = await Promise.all(PACKAGES.map((name) => folderBytes(inProject(path.join('node_modules', name)))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function folderBytes(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function line(what: string, here: string): Finding {
  return { what, here, peer: '', result: '', goal: '', isMet: true };
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} kB`;
}
