import { nativeImage, nativeTheme, screen } from 'electron';
import path from 'node:path';
import type { PlatformChoices } from '../system/platform.ts';
import { drawNumber, pngFile, type Ink, type NumberIcon } from './number-icon.ts';
import type { IconState, TrayState } from './tray-state.ts';

type Images = PlatformChoices['trayImages'];

// As build/icons.mjs colours the drawings: colour is for what needs attention only.
const ON_DARK = { plain: [0xff, 0xff, 0xff], attention: [0xff, 0x8a, 0x80] } satisfies Record<string, Ink>;
const ON_LIGHT = { plain: [0x15, 0x18, 0x1e], attention: [0xb4, 0x23, 0x18] } satisfies Record<string, Ink>;
/** Icon sizes at 100 %: of the Windows taskbar, and of panels on Linux. */
const TASKBAR_SIZE = 16;
const PANEL_SIZE = 24;

/** The path of a drawing, or the number drawn now. On macOS the number is beside the icon. */
export function trayPicture(
  { icon, isMarked, number }: Pick<TrayState, 'icon' | 'isMarked' | 'number'>,
  images: Images,
  imagesFolder: string,
): string | Electron.NativeImage {
  const isTaskbarDark = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  if (number === null || images === 'template') {
    return path.join(imagesFolder, trayImage({ icon, isMarked }, images, isTaskbarDark));
  }
  const style = icon === 'attention' ? 'attention' : 'plain';
  const drawn = { number, style, isMarked } as const;
  return images === 'png' ? forPanel(drawn) : forTaskbar(drawn, isTaskbarDark);
}

/**
 * The file in build/icons/tray for a state. macOS finds the `@2x` file beside it and inverts what is called
 * `...Template` (electronjs.org/docs/latest/api/native-image).
 */
export function trayImage(
  { icon, isMarked }: { readonly icon: IconState; readonly isMarked: boolean },
  images: Images,
  isTaskbarDark: boolean,
): string {
  const name = isMarked ? `${icon}-unseen` : icon;
  switch (images) {
    case 'template':
      return `${name}Template.png`;
    case 'light-dark':
      return `${name}-on-${isTaskbarDark ? 'dark' : 'light'}.ico`;
    case 'png':
      return `${name}.png`;
  }
}

type Drawn = Pick<NumberIcon, 'number' | 'style' | 'isMarked'>;

/** Windows takes one picture and scales it, so it gets one of the right size. */
function forTaskbar(drawn: Drawn, isDark: boolean): Electron.NativeImage {
  const inks = isDark ? ON_DARK : ON_LIGHT;
  const size = Math.round(TASKBAR_SIZE * screen.getPrimaryDisplay().scaleFactor);
  return nativeImage.createFromBuffer(
    png({ ...drawn, size, ink: inks[drawn.style], markInk: inks.attention, rim: null }),
  );
}

/** Linux does not say whether its panel is light or dark. Light digits with a dark rim are legible on both. */
function forPanel(drawn: Drawn): Electron.NativeImage {
  const inks = { ink: ON_DARK[drawn.style], markInk: ON_DARK.attention, rim: ON_LIGHT.plain };
  const image = nativeImage.createFromBuffer(png({ ...drawn, ...inks, size: PANEL_SIZE }));
  const large = png({ ...drawn, ...inks, size: 2 * PANEL_SIZE }).toString('base64');
  image.addRepresentation({ scaleFactor: 2, dataURL: `data:image/png;base64,${large}` });
  return image;
}

function png(icon: NumberIcon): Buffer {
  return pngFile(drawNumber(icon), icon.size);
}
