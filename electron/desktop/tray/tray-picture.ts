import path from 'node:path';
import type { Glance } from './tray-state.ts';
import { drawNumber, type Ink, type NumberIcon } from './number-icon.ts';
import type { PlatformChoices } from '../system/platform.ts';
import { pngFile } from './png.ts';
import { trayImage } from './tray-image.ts';

/** What a picture is made of. */
export interface TrayPictureParts {
  readonly nativeImage: Pick<typeof Electron.NativeImage, 'createFromBuffer'>;
  readonly choices: Pick<PlatformChoices, 'trayImages'>;
  readonly imagesFolder: string;
  /** Whether the taskbar is dark. */
  readonly isDark: () => boolean;
  /** Of the display with the taskbar. */
  readonly scaleFactor: () => number;
}

// As build/icons.mjs colours the drawings: colour is for what needs attention only.
const ON_DARK = { plain: [0xff, 0xff, 0xff], attention: [0xff, 0x8a, 0x80] } satisfies Record<string, Ink>;
const ON_LIGHT = { plain: [0x15, 0x18, 0x1e], attention: [0xb4, 0x23, 0x18] } satisfies Record<string, Ink>;
/** Icon sizes at 100 %: of the Windows taskbar, and of panels on Linux. */
const TASKBAR_SIZE = 16;
const PANEL_SIZE = 24;

/** The icon of a glance: the path of a drawing, or its number drawn now. macOS has the number beside the icon. */
export function trayPicture(
  parts: TrayPictureParts,
  { icon, number }: Pick<Glance, 'icon' | 'number'>,
): string | Electron.NativeImage {
  const { trayImages } = parts.choices;
  if (number === null || trayImages === 'template') {
    return path.join(parts.imagesFolder, trayImage(icon, trayImages, parts.isDark()));
  }
  const look = icon === 'attention' ? 'attention' : 'plain';
  return trayImages === 'png' ? forPanel(parts, number, look) : forTaskbar(parts, number, look);
}

/** Windows takes one picture and fits it, so it gets the one that needs no fitting. */
function forTaskbar(parts: TrayPictureParts, number: number, look: NumberIcon['look']): Electron.NativeImage {
  const ink = (parts.isDark() ? ON_DARK : ON_LIGHT)[look];
  const size = Math.round(TASKBAR_SIZE * parts.scaleFactor());
  return parts.nativeImage.createFromBuffer(png({ number, look, size, ink, rim: null }));
}

/** Panels on Linux are light or dark and nobody says which: light with a dark rim is legible on both. */
function forPanel({ nativeImage }: TrayPictureParts, number: number, look: NumberIcon['look']): Electron.NativeImage {
  const drawn = { number, look, ink: ON_DARK[look], rim: ON_LIGHT.plain };
  const image = nativeImage.createFromBuffer(png({ ...drawn, size: PANEL_SIZE }));
  const large = png({ ...drawn, size: 2 * PANEL_SIZE }).toString('base64');
  image.addRepresentation({ scaleFactor: 2, dataURL: `data:image/png;base64,${large}` });
  return image;
}

function png(icon: NumberIcon): Buffer {
  return pngFile(drawNumber(icon), icon.size);
}
