import { readFile, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the renderer. */
export interface Asset {
  /** Content-Type. */
  readonly type: string;
  /** Cache-Control. */
  readonly caching: string;
  readonly bytes: Uint8Array;
}

// A closed list: the renderer has no files of any other kind.
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const MAX_PATH = 512;
// One name: starts with a letter, digit, _ or -, so neither `..` nor a dotfile; no %, \, :, NUL or second slash.
const SEGMENT = /^[\w-][\w.@-]*$/;

/**
 * Which file of the renderer an address means, as a path relative to its folder with `/` between the names, or null
 * when it means none. `target` is a whole URL of `origin` or a path (an HTTP request target). Nothing is decoded: the
 * build names its files in plain ASCII, so an escape is never needed and always suspicious.
 */
export function resolveAsset(target: string, origin: string): string | null {
  if (target.length > MAX_PATH) return null;
  const local = target.startsWith(`${origin}/`) ? target.slice(origin.length) : target;
  const path = local.replace(/[?#].*$/s, '');
  if (path === '/') return 'index.html';
  const [root, ...names] = path.split('/');
  if (root !== '' || !names.every((name) => SEGMENT.test(name)) || !(extname(path) in TYPES)) return null;
  return names.join('/');
}

/**
 * Reads a file that `resolveAsset` named; null when there is none, or when it is a link or lies behind one, which
 * could lead out of the folder. Names under `assets/` carry a hash of the content and may be kept for good.
 */
export async function readAsset(folder: string, name: string): Promise<Asset | null> {
  try {
    const path = join(await realpath(folder), name);
    if ((await realpath(path)) !== path) return null;
    const caching = name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
    return { type: TYPES[extname(name)] ?? 'application/octet-stream', caching, bytes: await readFile(path) };
  } catch {
    // Whether it is missing, a folder or unreadable makes no difference to the client.
    return null;
  }
}
