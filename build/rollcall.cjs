#!/usr/bin/env node
// The command `rollcall` of a checkout, for `npx rollcall` and `npm link`. Runs out/cli.js on the project's own Node.
// Any Node on the PATH may load this file, so it uses only syntax of Node 6 and imports nothing at first.
'use strict';

const childProcess = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

/** The first version with node:sqlite without a flag and the system's CAs in node:tls. */
const LEAST_MAJOR = 24;
/** The terminal's exit code when it cannot run. */
const UNUSABLE = 5;
/**
 * Of the project's own Node, whose V8 knows them. A history may be a million lines, which are garbage as soon as they
 * are written: without these options 30 to 60 MB of them pile up.
 */
const SMALL = ['--max-semi-space-size=1', '--no-allocation-site-pretenuring'];
/** A publisher runs all day beside other services: small rather than fast, with few threads. */
const SMALL_SERVICE = SMALL.concat('--optimize-for-size', '--v8-pool-size=1');
/** What it frees goes back to the system at once: one heap of glibc for all threads (mallopt(3)). */
const GIVEN_BACK = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_MMAP_THRESHOLD_: '16384' };
const OPTIONS = { history: SMALL, publish: SMALL_SERVICE };
const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

const root = path.dirname(__dirname);
const program = path.join(root, 'out', 'cli.js');
const ownNode = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @param {string} sentence */
function refuse(sentence) {
  // A status bar runs this every few seconds, so it must not start an installation by itself.
  process.stderr.write(`${sentence} Run this once, then try again: npm --prefix "${root}" run build\n`);
  process.exitCode = UNUSABLE;
}

/** @param {string} node */
function run(node) {
  const args = process.argv.slice(2);
  const command = args[0] || '';
  const options = node === ownNode && (command === 'history' || command === 'publish') ? OPTIONS[command] : [];
  const env = Object.assign({}, command === 'publish' ? GIVEN_BACK : null, process.env);
  const child = childProcess.spawn(node, options.concat(program, args), { stdio: 'inherit', env });
  PASSED_ON.forEach((signal) =>
    process.on(signal, () => {
      // A Windows console sends Ctrl+C to every program in it, and `kill` would end the child at once.
      if (process.platform !== 'win32' || signal !== 'SIGINT') child.kill(signal);
    }),
  );
  child.on('error', (error) => refuse(`The Node of Rollcall cannot be run (${error.message}).`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? Number(code) : 128 + os.constants.signals[signal];
  });
}

const isNewEnough = parseInt(process.versions.node, 10) >= LEAST_MAJOR;
if (!fs.existsSync(ownNode) && !isNewEnough) {
  refuse(`Rollcall needs Node.js ${LEAST_MAJOR} or newer, and this is ${process.versions.node}.`);
} else if (!fs.existsSync(program)) {
  refuse('Rollcall has not been built yet.');
} else {
  run(fs.existsSync(ownNode) ? ownNode : process.execPath);
}
