import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { platformChoices } from '../../../../electron/desktop/system/platform.ts';
import { trayImage } from '../../../../electron/desktop/tray/tray-picture.ts';
import { ICON_STATES } from '../../../../electron/desktop/tray/tray-state.ts';

describe('platformChoices', () => {
  it.each([
    ['darwin', 'template', 'on-right-click', true, true, null],
    ['win32', 'light-dark', 'on-right-click', false, true, 127],
    ['linux', 'png', 'always', false, false, null],
    ['freebsd', 'png', 'always', false, false, null],
  ])('%s', (platform, trayImages, menu, hasTitle, hasTrayBounds, tooltipMax) => {
    expect(platformChoices(platform)).toMatchObject({ trayImages, menu, hasTitle, hasTrayBounds, tooltipMax });
  });

  it('gives the icon a fixed identity on macOS only', () => {
    const guids = ['darwin', 'win32', 'linux'].map((platform) => platformChoices(platform).trayGuid);
    expect(guids[0]).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(guids.slice(1)).toEqual([undefined, undefined]);
  });
});

describe('trayImage', () => {
  it.each(ICON_STATES)('has a picture of "%s" for every system', (icon) => {
    const pictures = (['template', 'light-dark', 'png'] as const).flatMap((images) =>
      [true, false].flatMap((isDark) => [true, false].map((isMarked) => trayImage({ icon, isMarked }, images, isDark))),
    );
    const doubles = [icon, `${icon}-unseen`].flatMap((name) => [`${name}Template@2x.png`, `${name}@2x.png`]);
    for (const picture of [...pictures, ...doubles]) {
      const file = fileURLToPath(new URL(`../../../../build/icons/tray/${picture}`, import.meta.url));
      expect([picture, existsSync(file)]).toEqual([picture, true]);
    }
    expect(new Set(pictures).size).toBe(8);
  });
});
