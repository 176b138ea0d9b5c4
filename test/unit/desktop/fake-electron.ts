import { EventEmitter } from 'node:events';
import type { PageContents } from '../../../electron/desktop/windows/pages.ts';
import type { PageWindow } from '../../../electron/desktop/windows/page.ts';
import type { TrayPort } from '../../../electron/desktop/tray/tray.ts';
import type { Log } from '../../../electron/log/log.ts';
import { createEmitter } from '../../../electron/shared/emitter.ts';
import type { Events } from '../../../electron/shared/contract/events.ts';
import { NO_COUNTS } from '../../../electron/shared/counts.ts';
import type { TeamDelta, TeamSnapshot } from '../../../electron/shared/model.ts';
import { expectPowerEvent } from '../../support/electron-host/main/power-events.ts';

/** An object of Electron's that emits: `emit` plays the system. Methods are checked against Electron's own types. */
export type Emitting<T> = T & { emit(event: string, ...args: unknown[]): boolean };

/** Joins methods and an emitter; Electron's overloads of `on`, one per event, cannot be written out here. */
export function emitting<T>(methods: Partial<T>): Emitting<T> {
  return Object.assign(new EventEmitter(), methods) as unknown as Emitting<T>;
}

/** What tells of the computer, and throws for what this system never tells. */
export function fakePowerMonitor(platform: string, isOnBattery = false): Emitting<Electron.PowerMonitor> {
  const monitor = emitting<Electron.PowerMonitor>({ isOnBatteryPower: () => isOnBattery });
  const emit = monitor.emit.bind(monitor);
  monitor.emit = (event: string, ...args: unknown[]) => {
    if (event !== 'newListener') expectPowerEvent(event, platform);
    return emit(event, ...args);
  };
  return monitor;
}

/** An event that can be refused, and whether it was. */
export function preventable(): { preventDefault(): void; readonly isPrevented: () => boolean } {
  let isPrevented = false;
  return { preventDefault: () => void (isPrevented = true), isPrevented: () => isPrevented };
}

/** A page that records what it is sent. */
export function fakeContents(id: number): Emitting<PageContents> & { readonly sent: unknown[][] } {
  const sent: unknown[][] = [];
  const methods: Partial<PageContents> = {
    id,
    send: (channel, ...args: unknown[]) => void sent.push([channel, ...args]),
    focus: () => undefined,
    forcefullyCrashRenderer: () => undefined,
    isDestroyed: () => false,
  };
  return Object.assign(emitting<PageContents>(methods), { sent });
}

/** A window that shows and hides as BrowserWindow does, and records its calls in order. */
export interface FakeWindow extends Emitting<Omit<PageWindow, 'webContents'>> {
  readonly webContents: ReturnType<typeof fakeContents>;
  readonly calls: string[];
  /** The user puts it away into the taskbar. */
  minimise(): void;
}

let lastId = 0;

export function fakeWindow(): FakeWindow {
  const calls: string[] = [];
  let isVisible = false;
  let isDestroyed = false;
  let isMinimized = false;
  const record = (call: string): void => void calls.push(call);
  const minimise = (): void => {
    isMinimized = true;
    window.emit('minimize');
  };
  const window = emitting<Omit<PageWindow, 'webContents'>>({
    show() {
      record('show');
      isVisible = true;
      window.emit('show');
    },
    showInactive() {
      record('showInactive');
      isVisible = true;
      window.emit('show');
    },
    hide() {
      record('hide');
      isVisible = false;
      window.emit('hide');
    },
    focus: () => record('focus'),
    isVisible: () => isVisible,
    isMinimized: () => isMinimized,
    isDestroyed: () => isDestroyed,
    restore() {
      record('restore');
      isMinimized = false;
      window.emit('restore');
    },
    destroy() {
      isDestroyed = true;
      isVisible = false;
      window.emit('closed');
    },
    loadURL(url) {
      record(`load ${url}`);
      return Promise.resolve();
    },
    setBounds: ({ x, y, width, height }) => record(`bounds ${[x, y, width, height].join(' ')}`),
    setAlwaysOnTop: (isOnTop) => record(`on top ${isOnTop}`),
    setVisibleOnAllWorkspaces: (visible, options) => record(`workspaces ${visible} ${JSON.stringify(options)}`),
    getNormalBounds: () => ({ x: 1, y: 2, width: 800, height: 500 }),
  });
  lastId += 1;
  return Object.assign(window, { webContents: fakeContents(lastId), calls, minimise });
}

/** What a window's page has been sent when the system is asked to `show` or `restore` the window; undefined before. */
export function sentBefore(window: FakeWindow, verb: 'show' | 'restore'): () => readonly unknown[] | undefined {
  const act = window[verb];
  let sent: readonly unknown[] | undefined;
  window[verb] = () => {
    sent ??= window.webContents.sent.map(([, name]) => name);
    act();
  };
  return () => sent;
}

/** A tray that records its calls. */
export function fakeTray(): Emitting<TrayPort> & { readonly calls: string[] } {
  const calls: string[] = [];
  const record = (call: string): void => void calls.push(call);
  const methods: Partial<TrayPort> = {
    setImage: (image) => record(`image ${typeof image === 'string' ? image : 'drawn'}`),
    setTitle: (title, options) => record(`title ${title} ${options?.fontType}`),
    setToolTip: (tip) => record(`tip ${tip}`),
    setContextMenu: () => record('menu'),
    popUpContextMenu: () => record('popup'),
    setIgnoreDoubleClickEvents: (isIgnored) => record(`ignore double clicks ${isIgnored}`),
    getBounds: () => ({ x: 1000, y: 0, width: 30, height: 24 }),
  };
  return Object.assign(emitting<TrayPort>(methods), { calls });
}

/** A log that keeps what is written, a line each. */
export function fakeLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write: Log['write'] = (level, event, facts = {}) =>
    void lines.push([level, event, ...Object.values(facts)].join(' '));
  return { lines, write, surprise: (error) => void lines.push(`surprise ${String(error)}`) };
}

/** The events of a core, to be announced by a test. */
export function fakeEvents() {
  return createEmitter<Events>((error) => {
    throw error;
  });
}

/** A team of three, two of them available, all live. */
export const TEAM: TeamSnapshot = {
  revision: 1,
  agents: [],
  counts: { ...NO_COUNTS, AVAILABLE: 2, BUSY: 1, total: 3 },
  ignored: 0,
  asOf: 1_000,
  health: { state: 'live', since: 0, nextAt: 2_000, message: '' },
  view: null,
  intervalMs: 30_000,
};

/** The team after a change, as it is announced. */
export function delta(change: Partial<TeamSnapshot>): TeamDelta {
  const { agents: _, ...team } = { ...TEAM, ...change };
  return { ...team, base: 1, revision: 2, changed: [], removed: [] };
}
