import { readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { bundledFolders, keytarFolder, licencesFile, licencesText, licensed } from './licences.mjs';

const inProject = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };

/** Not bundled: Electron provides itself, and keytar is compiled for the computer it runs on. */
const external = ['electron', 'keytar', ...builtinModules, /^node:/];

/**
 * Only axios' fetch adapter is used, and its browser build has just that. Its Node build would add four HTTP modules, a
 * table of file types and 300 kB to every start.
 */
const axiosWithFetch = { find: /^axios$/, replacement: inProject('node_modules/axios/dist/esm/axios.js') };

/**
 * Keeps whitespace and names, so stack traces of the installed app are readable. Smaller bundles would not start
 * faster.
 */
const readable = { compress: true, mangle: false, codegen: false } as const;

/**
 * A plain-Node program. Each is built separately: shared code would become many small files, and opening those takes
 * Node longer than compiling the same lines twice.
 */
const nodeProgram = (name: string, file: string, chunks: string, groups: readonly Group[] = []) => ({
  consumer: 'server' as const,
  resolve: { noExternal: true as const, conditions: ['node', 'module', 'import', 'default'] },
  // write-file-atomic is CommonJS and uses it to name temporary files; ES modules have no such variable.
  define: { __filename: 'import.meta.filename' },
  build: {
    outDir: inProject('out'),
    target: 'node24',
    copyPublicDir: false,
    rolldownOptions: {
      input: { [name]: inProject(file) },
      external,
      output: {
        format: 'esm' as const,
        entryFileNames: '[name].js',
        chunkFileNames: `${chunks}/[name]-[hash].js`,
        codeSplitting: { groups: [...groups] },
        minify: readable,
      },
    },
  },
});

/** One character beyond Latin-1, as a curly quote in a text, has V8 keep two bytes for each character of a file. */
const programsInLatin1: Plugin = {
  name: 'programs-in-latin-1',
  applyToEnvironment: ({ config }) => config.consumer === 'server',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) if (file.type === 'chunk') file.code = file.code.replace(BEYOND, escaped);
  },
};

const BEYOND = /[^\0-\xff]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Modules that are bundled into one file with all their dependencies. */
interface Group {
  readonly name: string;
  readonly test: RegExp;
}

/** mqtt.js requires it, and what the package offers to imports lacks a function that mqtt.js calls. */
const webSocketOfMqtt = { find: /^ws$/, replacement: inProject('node_modules/ws/index.js') };

/** A status bar runs `status` every few seconds. It loads one file if the app is running, and two if not. */
const statusGroups: readonly Group[] = [
  {
    name: 'status',
    test: /electron\/(terminal\/(run|parts|output\/process-io)|time\/local-zone|keychain\/call-queue)\.ts$/,
  },
  { name: 'session', test: /electron\/terminal\/commands\/(session|status\/status-alone)\.ts$/ },
];

/**
 * Builds the page (`client`), the plain-Node programs (`main`, `cli`, `keychain`) and the preload script. Electron 45
 * contains Chromium 154 and Node 24. The page's target is the oldest browser it supports.
 */
export default defineConfig({
  root: inProject('renderer'),
  // Relative addresses: the desktop serves the page from app://, the browser surface from a port on 127.0.0.1.
  base: './',
  cacheDir: inProject('node_modules/.cache/vite'),
  logLevel: 'warn',
  resolve: { alias: [axiosWithFetch, webSocketOfMqtt] },
  plugins: [vue(), programsInLatin1],
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  build: { emptyOutDir: false, sourcemap: false, reportCompressedSize: false },
  environments: {
    client: {
      build: {
        outDir: inProject('out/renderer'),
        target: 'chrome150',
        // The page's CSP allows neither data: addresses nor inline scripts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: inProject('renderer/index.html') },
      },
    },
    main: nodeProgram('main', 'electron/main.ts', 'chunks'),
    cli: nodeProgram('cli', 'electron/cli.ts', 'cli', statusGroups),
    keychain: nodeProgram('keychain-child', 'electron/keychain/keychain-child.ts', 'chunks'),
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: inProject('out'),
        target: 'node24',
        copyPublicDir: false,
        rolldownOptions: {
          input: { preload: inProject('electron/preload.ts') },
          external: ['electron'],
          // A sandboxed preload script must be one CommonJS file and may require only electron.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false, minify: readable },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const results = [];
      for (const name of ['client', 'preload', 'main', 'cli', 'keychain']) {
        const environment = builder.environments[name];
        if (environment) results.push(await builder.build(environment));
      }
      const packages = [...bundledFolders(results), ...keytarFolder].map(licensed);
      writeFileSync(inProject(`out/${licencesFile}`), licencesText(packages));
    },
  },
});
