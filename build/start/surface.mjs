/** For how long a failed download of Electron is not tried again. */
const rememberedMs = 24 * 60 * 60 * 1000;

/**
 * What decides about the surface.
 * @typedef {object} SurfaceFacts
 * @property {'any' | 'browser' | 'electron'} asked
 * @property {string} platform as process.platform
 * @property {boolean} hasDisplay DISPLAY or WAYLAND_DISPLAY is set; only Linux needs one
 * @property {boolean} isRoot
 * @property {boolean} hasBinary whether Electron's own program is there
 * @property {number | null} failedAgoMs how long ago the last download of this version failed; null: it never did
 */

/**
 * Which surface `npm start` opens. `reason` is the sentence part that says why Electron is not tried.
 * @typedef {{ surface: 'electron', mustDownload: boolean } | { surface: 'browser', reason: string | null }} SurfaceChoice
 */

/**
 * Decides before anything is tried. Where Electron was asked for, an earlier failed download is no reason against it.
 * @param {SurfaceFacts} facts
 * @returns {SurfaceChoice}
 */
export function chooseSurface({ asked, platform, hasDisplay, isRoot, hasBinary, failedAgoMs }) {
  if (asked === 'browser') return { surface: 'browser', reason: null };
  if (platform === 'linux' && !hasDisplay) return { surface: 'browser', reason: 'there is no display' };
  // Chromium's sandbox cannot be used by root, and Rollcall never switches the sandbox off.
  if (platform === 'linux' && isRoot) return { surface: 'browser', reason: 'Electron does not run as root' };
  const isFresh = failedAgoMs !== null && failedAgoMs >= 0 && failedAgoMs < rememberedMs;
  if (!hasBinary && asked === 'any' && isFresh) {
    return { surface: 'browser', reason: 'downloading Electron failed less than a day ago' };
  }
  return { surface: 'electron', mustDownload: !hasBinary };
}

/**
 * How an attempt to start Electron ended.
 * @typedef {{ kind: 'ready' } | { kind: 'ended', code: number, errorText: string } | { kind: 'silent' } | { kind: 'unstartable', message: string }} Attempt
 */

/**
 * Why the app did not come up, as a sentence part; null where it did, or where another copy runs already (code 0).
 * @param {Attempt} attempt
 */
export function reasonAgainst(attempt) {
  if (attempt.kind === 'ready') return null;
  if (attempt.kind === 'silent') return 'Electron was not ready within 20 s';
  if (attempt.kind === 'unstartable') return `Electron could not be started (${attempt.message})`;
  if (attempt.code === 0) return null;
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(attempt.errorText)?.[1];
  if (library !== undefined) return `Electron needs the library ${library}`;
  return reasonOfSandbox(attempt.errorText) ?? `Electron ended with code ${attempt.code}`;
}

/**
 * Chromium's sandbox needs user namespaces, which Ubuntu since 23.10 and hardened systems keep from programs they do not
 * know, or else its helper with the rights of root, which no npm package can have (electron/electron issue 42510;
 * sandbox/linux/suid/client/setuid_sandbox_host.cc, content/browser/zygote_host/zygote_host_impl_linux.cc).
 * @param {string} errorText
 * @returns {string | null}
 */
function reasonOfSandbox(errorText) {
  const helper = /make sure that (.+?) is owned by root and has mode 4755/.exec(errorText)?.[1];
  if (helper !== undefined) {
    const file = `'${helper.replaceAll("'", String.raw`'\''`)}'`;
    return `this system keeps Electron's sandbox from starting (sudo chown root:root ${file} && sudo chmod 4755 ${file} allows it)`;
  }
  if (!/No usable sandbox!|SUID sandbox helper|Failed to move to new namespace/.test(errorText)) return null;
  return "this system keeps Electron's sandbox from starting (it has to allow unprivileged user namespaces)";
}
