import { expect, it } from 'vitest';
import { controlFile } from '../../../../build/package/control-file.mjs';

const facts = {
  name: 'rollcall',
  version: '1.2.3',
  architecture: 'amd64',
  maintainer: 'Somebody <a@b.example>',
  url: 'https://example.com',
  description: 'A summary\n The first line\n\n The third\n',
  depends: ['libnss3', 'xdg-utils'],
};

it('writes the fields in the order of the policy, the description with its text', () => {
  expect(controlFile({ ...facts, 'deb-recommends': ['gnome-keyring'], 'deb-priority': 'extra' }, 2049)).toBe(
    [
      'Package: rollcall',
      'Version: 1.2.3',
      'Architecture: amd64',
      'Maintainer: Somebody <a@b.example>',
      'Installed-Size: 3',
      'Depends: libnss3, xdg-utils',
      'Recommends: gnome-keyring',
      'Section: default',
      'Priority: extra',
      'Homepage: https://example.com',
      'Description: A summary',
      ' The first line',
      ' .',
      ' The third',
      '',
    ].join('\n'),
  );
});

it('leaves out what is empty, and refuses a value that would begin another field', () => {
  expect(controlFile(facts, 0)).not.toContain('Recommends');
  expect(() => controlFile({ ...facts, url: 'x\nEssential: yes' }, 0)).toThrow('Homepage has a line break.');
});
