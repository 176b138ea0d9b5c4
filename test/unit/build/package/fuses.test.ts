import { expect, it } from 'vitest';
import { fuseProblems, readFuses, sentinel } from '../../../../build/package/fuses.mjs';

const program = (...wires: string[]) =>
  Buffer.concat([
    Buffer.from('before'),
    ...wires.flatMap((wire) => [sentinel, Buffer.from([1, wire.length]), Buffer.from(wire), Buffer.from('after')]),
  ]);

it('reads every fuse in its place, also removed ones, and past the ones that are not known', () => {
  expect(readFuses(program('0101r10101'))).toEqual([
    {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: true,
      enableEmbeddedAsarIntegrityValidation: null,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: true,
    },
  ]);
});

it('finds nothing wrong with the fuses that Rollcall ships with, in both halves of a universal program', () => {
  expect(fuseProblems(program('000011001', '000011001'))).toEqual([]);
});

it('names each fuse that is not as wanted, and says when there are none', () => {
  expect(fuseProblems(program('000011001', '100001001'))).toEqual([
    'runAsNode is true, not false',
    'enableEmbeddedAsarIntegrityValidation is false, not true',
  ]);
  expect(fuseProblems(Buffer.from('no fuses'))).toEqual(['the program has no fuses']);
});

it('refuses a wire that is too short, or of another version', () => {
  expect(() => readFuses(program('0000110'))).toThrow('grantFileProtocolExtraPrivileges has no readable state');
  const other = program('000011001');
  other[other.indexOf(sentinel) + sentinel.length] = 2;
  expect(() => readFuses(other)).toThrow('version 2');
});
