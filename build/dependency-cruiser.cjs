// The layers of ARCHITECTURE.md, lowest first. A folder imports values and types from itself and from the layers below
// it. The entries and the composition of the app may import everything.

const layers = [
  ['shared'],
  ['time', 'files'],
  ['kore', 'keychain', 'storage', 'settings', 'log', 'relay/wire'],
  ['relay/broker'],
  ['connections', 'relay/desk', 'relay/enrol'],
  ['history'],
  ['team'],
  ['alerts', 'relay/publish'],
  ['api'],
  ['app.ts', 'services.ts', 'storage-schema.ts'],
  ['desktop', 'terminal'],
];

/** `rollcall demo` runs the demo. */
const exceptions = { terminal: ['demo'] };

/** A folder imports itself and every layer below it. */
const layerRules = layers.flatMap((folders, at) =>
  folders
    .filter((folder) => !folder.endsWith('.ts'))
    .map((folder) => {
      const below = layers.slice(0, at).flat();
      return {
        name: `layer-of-${folder}`,
        severity: 'error',
        from: { path: `^electron/${folder}(/|$)` },
        to: {
          path: '^electron/',
          pathNot: `^electron/(${[folder, ...below, ...(exceptions[folder] ?? [])].join('|')})(/|$)`,
        },
      };
    }),
);

const notTypes = { dependencyTypesNot: ['type-only'] };
const surfaces = 'desktop|terminal';

/** A package that only some places may import. */
const only = (name, paths, more = {}) => ({
  name: `only-here-${name}`,
  severity: 'error',
  from: { path: '^(electron|renderer)/', pathNot: paths },
  to: { path: `^node_modules/${name}/`, ...more },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: '^electron/shared/' },
      to: { pathNot: '^electron/shared/' },
    },
    ...layerRules,
    {
      name: 'demo-stands-apart',
      comment:
        'The demo answers as Kore.ai does; sharing anything with the client would make it agree with its mistakes.',
      severity: 'error',
      from: { path: '^electron/demo/' },
      to: { path: '^electron/', pathNot: '^electron/(demo|shared)/' },
    },
    {
      name: 'renderer-knows-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|build|test)/', pathNot: '^electron/shared/' },
    },
    {
      name: 'renderer-runs-in-a-page',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-packages',
      comment:
        'The page has a strict content security policy; a new package is read for eval and style injection first.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^node_modules/',
        pathNot:
          '^node_modules/(@?vue|pinia|reka-ui|@vueuse/core|eventsource-parser|@lucide/vue|@tanstack/vue-virtual|vite)/',
      },
    },
    {
      name: 'core-knows-no-page',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|build|test)/|^node_modules/(vue|pinia)/' },
    },
    {
      name: 'preload-is-thin',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { pathNot: '^electron/shared/|^node_modules/electron/', ...notTypes },
    },
    {
      name: 'build-knows-no-app',
      severity: 'error',
      from: { path: '^build/' },
      to: { path: '^(electron|renderer|test)/' },
    },
    only('axios', '^electron/kore/http\\.ts$'),
    only('jose', '^electron/kore/token\\.ts$|^electron/demo/'),
    only('keytar', '^electron/keychain/keychain-child\\.ts$'),
    only('proper-lockfile', '^electron/files/'),
    only('zod', '^electron/(api|settings|relay/wire)/'),
    only('mqtt', '^electron/relay/broker/session\\.ts$'),
    only('uqr', '^electron/terminal/output/'),
    only('temporal-polyfill', '^electron/time/'),
    only('electron-updater', '^electron/main\\.ts$', notTypes),
    only('electron', '^electron/(main|preload)\\.ts$|^electron/desktop/', notTypes),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^keytar$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Includes type-only imports.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
