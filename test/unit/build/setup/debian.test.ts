import { expect, it } from 'vitest';
import { isDebian, missingPackages } from '../../../../build/setup/debian.mjs';

it.each([
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true],
  ['ID="debian"\n', true],
  ['ID=ubuntu\nID_LIKE=debian\n', false],
  ['VERSION_ID=12\n', false],
  [null, false],
])('knows Debian from its release file: %j', (text, expected) => {
  expect(isDebian(text)).toBe(expected);
});

it('counts as missing what is unknown, removed or half installed', () => {
  const output = 'python3 installed\nchromium config-files\npkg-config half-installed\n';
  expect(missingPackages(['python3', 'chromium', 'pkg-config', 'dbus'], output)).toEqual([
    'chromium',
    'pkg-config',
    'dbus',
  ]);
});
