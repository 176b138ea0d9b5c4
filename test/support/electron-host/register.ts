import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Loaded with `node --import` before the app. It replaces `electron` with the host. Other modules are loaded unchanged,
 * except for faults listed in ROLLCALL_HOST_PLANT, which prove that a spec would notice each of them.
 */
const host = new URL('main/electron.ts', import.meta.url).href;
const {
  ROLLCALL_HOST_PLANT: plant,
  ROLLCALL_HOST_PLATFORM: platform,
  ROLLCALL_HOST_RANDOM: random,
  ROLLCALL_HOST_RESOURCES: resources,
} = process.env;
const faults = JSON.parse(plant ?? '[]') as readonly { readonly find: string; readonly put: string }[];
const missing = new Set(faults.map(({ find }) => find));

// Lets tests check each platform's row of the app's table.
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform });
// Makes jitter predictable for a spec.
if (random !== undefined) Math.random = () => Number(random);
// On Windows paths and pipe names contain backslashes. Here they are files in the test's folder, and the app takes them
// for absolute paths.
if (platform === 'win32') {
  process.chdir(process.env['HOME'] ?? '.');
  Object.assign(path, { isAbsolute: path.win32.isAbsolute });
}

// As in an installed app: a resources folder, and no script among the arguments.
if (resources !== undefined) {
  Object.defineProperty(process, 'resourcesPath', { value: resources });
  process.argv.splice(1, 1);
}

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: host, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
  load(url, context, next) {
    if (faults.length === 0 || !url.includes('/out/')) return next(url, context);
    let source = readFileSync(fileURLToPath(url), 'utf8');
    for (const { find, put } of faults) {
      if (!source.includes(find)) continue;
      missing.delete(find);
      source = source.replaceAll(find, put);
    }
    return { format: 'module', source, shortCircuit: true };
  },
});

setImmediate(() => {
  if (missing.size === 0) return;
  process.stderr.write(`A fault cannot be planted: nothing in the build reads ${[...missing].join(' or ')}\n`);
  process.exit(70);
});
