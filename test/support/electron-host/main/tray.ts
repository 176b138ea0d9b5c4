import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { MainCalls, TrayState } from '../wire.ts';
import type { HostContext } from './context.ts';

type Template = Electron.MenuItemConstructorOptions;

/** A menu made from a template. */
export class HostMenu implements Pick<Electron.Menu, never> {
  readonly template: readonly Template[];

  constructor(template: readonly Template[] = []) {
    this.template = template;
  }

  /** The labels as shown: `&&` is one `&`, and a single `&` marks a shortcut (docs: api/menu-item, "label"). */
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

/** docs: api/menu; stores the windows' menu bar without drawing it. */
export function createMenu() {
  let menuBar: HostMenu | null = null;

  const Menu = {
    /** docs: "Menu.buildFromTemplate". */
    buildFromTemplate: (template: Template[]): HostMenu => new HostMenu(template),
    /** docs: "Menu.setApplicationMenu". */
    setApplicationMenu: (menu: HostMenu | null): void => void (menuBar = menu),
  };

  return { Menu, menuBar: (): HostMenu | null => menuBar };
}

/** A picture from bytes (docs: api/native-image): PNG files, one per display scale. */
export class HostImage implements Pick<Electron.NativeImage, 'addRepresentation' | 'getSize'> {
  readonly representations: { readonly scaleFactor: number; readonly png: Buffer }[] = [];

  constructor(png: Buffer) {
    this.#add(1, png);
  }

  #add(scaleFactor: number, png: Buffer): void {
    if (png.subarray(1, 4).toString('latin1') !== 'PNG') throw new Error('The host reads PNG files only');
    this.representations.push({ scaleFactor, png });
  }

  /** docs: "image.addRepresentation": supports data URLs here. */
  addRepresentation({ scaleFactor = 1, dataURL = '' }: Electron.AddRepresentationOptions): void {
    this.#add(scaleFactor, Buffer.from(dataURL.split(',')[1] ?? '', 'base64'));
  }

  getSize(): Electron.Size {
    const [first] = this.representations;
    return { width: first?.png.readUInt32BE(16) ?? 0, height: first?.png.readUInt32BE(20) ?? 0 };
  }
}

/** docs: "nativeImage.createFromBuffer": PNG or JPEG. */
export const nativeImage = { createFromBuffer: (png: Buffer): HostImage => new HostImage(png) };

type TrayPart = Pick<
  Electron.Tray,
  'getBounds' | 'setIgnoreDoubleClickEvents' | 'setImage' | 'setTitle' | 'setToolTip'
>;

/** An icon in the tray (docs: api/tray). */
export class HostTray extends EventEmitter implements TrayPart {
  readonly #platform: string;
  #image = '';
  #title = '';
  #tooltip = '';
  #menu: HostMenu | null = null;

  constructor(image: Pick<Electron.NativeImage, 'getSize'> | string, context: HostContext) {
    super();
    const { readiness, platform } = context;
    this.#platform = platform;
    readiness.onlyAfterReady('Cannot create Tray before app is ready');
    this.setImage(image);
  }

  /** docs: "tray.setImage": a picture or a path; throws for an unreadable picture. */
  setImage(image: Pick<Electron.NativeImage, 'getSize'> | string): void {
    if (typeof image === 'string' && !existsSync(image)) throw new Error('Failed to load image from path');
    this.#image = typeof image === 'string' ? image : `drawn, ${image.getSize().width} pixels`;
  }

  /** docs: "tray.setTitle": macOS. */
  setTitle(title: string, _options?: Electron.TitleOptions): void {
    if (this.#platform === 'darwin') this.#title = title;
  }

  setToolTip(tooltip: string): void {
    this.#tooltip = tooltip;
  }

  setContextMenu(menu: HostMenu | null): void {
    this.#menu = menu;
  }

  /** docs: "tray.popUpContextMenu": macOS and Windows; shows the menu until an entry is chosen. */
  popUpContextMenu(menu?: HostMenu): void {
    this.#menu = menu ?? this.#menu;
  }

  setIgnoreDoubleClickEvents(_isIgnored: boolean): void {
    // There are only single clicks here.
  }

  /** docs: "tray.getBounds": macOS and Windows. */
  getBounds = (): Electron.Rectangle =>
    this.#platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : { x: 1_200, y: 2, width: 24, height: 24 };

  state(): TrayState {
    return { image: this.#image, title: this.#title, tooltip: this.#tooltip, menu: this.#menu?.labels() ?? [] };
  }

  /** docs: event "click": the modifiers, then the icon's bounds. */
  click(): void {
    this.emit('click', { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false }, this.getBounds());
  }

  /** docs: event "right-click"; on Linux the system shows the menu. */
  choose(label: string): void {
    this.emit('right-click', {}, this.getBounds());
    if (this.#menu === null) throw new Error('The icon has no menu');
    this.#menu.choose(label);
  }
}

/** Makes the class of icons. */
export function createTrays(context: HostContext) {
  const icons: HostTray[] = [];
  const Tray: new (image: HostImage | string, guid?: string) => HostTray = class extends HostTray {
    constructor(image: HostImage | string) {
      super(image, context);
      icons.push(this);
    }
  };
  const calls: Pick<MainCalls, 'clickTray' | 'chooseInTray'> = {
    clickTray: () => Promise.resolve(icons.at(-1)?.click()),
    chooseInTray: (label) => Promise.resolve(icons.at(-1)?.choose(label)),
  };
  return { Tray, calls, /** The newest icon. */ last: (): HostTray | null => icons.at(-1) ?? null };
}
