import path from 'node:path';
import { readSmallFile, writeAtomically } from '../../files/small-file.ts';

/** What is remembered of the windows. If it is lost, the user has to move a window, no more. */
export interface WindowState {
  readonly history: Electron.Rectangle | null;
  /** The last reason for a window instead of a popover that the user has seen, so that they see it once. */
  readonly seenReason: string | null;
}

/** The state on disk, loaded once. */
export interface WindowStateFile {
  get(): WindowState;
  /** Saves a change; a failure to write is not reported. */
  update(patch: Partial<WindowState>): Promise<void>;
}

const NOTHING: WindowState = { history: null, seenReason: null };
/** No display is larger; a bigger number is damage. */
const MAX_PIXELS = 100_000;

/** Reads `windows.json` of the data folder; anything unexpected in it counts as missing. */
export async function loadWindowState(dataFolder: string): Promise<WindowStateFile> {
  const file = path.join(dataFolder, 'windows.json');
  const found = await readSmallFile(file);
  let state = found.kind === 'bytes' ? parseWindowState(Buffer.from(found.bytes).toString('utf8')) : NOTHING;
  const write = (): Promise<void> => writeAtomically(file, `${JSON.stringify(state)}\n`).catch(() => undefined);
  let lastWrite = Promise.resolve();
  return {
    get: () => state,
    update(patch) {
      state = { ...state, ...patch };
      // One after the other: an older state must not be the last one to arrive.
      lastWrite = lastWrite.then(write);
      return lastWrite;
    },
  };
}

/** Reads the usable parts of a text. */
export function parseWindowState(text: string): WindowState {
  try {
    const { history, seenReason } = JSON.parse(text) as Record<string, unknown>;
    return {
      history: isRectangle(history) ? history : null,
      seenReason: typeof seenReason === 'string' ? seenReason : null,
    };
  } catch {
    return NOTHING;
  }
}

function isRectangle(value: unknown): value is Electron.Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  const isSize = (size: unknown): boolean => isCoordinate(size) && Number(size) > 0;
  return isCoordinate(x) && isCoordinate(y) && isSize(width) && isSize(height);
}

function isCoordinate(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) <= MAX_PIXELS;
}
