import { existsSync } from 'node:fs';

const debian = { shell: '/usr/bin/chromium-headless-shell', browser: '/usr/bin/chromium' };

// Chromium's sandbox refuses root, which containers run as; it is switched off for root alone.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * How tests start Chromium: ROLLCALL_CHROMIUM names a program, else Debian's headless shell, else the one Playwright
 * installed. The shell starts and draws at half the cost of the full browser, and has everything but permissions and
 * windows.
 */
export const chromiumLaunch = launchOf(debian.shell);

/** The full browser, without a window: Debian's own, else the one Playwright installed. */
export const fullBrowserLaunch = { ...launchOf(debian.browser), channel: 'chromium' };

/** @param program used where it is installed */
function launchOf(program: string) {
  const executablePath = process.env['ROLLCALL_CHROMIUM'] ?? (existsSync(program) ? program : undefined);
  return { ...(executablePath === undefined ? {} : { executablePath }), args };
}
