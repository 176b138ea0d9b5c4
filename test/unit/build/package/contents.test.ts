import { expect, it } from 'vitest';
import { difference, isHashed, namedFiles, reachedFrom, unmetImports } from '../../../../build/package/contents.mjs';

it('names what has to be in the archive, with six pictures for each state of the tray', () => {
  expect(namedFiles(['idle'])).toEqual([
    'build/icons/256x256.png',
    'build/icons/tray/idle-on-dark.ico',
    'build/icons/tray/idle-on-light.ico',
    'build/icons/tray/idle.png',
    'build/icons/tray/idle@2x.png',
    'build/icons/tray/idleTemplate.png',
    'build/icons/tray/idleTemplate@2x.png',
    'node_modules/keytar/LICENSE.md',
    'node_modules/keytar/build/Release/keytar.node',
    'node_modules/keytar/lib/keytar.js',
    'node_modules/keytar/package.json',
    'out/keychain-child.js',
    'out/main.js',
    'out/preload.cjs',
    'out/renderer/index.html',
    'package.json',
  ]);
});

it('tells what is missing and what is too much', () => {
  expect(difference(['a', 'b'], ['b', 'c'])).toEqual({ missing: ['c'], unwanted: ['a'] });
});

it.each([
  ['out/chunks/core-CCy61tg2.js', true],
  ['out/renderer/assets/index-B_x-9aZ0.css', true],
  ['out/chunks/core-CCy61tg2.js.map', false],
  ['out/chunks/core.js', false],
  ['out/cli.js', false],
  ['electron/kore/client-abcdefgh.ts', false],
])('knows the names that the bundler gives: %s', (file, expected) => {
  expect(isHashed(file)).toBe(expected);
});

it('follows names from file to file, and leaves out what nobody names', () => {
  const texts = new Map([
    ['out/main.js', 'import("./chunks/core-11111111.js"); join("index.html")'],
    ['out/chunks/core-11111111.js', 'import "./time-22222222.js"'],
    ['out/chunks/time-22222222.js', ''],
    ['out/renderer/index.html', '<link href="./assets/index-33333333.css">'],
    ['out/renderer/assets/index-33333333.css', ''],
    ['out/chunks/core-99999999.js', 'import "./time-22222222.js"'],
  ]);
  expect([...texts.keys()].filter((file) => !reachedFrom('out/main.js', texts).has(file))).toEqual([
    'out/chunks/core-99999999.js',
  ]);
});

it('finds imports of files that are not there and of packages that are not shipped', () => {
  const texts = new Map([
    [
      'out/main.js',
      [
        'import { app } from "electron";',
        'import path from "node:path";',
        'import "./chunks/a.js";',
        'import { z } from "zod";',
        'const fs = __require("fs"); const os = require("os");',
        'const b = await import("./chunks/b.js"); const k = await import("keytar");',
        "/** @type {import('./eval')} */",
        'console.log(\'import x from "not-at-the-start"\');',
      ].join('\n'),
    ],
    ['out/chunks/a.js', 'export { c } from "./c.js";'],
    ['out/style.css', '@import "./none.css";'],
  ]);
  expect(unmetImports(texts, ['fs', 'os'])).toEqual([
    'out/main.js: zod',
    'out/main.js: ./chunks/b.js',
    'out/chunks/a.js: ./c.js',
  ]);
});
