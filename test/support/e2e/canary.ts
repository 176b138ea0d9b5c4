import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Everything that a page contains or stores, as text: markup, field values, address, both storages, cookies, names. */
export function pageText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select, textarea')];
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields.map((field) => field.value),
      location.href,
      document.title,
      // A page without an origin has none of these and throws an error.
      ...(origin === 'null' ? [] : [document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
      history.state,
    ]);
  });
}

/** The content of every file below a folder. A file that disappears meanwhile counts as empty. */
export async function folderText(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => `${file}\n${await readFile(file, 'latin1').catch(unlessGone)}`),
  );
  return texts.join('\n');
}

/** Whether a text contains a secret: plain, JSON-escaped, URL-encoded or in base64. */
export function holds(text: string, secret: string): boolean {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64];
  return forms.some((form) => text.includes(form));
}

/** A file that is being replaced has another name for a moment. */
function unlessGone(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error;
  return '';
}
