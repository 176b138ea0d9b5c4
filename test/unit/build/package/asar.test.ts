import { expect, it } from 'vitest';
import { filesInAsar } from '../../../../build/package/asar.mjs';

/** An archive as Chromium's Pickle puts it: length words in front of the table, each for what is behind it. */
function archive(table: object, content: string): Buffer {
  const json = Buffer.from(JSON.stringify(table));
  const padded = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16 + padded);
  [4, 8 + padded, 4 + padded, json.length].forEach((word, index) => head.writeUInt32LE(word, index * 4));
  json.copy(head, 16);
  return Buffer.concat([head, Buffer.from(content)]);
}

it('lists files with their bytes, and without them where they lie beside the archive', () => {
  const table = {
    files: {
      out: { files: { 'main.js': { size: 4, offset: '2' }, 'a.js': { size: 2, offset: '0' } } },
      'keytar.node': { size: 9, unpacked: true },
    },
  };
  expect(filesInAsar(archive(table, 'aamain'))).toEqual([
    { path: 'keytar.node', size: 9, bytes: null },
    { path: 'out/a.js', size: 2, bytes: Buffer.from('aa') },
    { path: 'out/main.js', size: 4, bytes: Buffer.from('main') },
  ]);
});

it('refuses symbolic links, and what is no archive', () => {
  expect(() => filesInAsar(archive({ files: { away: { link: '../etc' } } }, ''))).toThrow('away is a symbolic link.');
  expect(() => filesInAsar(Buffer.from('PK and more than sixteen bytes'))).toThrow('This is no asar archive.');
});
