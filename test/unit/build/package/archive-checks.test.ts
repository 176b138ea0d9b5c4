import { expect, it } from 'vitest';
import { reachedFrom, unmetImports } from '../../../../build/package/archive-checks.mjs';

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
