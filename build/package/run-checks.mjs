import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectNode } from '../setup/paths.mjs';

/** The exit code of `rollcall status` without a connection. */
const notConnected = 3;
const limitMs = 20_000;

/**
 * Whether the packaged files alone answer terminal commands, on Node with a stand-in for Electron.
 * @param {string} app the unfolded archive
 * @param {string} home an empty folder
 * @returns {import('./archive-checks.mjs').Check[]}
 */
export const runChecks = (app, home) => [
  {
    name: 'the packaged files answer "version" and "status"',
    run: () => {
      mkdirSync(home);
      assert.deepEqual(command(app, home, 'version'), { code: 0, out: `${versionOf()}\n` });
      assert.deepEqual(command(app, home, 'status'), { code: notConnected, out: '' });
    },
  },
  {
    name: 'the packaged keytar loads',
    run: () => {
      const keytar = path.join(app, 'node_modules/keytar');
      const list = 'Object.keys(require(process.argv[1])).sort().join()';
      assert.deepEqual(node(['--print', list, keytar], home), {
        code: 0,
        out: 'deletePassword,findCredentials,findPassword,getPassword,setPassword\n',
      });
    },
  },
];

/** @returns {string} */
const versionOf = () => JSON.parse(readFileSync(inProject('package.json'), 'utf8')).version;

/**
 * @param {string} app
 * @param {string} home
 * @param {string} word
 */
function command(app, home, word) {
  const standIn = inProject('build', 'package', 'stand-in.mjs');
  return node(['--import', standIn, path.join(app, 'out/main.js'), word], home);
}

/**
 * @param {readonly string[]} args
 * @param {string} home
 */
function node(args, home) {
  const env = { HOME: home, ROLLCALL_HOME: path.join(home, 'data'), PATH: process.env['PATH'] };
  const { status, stdout } = spawnSync(projectNode, args, { cwd: home, env, encoding: 'utf8', timeout: limitMs });
  return { code: status, out: stdout };
}
