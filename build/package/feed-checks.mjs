import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/paths.mjs';
import { feedProblems, feedsIn, readFeed } from './feed.mjs';

/** Nobody answers there. */
export const trialFeed = 'https://updates.example/rollcall/';

/**
 * What packaging writes for updates, without an address and with one.
 * @param {import('./trial.mjs').Trial} without
 * @param {import('./trial.mjs').Trial} withFeed
 * @returns {import('./archive-checks.mjs').Check[]}
 */
export const feedChecks = (without, withFeed) => [
  {
    name: 'without an address the package has no update feed, and none is written',
    run: () => {
      assert.deepEqual(feedsIn(path.dirname(without.deb)), []);
      for (const folder of [without.unpacked, path.join(without.root, 'opt/Rollcall')])
        assert.ok(!existsSync(path.join(folder, 'resources/app-update.yml')), folder);
    },
  },
  {
    name: 'with one the package names it, and the feed announces the installer as it is',
    run: () => {
      const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
      const folder = path.dirname(withFeed.deb);
      const name = process.arch === 'arm64' ? 'latest-linux-arm64.yml' : 'latest-linux.yml';
      assert.deepEqual(feedsIn(folder), [name]);
      assert.deepEqual(feedProblems(folder, version), []);
      const { files } = readFeed(readFileSync(path.join(folder, name), 'utf8'));
      assert.deepEqual(
        files.map(({ url }) => url),
        [path.basename(withFeed.deb)],
      );
      const resources = path.join(withFeed.root, 'opt/Rollcall/resources');
      assert.equal(
        readFileSync(path.join(resources, 'app-update.yml'), 'utf8'),
        `provider: generic\nurl: ${trialFeed}\nupdaterCacheDirName: rollcall-updater\n`,
      );
      assert.equal(readFileSync(path.join(resources, 'package-type'), 'utf8'), 'deb');
    },
  },
];
