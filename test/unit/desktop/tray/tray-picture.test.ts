import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { trayPicture } from '../../../../electron/desktop/tray/tray-picture.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import type { HostImage } from '../../../support/electron-host/main/tray.ts';

/** Width, and the first coloured pixel of a PNG file. */
function read(png: Buffer): { readonly width: number; readonly ink: readonly number[] } {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  const width = png.readUInt32BE(16);
  const data = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  for (let at = 0; at < width * width; at += 1) {
    const start = Math.floor(at / width) * (width * 4 + 1) + 1 + (at % width) * 4;
    if (data[start + 3] === 255) return { width, ink: [...data.subarray(start, start + 3)] };
  }
  return { width, ink: [] };
}

function pictureOn(
  platform: string,
  number: number | null,
  more: { isDark?: boolean; scale?: number; isMarked?: boolean } = {},
) {
  const { electron } = startElectron({ platform });
  electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = more.isDark ?? true;
  const display = { ...electron.screen.getPrimaryDisplay(), scaleFactor: more.scale ?? 1 };
  electron.screen.getPrimaryDisplay = () => display;
  const picture: unknown = trayPicture(
    { icon: 'available', isMarked: more.isMarked ?? false, number },
    platformChoices(platform).trayImages,
    '/icons',
  );
  if (typeof picture === 'string') return { picture, made: [] };
  const { representations } = picture as HostImage;
  return {
    picture: 'drawn',
    made: representations.map(({ scaleFactor, png }) => ({ scale: scaleFactor, ...read(png) })),
  };
}

describe('tray picture', () => {
  it.each([
    ['darwin', null, '/icons/availableTemplate.png'],
    ['darwin', 3, '/icons/availableTemplate.png'],
    ['win32', null, '/icons/available-on-dark.ico'],
    ['linux', null, '/icons/available.png'],
  ])('is a drawing on %s with the number %s', (platform, number, file) => {
    expect(pictureOn(platform, number)).toEqual({ picture: file, made: [] });
  });

  it.each([
    ['darwin', '/icons/available-unseenTemplate.png'],
    ['win32', '/icons/available-unseen-on-dark.ico'],
    ['linux', '/icons/available-unseen.png'],
  ])('is marked on %s while an alert was not seen', (platform, file) => {
    expect(pictureOn(platform, null, { isMarked: true }).picture).toBe(file);
  });

  it('is one picture of the very size of the taskbar on Windows, in the ink of its colour', () => {
    expect(pictureOn('win32', 3, { scale: 1.5 }).made).toEqual([{ scale: 1, width: 24, ink: [255, 255, 255] }]);
    expect(pictureOn('win32', 3, { isDark: false }).made).toEqual([{ scale: 1, width: 16, ink: [21, 24, 30] }]);
  });

  it('has a rim and two sizes on Linux', () => {
    expect(pictureOn('linux', 3)).toEqual({
      picture: 'drawn',
      made: [
        { scale: 1, width: 24, ink: [21, 24, 30] },
        { scale: 2, width: 48, ink: [21, 24, 30] },
      ],
    });
  });
});
