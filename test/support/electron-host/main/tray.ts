import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { serve } from './link.ts';
import { onlyAfterReady } from './readiness.ts';
import type { TrayState } from '../wire.ts';

type Template = Electron.MenuItemConstructorOptions;

/** A menu, as it was described (docs: api/menu, "Menu.buildFromTemplate"). */
export class Menu implements Pick<Electron.Menu, never> {
  readonly template: readonly Template[];

  constructor(template: readonly Template[] = []) {
    this.template = template;
  }

  static buildFromTemplate(template: Template[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(): void {
    // The host's windows have no menu bar.
  }

  /** What the user reads: a doubled `&` is one, a single one marks a shortcut (docs: api/menu-item, "label"). */
  labels(): string[] {
    return this.template.flatMap(({ label }) => (label === undefined ? [] : [label.replaceAll('&&', '&')]));
  }

  /** docs: api/menu-item, "click"; a disabled item cannot be chosen. */
  choose(wanted: string): void {
    const item = this.template.find(({ label }) => label?.replaceAll('&&', '&') === wanted);
    if (item?.click === undefined || item.enabled === false) throw new Error(`"${wanted}" cannot be chosen`);
    (item.click as () => void)();
  }
}

/** A picture from bytes (docs: api/native-image); of a PNG file only the size is of interest here. */
class NativeImage implements Pick<Electron.NativeImage, 'addRepresentation' | 'getSize'> {
  readonly #width: number;
  readonly #height: number;

  constructor(png: Buffer) {
    if (png.subarray(1, 4).toString('latin1') !== 'PNG') throw new Error('The host reads PNG files only');
    this.#width = png.readUInt32BE(16);
    this.#height = png.readUInt32BE(20);
  }

  addRepresentation(): void {
    // The host has one display, at 100 %.
  }

  getSize(): Electron.Size {
    return { width: this.#width, height: this.#height };
  }
}

/** docs: "nativeImage.createFromBuffer": PNG or JPEG. */
export const nativeImage = { createFromBuffer: (png: Buffer): NativeImage => new NativeImage(png) };

type TrayPart = Pick<
  Electron.Tray,
  'getBounds' | 'setIgnoreDoubleClickEvents' | 'setImage' | 'setTitle' | 'setToolTip'
>;

const icons: Tray[] = [];

/** An icon in the tray (docs: api/tray). */
export class Tray extends EventEmitter implements TrayPart {
  #image = '';
  #title = '';
  #tooltip = '';
  #menu: Menu | null = null;

  constructor(image: string) {
    super();
    onlyAfterReady('Cannot create Tray before app is ready');
    this.setImage(image);
    icons.push(this);
  }

  /** docs: "tray.setImage": a picture or a path; a picture that cannot be read throws. */
  setImage(image: Pick<Electron.NativeImage, 'getSize'> | string): void {
    if (typeof image === 'string' && !existsSync(image)) throw new Error('Failed to load image from path');
    this.#image = typeof image === 'string' ? image : `drawn, ${image.getSize().width} pixels`;
  }

  /** docs: "tray.setTitle": macOS. */
  setTitle(title: string): void {
    if (process.platform === 'darwin') this.#title = title;
  }

  setToolTip(tooltip: string): void {
    this.#tooltip = tooltip;
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }

  /** docs: "tray.popUpContextMenu": macOS and Windows; shows that menu until an entry is chosen. */
  popUpContextMenu(menu?: Menu): void {
    this.#menu = menu ?? this.#menu;
  }

  setIgnoreDoubleClickEvents = (): void => undefined;

  /** docs: "tray.getBounds": macOS and Windows. */
  getBounds = (): Electron.Rectangle =>
    process.platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : { x: 1_200, y: 2, width: 24, height: 24 };

  state(): TrayState {
    return { image: this.#image, title: this.#title, tooltip: this.#tooltip, menu: this.#menu?.labels() ?? [] };
  }

  /** docs: event "click": the modifiers, then the icon's bounds. */
  click(): void {
    this.emit('click', { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false }, this.getBounds());
  }

  /** docs: event "right-click"; on Linux the menu is simply there. */
  choose(label: string): void {
    this.emit('right-click', {}, this.getBounds());
    this.#menu?.choose(label);
  }
}

/** The icon that was made last. */
export function trayState(): TrayState | null {
  return icons.at(-1)?.state() ?? null;
}

serve({
  clickTray: () => Promise.resolve(icons.at(-1)?.click()),
  chooseInTray: (label) => Promise.resolve(icons.at(-1)?.choose(label)),
});
