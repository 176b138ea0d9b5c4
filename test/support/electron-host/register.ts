import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Loaded with `node --import` before the app: the bare specifier `electron` means the host. Everything else is loaded as
 * it is, unless ROLLCALL_HOST_PLANT names a fault to plant, which proves that a spec would see it.
 */
const host = new URL('main/electron.ts', import.meta.url).href;
const {
  ROLLCALL_HOST_PLANT: plant,
  ROLLCALL_HOST_PLATFORM: platform,
  ROLLCALL_HOST_RANDOM: random,
  ROLLCALL_HOST_RESOURCES: resources,
} = process.env;
const { find, put } = JSON.parse(plant ?? '{}') as { readonly find?: string; readonly put?: string };
let isPlanted = find === undefined;

// One table of the app decides by the platform; the tests look at each of its rows.
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform });
// Jitter that a spec can reckon with.
if (random !== undefined) Math.random = () => Number(random);
// Paths and names of pipes with backslashes are files here, in the test's own folder; to the app they are absolute.
if (platform === 'win32') {
  process.chdir(process.env['HOME'] ?? '.');
  Object.assign(path, { isAbsolute: path.win32.isAbsolute });
}

// As Electron does for an installed app: a folder beside the program, and no script among the arguments.
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
    if (find === undefined || put === undefined || !url.includes('/out/')) return next(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    if (!source.includes(find)) return next(url, context);
    isPlanted = true;
    return { format: 'module', source: source.replaceAll(find, put), shortCircuit: true };
  },
});

setImmediate(() => {
  if (isPlanted) return;
  process.stderr.write(`The fault cannot be planted: nothing in the build reads ${find}\n`);
  process.exit(70);
});
