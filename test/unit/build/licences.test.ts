import { describe, expect, it } from 'vitest';
import { bundledFolders, licencesText, licensed } from '../../../build/licences.mjs';
import { inProject } from '../../../build/setup/paths.mjs';

describe('bundledFolders', () => {
  const chunk = (...moduleIds: string[]) => ({ type: 'chunk', moduleIds });

  it('are those of packages, once each, the innermost where one is inside another', () => {
    const results = [
      { output: [chunk(inProject('renderer/main.ts'), '\0vite/preload-helper.js'), { type: 'asset' }] },
      [{ output: [chunk(inProject('node_modules/@vue/shared/dist/a.js'), inProject('node_modules/a/b.js?x=1'))] }],
      { output: [chunk(inProject('node_modules/a/node_modules/c/i.js'), inProject('node_modules/a/c.js'))] },
    ];
    expect(bundledFolders(results)).toEqual([
      'node_modules/@vue/shared',
      'node_modules/a',
      'node_modules/a/node_modules/c',
      'node_modules/vite',
    ]);
  });
});

describe('the licence of a package', () => {
  it('is its file', () => {
    const vue = licensed('node_modules/vue');
    expect([vue.name, vue.licence]).toEqual(['vue', 'MIT']);
    expect(vue.text).toMatch(
      /^The MIT License \(MIT\)\n\nCopyright \(c\) 2018-present, Yuxi \(Evan\) You[^]*SOFTWARE\.$/,
    );
  });

  it('is written out for one that only names it', () => {
    expect(licensed('node_modules/lazy-val').text).toMatch(/^MIT License\n\nCopyright \(c\) Vladimir Krivosheev\n/);
  });

  it('of a tool is its own, without what the tool is made of', () => {
    expect(licensed('node_modules/vite').text).not.toContain('Bundled dependencies');
  });
});

describe('the file', () => {
  const a = { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Text of a' };
  const b = { name: 'b', version: '2.0.0', licence: 'ISC', text: 'Text of b' };

  it('has every package under its name', () => {
    const rule = '='.repeat(100);
    expect(licencesText([a, b])).toContain(
      `${rule}\na 1.0.0 (MIT)\n${rule}\n\nText of a\n\n${rule}\nb 2.0.0 (ISC)\n${rule}\n\nText of b\n`,
    );
  });
});
