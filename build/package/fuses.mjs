/** In front of the fuses in Electron's program (electronjs.org/docs/latest/tutorial/fuses, "The hard way"). */
export const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');

/** In the order of the wire; Electron only ever adds to its end. */
const names = /** @type {const} */ ([
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]);

/** What Rollcall ships with; the same as `electronFuses` of electron-builder.yml. */
const wantedFuses = Object.freeze({
  runAsNode: false,
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
});

/** @type {Readonly<Record<string, boolean | null>>} */
const states = { 0: false, 1: true, r: null };

/**
 * The fuses in a program, as many as have a name here; one set per architecture, since a universal program has two.
 * @param {Buffer} program
 * @returns {Record<string, boolean | null>[]} null for a fuse that this version of Electron has removed
 */
export function readFuses(program) {
  const found = [];
  for (let at = program.indexOf(sentinel); at >= 0; at = program.indexOf(sentinel, at + 1)) {
    const [version = 0, length = 0] = program.subarray(at + sentinel.length);
    if (version !== 1) throw new Error(`Fuses of version ${version} are not known here.`);
    const start = at + sentinel.length + 2;
    const wire = program.toString('latin1', start, start + length);
    found.push(Object.fromEntries(names.map((name, index) => [name, stateOf(wire[index], name)])));
  }
  return found;
}

/**
 * @param {string | undefined} sign
 * @param {string} name
 */
function stateOf(sign, name) {
  const state = states[sign ?? ''];
  if (state === undefined) throw new Error(`The fuse ${name} has no readable state.`);
  return state;
}

/**
 * What is wrong with the fuses of a program, in sentences; none where every one is as wanted.
 * @param {Buffer} program
 */
export function fuseProblems(program) {
  const sets = readFuses(program);
  if (sets.length === 0) return ['the program has no fuses'];
  const wrong = (/** @type {Record<string, boolean | null>} */ set) =>
    Object.entries(wantedFuses).filter(([name, wanted]) => set[name] !== wanted);
  return sets.flatMap((set) => wrong(set).map(([name, wanted]) => `${name} is ${set[name]}, not ${wanted}`));
}
