import { existsSync } from 'node:fs';
import path from 'node:path';
import { createBuilder } from 'vite';
import { inProject } from '../setup/paths.mjs';

/** Modules that the tools make up, and whose code they are. */
const helpers = [
  { prefix: '\0vite/', name: 'vite' },
  { prefix: '\0rolldown/', name: 'rolldown' },
  { prefix: '\0plugin-vue:', name: '@vitejs/plugin-vue' },
];

/** keytar is in no bundle and ships beside them, where it could be installed. */
export const keytarFolder = ['node_modules/keytar'].filter((folder) => existsSync(inProject(folder)));

/**
 * What the bundler gives for one program: files, of which some are scripts made of modules.
 * @typedef {{ output: readonly ({ type: 'chunk', moduleIds: readonly string[] } | { type: 'asset' })[] }} Bundle
 */

/**
 * The folders of the packages whose code is in bundles, sorted, below the project. A package that is there in two
 * versions has two folders.
 * @param {readonly unknown[]} results of the bundler, one for each program
 * @returns {string[]}
 */
export function bundledFolders(results) {
  const bundles = /** @type {Bundle[]} */ (results.flat());
  const chunks = bundles.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'));
  const folders = chunks.flatMap(({ moduleIds }) => moduleIds.flatMap(folderOf));
  return [...new Set(folders)].sort();
}

/** @param {string} id of a module */
function folderOf(id) {
  const helper = helpers.find(({ prefix }) => id.startsWith(prefix));
  if (helper !== undefined) return [`node_modules/${helper.name}`];
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/'));
  return found === null ? [] : [path.relative(inProject('.'), found[0]).replaceAll('\\', '/')];
}

/**
 * Asks the bundler anew, writing nothing: what the bundles of these sources are made of.
 * @returns {Promise<string[]>} as `bundledFolders`
 */
export async function askBundler() {
  const builder = await createBuilder({ configFile: inProject('build/vite.config.ts'), build: { write: false } });
  const environments = Object.values(builder.environments).filter(({ name }) => name !== 'ssr');
  const results = [];
  for (const environment of environments) results.push(await builder.build(environment));
  return bundledFolders(results);
}
