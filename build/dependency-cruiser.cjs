// Who may import what: ARCHITECTURE.md's table, checked. Types cross rooms, values are passed in by electron/app.ts and electron/wiring/.

const rooms = 'kore|credentials|connection|owner|team|history|time|alerts|storage|settings|demo|door|log';
const surfaces = 'desktop|browser|terminal';
const notTypes = { dependencyTypesNot: ['type-only'] };

/** A package that only some places may import. */
const only = (name, places, more = {}) => ({
  name: `only-here-${name}`,
  severity: 'error',
  from: { path: '^(electron|renderer)/', pathNot: places },
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
    {
      name: 'rooms-share-types-only',
      comment: 'A room gets values of another as parameters; time and files are leaf libraries.',
      severity: 'error',
      from: { path: `^electron/(${rooms})/` },
      to: {
        path: '^electron/',
        pathNot: ['^electron/shared/', '^electron/$1/', '^electron/(time|files)/'],
        ...notTypes,
      },
    },
    {
      name: 'time-is-for-history-demo-terminal',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(time|history|demo|terminal|wiring)/|^electron/[^/]+\\.ts$' },
      to: { path: '^electron/time/', ...notTypes },
    },
    {
      name: 'files-is-a-leaf',
      severity: 'error',
      from: { path: '^electron/files/' },
      to: { path: '^electron/', pathNot: '^electron/files/' },
    },
    {
      name: 'demo-does-not-know-the-client',
      comment:
        'The demo answers as Kore.ai does; sharing anything with the client would make it agree with its mistakes.',
      severity: 'error',
      from: { path: '^electron/(demo|kore)/' },
      to: { path: '^electron/(demo|kore)/', pathNot: '^electron/$1/' },
    },
    {
      name: 'surfaces-do-not-know-each-other',
      severity: 'error',
      from: { path: `^electron/(${surfaces})/` },
      to: { path: `^electron/(${surfaces})/`, pathNot: '^electron/$1/', ...notTypes },
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
      to: { path: '^node_modules/', pathNot: '^node_modules/(@?vue|pinia|@lucide/vue|@tanstack/vue-virtual|vite)/' },
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
    only('keytar', '^electron/credentials/keychain-child\\.ts$'),
    only('proper-lockfile', '^electron/files/'),
    only('zod', '^electron/(door|settings)/|^electron/kore/wire\\.ts$'),
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
    // Also what only types are imported from.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
