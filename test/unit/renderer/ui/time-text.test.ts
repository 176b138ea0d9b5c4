import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What a reader in a zone sees of another one, in a process of that zone. */
async function zonesFor(reader: string, zones: readonly string[]): Promise<unknown> {
  const file = JSON.stringify(new URL('../../../../renderer/ui/time-text.ts', import.meta.url));
  const script = `
    import { foreignZone, readerZone } from ${file};
    console.log(JSON.stringify([readerZone(), ...${JSON.stringify(zones)}.map((zone) => foreignZone(zone, ${Date.UTC(2026, 0, 15)}))]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: reader },
  });
  return JSON.parse(stdout);
}

it.each([
  ['America/Los_Angeles', ['Asia/Kolkata', 'UTC', 'America/Los_Angeles', 'US/Pacific']],
  ['Asia/Kolkata', ['Asia/Calcutta', 'Asia/Colombo', 'Asia/Kathmandu', 'America/Los_Angeles']],
  // The same now, and another time in summer.
  ['Europe/London', ['UTC', 'Europe/Dublin', 'Africa/Casablanca', 'Africa/Abidjan']],
])('a reader in %s sees which zone shows another time', async (reader, zones) => {
  const foreign: Readonly<Record<string, readonly string[]>> = {
    'America/Los_Angeles': ['Asia/Kolkata', 'UTC'],
    'Asia/Kolkata': ['Asia/Kathmandu', 'America/Los_Angeles'],
    'Europe/London': ['UTC', 'Africa/Casablanca', 'Africa/Abidjan'],
  };
  const expected = zones.map((zone) => (foreign[reader]?.includes(zone) ? zone : null));
  expect(await zonesFor(reader, zones)).toEqual([expect.any(String), ...expected]);
});
