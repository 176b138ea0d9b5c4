import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packageFacts } from '../../../../electron/desktop/system/package-facts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-resources-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads what lies beside the archive', async () => {
  expect(packageFacts(undefined)).toEqual({ hasFeed: false, packageType: null });
  expect(packageFacts(folder)).toEqual({ hasFeed: false, packageType: null });
  await writeFile(path.join(folder, 'app-update.yml'), 'provider: generic\n');
  await writeFile(path.join(folder, 'package-type'), 'deb\n');
  expect(packageFacts(folder)).toEqual({ hasFeed: true, packageType: 'deb' });
});
