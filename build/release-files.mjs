// `node build/release-files.mjs FROM TO`: copies the installers of all systems, which lie in one folder per system
// below FROM, into one folder. Joins update feeds of the same name and checks that they match the installers.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { feedProblems, feedsIn, joinFeeds } from './package/feed.mjs';

import { filesBelow, inProject } from './setup/paths.mjs';

/**
 * @param {string} from
 * @param {string} to
 */
function gather(from, to) {
  mkdirSync(to, { recursive: true });
  for (const file of filesBelow(from)) {
    const source = path.join(from, file);
    const target = path.join(to, path.basename(file));
    if (!existsSync(target)) copyFileSync(source, target);
    else if (feedsIn(path.dirname(source)).includes(path.basename(file))) join(target, source);
    else throw new Error(`${path.basename(file)} is there twice.`);
  }
}

/**
 * @param {string} target
 * @param {string} source
 */
const join = (target, source) =>
  writeFileSync(target, joinFeeds(readFileSync(target, 'utf8'), readFileSync(source, 'utf8')));

const [from = '', to = ''] = process.argv.slice(2);
gather(from, to);
const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
const problems = feedProblems(to, version);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
