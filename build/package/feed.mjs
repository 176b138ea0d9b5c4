import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * An installer as an update feed announces it.
 * @typedef {{ url: string, sha512: string, size: number }} FeedFile
 */

/** electron-builder's names for feeds: `latest.yml`, `latest-mac.yml`, `latest-linux.yml`, `latest-linux-arm64.yml`. */
const feedName = /^latest(-[\w-]+)?\.yml$/;

/**
 * The update feeds in a folder.
 * @param {string} folder
 */
export const feedsIn = (folder) => readdirSync(folder).filter((name) => feedName.test(name));

/**
 * Reads a feed in electron-builder's format: plain values, one per line, and a list of files.
 * @param {string} text
 * @returns {{ version: string, files: FeedFile[] }}
 */
export function readFeed(text) {
  const version = /^version: (.+)$/m.exec(text)?.[1] ?? '';
  const files = text.split(/^ {2}- /m).slice(1);
  return { version, files: files.map(fileOf) };
}

/**
 * @param {string} lines
 * @returns {FeedFile}
 */
function fileOf(lines) {
  const value = (/** @type {string} */ key) => new RegExp(`^ *${key}: (.+)$`, 'm').exec(lines)?.[1] ?? '';
  return { url: value('url'), sha512: value('sha512'), size: Number(value('size')) };
}

/**
 * Where the feeds in a folder differ from the installers beside them, in sentences; empty where there is no feed.
 * @param {string} folder
 * @param {string} version the packaged version
 * @returns {string[]}
 */
export function feedProblems(folder, version) {
  return feedsIn(folder).flatMap((name) => {
    const feed = readFeed(readFileSync(path.join(folder, name), 'utf8'));
    const problems = feed.files.flatMap((file) => fileProblems(folder, file));
    if (feed.version !== version) problems.push(`it announces ${feed.version}, not ${version}`);
    if (feed.files.length === 0) problems.push('it announces no file');
    return problems.map((problem) => `${name}: ${problem}`);
  });
}

/**
 * @param {string} folder
 * @param {FeedFile} file
 */
function fileProblems(folder, { url, sha512, size }) {
  const file = path.join(folder, url);
  if (path.basename(url) !== url || !existsSync(file)) return [`${url} is not beside it`];
  const bytes = readFileSync(file);
  const problems = [];
  if (bytes.length !== size) problems.push(`${url} has ${bytes.length} bytes, not ${size}`);
  if (createHash('sha512').update(bytes).digest('base64') !== sha512) problems.push(`${url} has another sha512`);
  return problems;
}

/**
 * Joins the feeds of two processors of one system. macOS has one feed name for both, and the updater picks its file by
 * name. Everything except the list of files comes from the first feed.
 * @param {string} first
 * @param {string} second
 */
export function joinFeeds(first, second) {
  const [a, b] = [readFeed(first), readFeed(second)];
  if (a.version !== b.version) throw new Error(`The feeds announce ${a.version} and ${b.version}.`);
  const list = /^files:\n((?: .*\n)+)/m;
  const more = list.exec(second)?.[1] ?? '';
  return first.replace(list, (_all, files) => `files:\n${files}${more}`);
}
