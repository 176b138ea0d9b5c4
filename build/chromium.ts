import { existsSync } from 'node:fs';

const { ROLLCALL_CHROMIUM: named } = process.env;
/** Chromium's sandbox refuses root, which containers run as; it is switched off for root alone. */
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The first of Debian's own browsers that is installed. */
const installed = (...files: readonly string[]): string | undefined => files.find((file) => existsSync(file));

/**
 * How tests start Chromium where they need permissions, windows or the graphics card: ROLLCALL_CHROMIUM names one, else
 * Debian's own, else the one Playwright installed.
 */
export const chromiumLaunch = {
  executablePath: named ?? installed('/usr/bin/chromium'),
  // The channel of Playwright's full browser; without it Playwright starts its headless shell.
  channel: 'chromium',
  args,
};

/** How all other tests start it: the headless shell draws pages, needs half the time, and knows nothing around them. */
export const headlessShellLaunch = {
  executablePath: named ?? installed('/usr/bin/chromium-headless-shell', '/usr/bin/chromium'),
  args,
};
