import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createLocalZone } from '../../../electron/time/local-zone.ts';

it('is read when it is asked for first, and again on request', () => {
  const zones = ['Europe/Berlin', 'Europe/Berlin', 'Asia/Kolkata'];
  let reads = 0;
  const zone = createLocalZone(() => zones[reads++] ?? 'UTC');
  expect(reads).toBe(0);
  expect([zone.get(), zone.get(), reads]).toEqual(['Europe/Berlin', 'Europe/Berlin', 1]);
  expect([zone.refresh(), zone.get()]).toEqual([false, 'Europe/Berlin']);
  expect([zone.refresh(), zone.get()]).toEqual([true, 'Asia/Kolkata']);
});

it('is no change when nobody had asked before', () => {
  expect(createLocalZone(() => 'UTC').refresh()).toBe(false);
});

it('follows the system in a process that runs on, Date and Intl too', () => {
  // In a process of its own, since a worker has no TZ; writing TZ past Node stands for a system that was changed.
  const module = fileURLToPath(new URL('../../../electron/time/local-zone.ts', import.meta.url));
  const script = `
    const { createLocalZone } = await import(${JSON.stringify(module)});
    const zone = createLocalZone();
    const seen = [zone.get(), new Date(0).getHours()];
    process.env.TZ = 'Asia/Tokyo';
    console.log(JSON.stringify([seen, zone.get(), zone.refresh(), zone.get(), new Date(0).getHours()]));
  `;
  const env = { ...process.env, TZ: 'UTC' };
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual([['UTC', 0], 'UTC', true, 'Asia/Tokyo', 9]);
});
