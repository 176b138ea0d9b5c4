import { existsSync } from 'node:fs';

const debianChromium = '/usr/bin/chromium';

/**
 * How tests start their browser: ROLLCALL_CHROMIUM names one, else Debian's own, else the one Playwright installed.
 * Chromium's sandbox refuses root, which containers run as; it is switched off for root alone.
 */
export const chromiumLaunch = {
  executablePath: process.env['ROLLCALL_CHROMIUM'] ?? (existsSync(debianChromium) ? debianChromium : undefined),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};
