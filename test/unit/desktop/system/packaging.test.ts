import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { icnsFile, icnsSizes, icoFile } from '../../../../build/icons/containers.mjs';
import { APP_ID, INSTALLED } from '../../../../electron/desktop/system/identity.ts';

const inProject = (path: string) => new URL(`../../../../${path}`, import.meta.url);
const config = readFileSync(inProject('electron-builder.yml'), 'utf8');

describe('electron-builder.yml', () => {
  it('has the id that the app tells Windows', () => {
    expect(config).toMatch(new RegExp(`^appId: ${APP_ID}$`, 'm'));
  });

  it.each([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
    'LSUIElement: true',
    'NSUserNotificationAlertStyle: alert',
    'output: dist',
    // Without libfuse.so.2, and without --no-sandbox in the menu entry.
    'appimage: 1.0.3',
    'executableArgs: []',
    'include: build/installer.nsh',
    'syncDesktopName: true',
  ])('says %s', (line) => {
    expect(config.split('\n').map((text) => text.trim())).toContain(line);
  });
});

describe('the end of an installed app', () => {
  const script = readFileSync(inProject('build/installer.nsh'), 'utf8');

  it('takes what the app has written into the registry, and not at an update', () => {
    expect(script).toContain(`CLSID\\${INSTALLED.activator}"`);
    expect(script.match(/^ +Delete.*$/gm)?.filter((line) => !/"\$\{APP_ID\}"|CLSID/.test(line))).toEqual([]);
    expect(script).toMatch(/\$\{ifNot\} \$\{isUpdated\}\n( +Delete.*\n){3} +\$\{endIf\}/);
  });

  it('is of an app that is signed by a certificate or not at all', () => {
    expect(config).not.toMatch(/^ *identity:/m);
  });
});

it('the desktop name is one that portals accept', () => {
  const { desktopName } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { desktopName: string };
  expect(desktopName).toMatch(/^[a-z]\w*(\.[A-Za-z]\w*){2,}\.desktop$/);
});

describe('icon containers', () => {
  const pixels = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

  it('put small pictures into an .ico as bitmaps, bottom row first, and large ones as PNG', () => {
    const png = Buffer.from('png');
    const ico = icoFile([
      { size: 2, png, pixels },
      { size: 256, png, pixels: new Uint8Array() },
    ]);
    const [first, second] = [ico.readUInt32LE(6 + 12), ico.readUInt32LE(22 + 12)];
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico[6], ico[22]]).toEqual([1, 2, 2, 0]);
    expect([first, ico.readUInt32LE(first), ico.readInt32LE(first + 8)]).toEqual([38, 40, 4]);
    expect([...ico.subarray(first + 40, first + 56)]).toEqual([11, 10, 9, 12, 15, 14, 13, 16, 3, 2, 1, 4, 7, 6, 5, 8]);
    expect(ico.subarray(second).toString()).toBe('png');
    expect(ico.readUInt32LE(6 + 8)).toBe(40 + 16 + 8);
  });

  it('list every size in an .icns, and refuse to leave one out', () => {
    const pictures = icnsSizes.map((size) => ({ size, png: Buffer.from(`${size}`), pixels: new Uint8Array() }));
    const icns = icnsFile(pictures);
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    expect(icns.toString('latin1', 8, 12)).toBe('ic11');
    expect(icns.toString('latin1', 16, 18)).toBe('32');
    expect(() => icnsFile(pictures.slice(1))).toThrow('32 pixels');
  });

  it.each([
    ['build/icons/icon.icns', 'icns'],
    ['build/icons/512x512.png', '\u0089PNG'],
  ])('stand behind %s', (file, magic) => {
    expect(readFileSync(inProject(file)).toString('latin1', 0, 4)).toBe(magic);
  });
});
