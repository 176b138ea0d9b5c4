import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { inProject, projectNode, root, textOf } from './paths.mjs';
import { runStep } from './run.mjs';
import { step } from './say.mjs';
import { contentStamp } from './stamps.mjs';

/** All that a bundle is made of; the lockfile stands for the packages that are bundled. */
const sources = ['electron', 'renderer', 'build/vite.config.ts', 'package.json', 'package-lock.json'];
const results = ['main.js', 'cli.js', 'keychain-child.js', 'preload.cjs', 'renderer/index.html'];
const stampFile = inProject('out', '.stamp');

/** Builds out/ where it does not belong to the sources. */
export async function bringBundles() {
  const stamp = contentStamp(root, sources);
  if (textOf(stampFile) === stamp && results.every((file) => existsSync(inProject('out', file)))) return;
  rmSync(inProject('out'), { recursive: true, force: true });
  await step('building (vite build)', viteBuild);
  writeFileSync(stampFile, stamp);
}

/** @param {import('./say.mjs').Note} note */
async function viteBuild(note) {
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
  await runStep(projectNode, [vite, 'build', '--app', '--configLoader', 'native', '-c', 'build/vite.config.ts'], {
    title: 'vite build',
    todo: 'mend what the lines above name, then run the same command again.',
    note,
  });
}
