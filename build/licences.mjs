import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './setup/paths.mjs';

/** Every package contains this file. */
export const licencesFile = 'THIRD-PARTY-LICENSES.txt';

const licenceName = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;
/** After this line some packages list their own build's dependencies, which are not in our bundles. */
const endOfOwn = /^# Licenses of bundled dependencies$/m;
const rule = '='.repeat(100);

const introduction = `Rollcall is made of its own code (MIT licence) and of the packages below, each with its licence.
The installed app runs on Electron and Chromium; their licences are LICENSE.electron.txt and
LICENSES.chromium.html in the folder of the program.`;

/** From opensource.org/license/mit, for packages that name the licence but do not contain its text. */
const mit = (/** @type {string} */ holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * A package and its licence.
 * @typedef {{ name: string, version: string, licence: string, text: string }} Licensed
 */

/**
 * Reads the licence of an installed package. Throws where it has no licence file and too little data to write one.
 * @param {string} folder below the project
 * @returns {Licensed}
 */
export function licensed(folder) {
  const source = inProject(folder);
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const files = readdirSync(source).filter((file) => licenceName.test(file));
  const texts = files.sort().map((file) => ownPart(readFileSync(path.join(source, file), 'utf8')));
  const holder = typeof author === 'string' ? author : author?.name;
  if (texts.length === 0 && license === 'MIT' && holder) texts.push(mit(holder));
  if (texts.length === 0)
    throw new Error(`${folder} has no licence file, and ${license} cannot be written without one.`);
  return { name, version, licence: license, text: texts.join('\n\n') };
}

/** @param {string} text */
const ownPart = (text) => (text.split(endOfOwn)[0] ?? '').replaceAll('\r\n', '\n').trim();

/**
 * A package's heading in the file.
 * @param {Pick<Licensed, 'name' | 'version' | 'licence'>} of
 */
export const heading = ({ name, version, licence }) => `${name} ${version} (${licence})`;

/**
 * The whole file.
 * @param {readonly Licensed[]} packages
 */
export function licencesText(packages) {
  const parts = packages.map((of) => `${rule}\n${heading(of)}\n${rule}\n\n${of.text}\n`);
  return [`${introduction}\n`, ...parts].join('\n');
}

/** Modules that the build tools generate, and the packages their code comes from. */
const helpers = [
  { prefix: '\0vite/', name: 'vite' },
  { prefix: '\0rolldown/', name: 'rolldown' },
  { prefix: '\0plugin-vue:', name: '@vitejs/plugin-vue' },
];

/** keytar ships beside the bundles, where it could be installed. */
export const keytarFolder = ['node_modules/keytar'].filter((folder) => existsSync(inProject(folder)));

/**
 * The folders of the bundled packages, sorted, relative to the project. A package in two versions has two folders.
 * @param {readonly unknown[]} results the bundler's, one for each program
 * @returns {string[]}
 */
export function bundledFolders(results) {
  const bundles = /** @type {{ output: ({ type: 'chunk', moduleIds: string[] } | { type: 'asset' })[] }[]} */ (
    results.flat()
  );
  const modules = bundles.flatMap(({ output }) =>
    output.flatMap((file) => ('moduleIds' in file ? file.moduleIds : [])),
  );
  return [...new Set(modules.flatMap(folderOf))].sort();
}

/** @param {string} id of a module */
function folderOf(id) {
  const helper = helpers.find(({ prefix }) => id.startsWith(prefix));
  if (helper !== undefined) return [`node_modules/${helper.name}`];
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/'));
  return found === null ? [] : [path.relative(inProject('.'), found[0]).replaceAll('\\', '/')];
}
