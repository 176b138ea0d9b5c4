import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UpdateState } from '../../shared/preference-model.ts';
import { desktopTexts } from '../../shared/texts/desktop.ts';

const { updates: texts } = desktopTexts;

/** Where Rollcall runs from, as far as updating depends on it. */
export interface PackageFacts {
  /** As `process.platform`. */
  readonly platform: string;
  readonly isPackaged: boolean;
  /** Whether the package names an update feed: electron-builder then puts `app-update.yml` into its resources. */
  readonly hasFeed: boolean;
  /** What electron-builder wrote into `package-type` beside it; null where there is none. */
  readonly packageType: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
}

/**
 * Reads what electron-builder left beside the archive: `app-update.yml` names the update feed, `package-type` the kind
 * of a Linux package that is not an AppImage.
 * @param resourcesPath as `process.resourcesPath`; undefined outside of Electron
 */
export function packageFacts(resourcesPath: string | undefined): Pick<PackageFacts, 'hasFeed' | 'packageType'> {
  if (resourcesPath === undefined) return { hasFeed: false, packageType: null };
  return {
    hasFeed: existsSync(path.join(resourcesPath, 'app-update.yml')),
    packageType: firstLine(path.join(resourcesPath, 'package-type')),
  };
}

function firstLine(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Not while the app starts, and not all computers of an office at the same minute. */
const FIRST_MS = { min: 2 * MINUTE_MS, spread: 8 * MINUTE_MS };
const REGULAR_MS = 6 * HOUR_MS;
/** The part of the interval that varies, so that computers that started together drift apart. */
const DRIFT = 0.1;
const FIRST_RETRY_MS = 15 * MINUTE_MS;
/** The delay of a check while the computer rests or is offline. */
export const POSTPONED_MS = 15 * MINUTE_MS;

/**
 * The state before the first check. Updated by themselves are AppImage, Windows installer and macOS app. A .deb is not:
 * electron-updater would run `dpkg -i` through pkexec at quit, which asks for the administrator's password without
 * a window, for a file that no key of the package manager has signed.
 */
export function updateStart(facts: PackageFacts): UpdateState {
  if (!facts.isPackaged || !facts.hasFeed) return { kind: 'off' };
  const isUpdatedByItself = facts.platform === 'win32' || facts.platform === 'darwin' || isAppImage(facts);
  if (isUpdatedByItself) return { kind: 'idle', isCurrent: false };
  // Anything else is an unpacked folder or a package that somebody else made.
  return facts.packageType === 'deb' ? { kind: 'unavailable', reason: texts.deb, isFinal: true } : { kind: 'off' };
}

/**
 * Whether the program runs from its AppImage's mount. `$APPIMAGE` alone may be inherited from another program, whose
 * file an update would replace; and `package-type` may lie in an AppImage that was packaged together with a .deb.
 */
function isAppImage({ env: { APPIMAGE: file, APPDIR: mount }, execPath }: PackageFacts): boolean {
  return Boolean(file) && Boolean(mount) && execPath.startsWith(`${mount}/`);
}

/** Whether a check may begin in this state. */
export function canCheck(state: UpdateState): boolean {
  return state.kind === 'idle' || (state.kind === 'unavailable' && !state.isFinal);
}

/**
 * In how many milliseconds to check: minutes after the start, then about every six hours; after failures in a row from a
 * quarter of an hour up, doubled each time.
 * @param failures in a row; null before the first check
 * @param random in [0, 1)
 */
export function nextCheckMs(failures: number | null, random: number): number {
  if (failures === null) return Math.round(FIRST_MS.min + random * FIRST_MS.spread);
  const wanted = failures === 0 ? REGULAR_MS : Math.min(REGULAR_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  return Math.round(wanted * (1 - DRIFT + 2 * DRIFT * random));
}

interface Cause {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly isFinal: boolean;
}

/** The most specific first; the texts are electron-updater's, Squirrel.Mac's and Chromium's. */
const CAUSES: readonly Cause[] = [
  {
    pattern: /code signature for running application|not signed by the application owner/i,
    reason: texts.unsigned,
    isFinal: true,
  },
  {
    pattern: /read-only volume/i,
    reason: texts.readOnly,
    isFinal: true,
  },
  {
    pattern: /ERR_CHECKSUM_MISMATCH|checksum mismatch/i,
    reason: texts.checksum,
    isFinal: false,
  },
  {
    pattern: /ERR_UPDATER_CHANNEL_FILE_NOT_FOUND/,
    reason: texts.notOffered,
    isFinal: false,
  },
  {
    pattern: /net::ERR_|ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|timed out/i,
    reason: texts.unreachable,
    isFinal: false,
  },
];

const UNKNOWN = {
  reason: texts.failed,
  isFinal: false,
};

/** What a failure means for the user. The error is electron-updater's and may carry anything. */
export function failedState(error: unknown): UpdateState {
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
  const { reason, isFinal } = CAUSES.find(({ pattern }) => pattern.test(text)) ?? UNKNOWN;
  return { kind: 'unavailable', reason, isFinal };
}
