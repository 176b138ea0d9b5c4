import path from 'node:path';

/** What keytar is at run time; electron-builder puts the whole of a package with a native part beside the archive. */
export const keytarFiles = ['LICENSE.md', 'build/Release/keytar.node', 'lib/keytar.js', 'package.json'].map(
  (file) => `node_modules/keytar/${file}`,
);

/** @param {string} state the name of a drawing of the tray icon */
const trayForms = (state) =>
  ['-on-dark.ico', '-on-light.ico', '.png', '@2x.png', 'Template.png', 'Template@2x.png'].map(
    (form) => `build/icons/tray/${state}${form}`,
  );

/** Names that vite gives anew with every change carry a hash; they are judged by who names them. */
const hashed = /^out\/(chunks|renderer\/assets)\/[\w.-]+-[\w-]{8}\.(js|css|woff2|svg|png)$/;

/**
 * Everything that the archive has to hold and that keeps its name.
 * @param {readonly string[]} trayStates
 */
export const namedFiles = (trayStates) => [
  'build/icons/256x256.png',
  ...trayStates.flatMap(trayForms),
  ...keytarFiles,
  'out/keychain-child.js',
  'out/main.js',
  'out/preload.cjs',
  'out/renderer/index.html',
  'package.json',
];

/**
 * How a list of files differs from what it has to be.
 * @param {readonly string[]} files
 * @param {readonly string[]} wanted
 * @returns {{ missing: string[], unwanted: string[] }}
 */
export function difference(files, wanted) {
  return {
    missing: wanted.filter((file) => !files.includes(file)),
    unwanted: files.filter((file) => !wanted.includes(file)),
  };
}

/** @param {string} file */
export const isHashed = (file) => hashed.test(file);

/**
 * The files that a program comes to, from the one it starts with: every text is looked through for the names of others.
 * @param {string} start
 * @param {ReadonlyMap<string, string>} texts by path
 * @returns {Set<string>}
 */
export function reachedFrom(start, texts) {
  const reached = new Set([start]);
  for (const file of reached) {
    const text = texts.get(file) ?? '';
    for (const other of texts.keys()) if (text.includes(path.posix.basename(other))) reached.add(other);
  }
  return reached;
}

/**
 * What scripts import and the archive does not have: relative files, and packages other than the two that are no part
 * of the bundles.
 * @param {ReadonlyMap<string, string>} texts by path
 * @param {readonly string[]} builtins Node's own modules
 * @returns {string[]} as `importer: name`
 */
export function unmetImports(texts, builtins) {
  const scripts = [...texts].filter(([file]) => file.endsWith('.js') || file.endsWith('.cjs'));
  return scripts.flatMap(([file, text]) =>
    importedBy(text)
      .filter((name) => !isMet(file, name, texts, builtins))
      .map((name) => `${file}: ${name}`),
  );
}

/** The bundler writes names in double quotes, and statements at the start of a line; comments of packages do neither. */
const importPattern = /^(?:import|export)\b[^"';]*"([^"]+)";?$|\b(?:import|(?:__)?require)\("([^"]+)"\)/gm;

/** @param {string} text */
const importedBy = (text) => [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? '');

/**
 * @param {string} file
 * @param {string} name
 * @param {ReadonlyMap<string, string>} texts
 * @param {readonly string[]} builtins
 */
function isMet(file, name, texts, builtins) {
  if (name.startsWith('.')) return texts.has(path.posix.join(path.posix.dirname(file), name));
  return name === 'electron' || name === 'keytar' || name.startsWith('node:') || builtins.includes(name);
}
