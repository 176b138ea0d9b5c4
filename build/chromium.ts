import { existsSync } from 'node:fs';

const debian = { shell: '/usr/bin/chromium-headless-shell', browser: '/usr/bin/chromium' };

// Chromium's sandbox refuses to run as root, as containers do. It is switched off for root only.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * How tests start Chromium: the program that ROLLCALL_CHROMIUM names, else Debian's headless shell, else Playwright's.
 * The shell costs half as much as the full browser and lacks only permissions and windows.
 */
export const chromiumLaunch = launchOf(debian.shell);

/** The full browser without a window: Debian's, else Playwright's. */
export const fullBrowserLaunch = { ...launchOf(debian.browser), channel: 'chromium' };

/** @param program used where it is installed */
function launchOf(program: string) {
  const executablePath = process.env['ROLLCALL_CHROMIUM'] ?? (existsSync(program) ? program : undefined);
  return { ...(executablePath === undefined ? {} : { executablePath }), args };
}
