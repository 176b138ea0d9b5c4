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
  { icon, number }: Pick<TrayState, 'icon' | 'number'>,
  images: Images,
  imagesFolder: string,
): string | Electron.NativeImage {
  const isTaskbarDark = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  if (number === null || images === 'template') {
    return path.join(imagesFolder, trayImage(icon, images, isTaskbarDark));
  }
  const style = icon === 'attention' ? 'attention' : 'plain';
  return images === 'png' ? forPanel(number, style) : forTaskbar(number, style, isTaskbarDark);
}

/**
 * The file in build/icons/tray for a state. macOS finds the `@2x` file beside it and inverts what is called
 * `...Template` (electronjs.org/docs/latest/api/native-image).
 */
export function trayImage(icon: IconState, images: Images, isTaskbarDark: boolean): string {
  switch (images) {
    case 'template':
      return `${icon}Template.png`;
    case 'light-dark':
      return `${icon}-on-${isTaskbarDark ? 'dark' : 'light'}.ico`;
    case 'png':
      return `${icon}.png`;
  }
}

/** Windows takes one picture and scales it, so it gets one of the right size. */
function forTaskbar(number: number, style: NumberIcon['style'], isDark: boolean): Electron.NativeImage {
  const ink = (isDark ? ON_DARK : ON_LIGHT)[style];
  const size = Math.round(TASKBAR_SIZE * screen.getPrimaryDisplay().scaleFactor);
  return nativeImage.createFromBuffer(png({ number, style, size, ink, rim: null }));
}

/** Linux does not say whether its panel is light or dark. Light digits with a dark rim are legible on both. */
function forPanel(number: number, style: NumberIcon['style']): Electron.NativeImage {
  const drawn = { number, style, ink: ON_DARK[style], rim: ON_LIGHT.plain };
  const image = nativeImage.createFromBuffer(png({ ...drawn, size: PANEL_SIZE }));
  const large = png({ ...drawn, size: 2 * PANEL_SIZE }).toString('base64');
  image.addRepresentation({ scaleFactor: 2, dataURL: `data:image/png;base64,${large}` });
  return image;
}

function png(icon: NumberIcon): Buffer {
  return pngFile(drawNumber(icon), icon.size);
}
