import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SavedConnection } from '../../electron/settings/types.ts';
import { openStorage } from '../../electron/storage/open.ts';
import { openDirectoryRepository } from '../../electron/team/directory/directory-repository.ts';
import { EMPTY_STATE, withMembers, withQueues } from '../../electron/team/directory/directory-state.ts';
import { STORAGE_SCHEMA } from '../../electron/storage-schema.ts';
import { teamSourceOf } from '../../electron/team/saved/team-memory.ts';
import { openKeyringSession, type KeyringSession } from '../support/keyring.ts';
import { startKoreServer, type KoreAgent, type KoreRecord, type KoreServer } from '../support/kore-server.ts';
import { runWithKeychain, type Ended } from '../support/rollcall-process.ts';

/**
 * A supervisor's seven questions to `rollcall history`, each a process of its own: at first read from the server, then
 * answered again without a call, a network or a keyring.
 */

interface Place {
  readonly zone: string;
  /** The zone's offset at a local time. */
  readonly offsetAt: (local: string) => string;
  /** What the processes take for now, in the afternoon. */
  readonly now: string;
  readonly dates: readonly string[];
  /** The day that is asked about, in words and as a date. */
  readonly day: { readonly words: string; readonly date: string; readonly hours: number };
}

const PLACES: readonly Place[] = [
  {
    zone: 'Asia/Kolkata',
    offsetAt: () => '+05:30',
    now: '2026-11-27T15:00:00',
    dates: ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'],
    day: { words: 'last tuesday', date: '2026-11-24', hours: 24 },
  },
  {
    zone: 'Europe/Berlin',
    offsetAt: (local) => (local < '2026-10-25T03:00' ? '+02:00' : '+01:00'),
    now: '2026-10-28T15:00:00',
    dates: ['2026-10-21', '2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'],
    day: { words: 'last-sunday', date: '2026-10-25', hours: 25 },
  },
];

const HOUR_MS = 3_600_000;

describe.skipIf(process.platform !== 'linux').each(PLACES)('in $zone', ({ zone, offsetAt, now, dates, day }) => {
  const instant = (date: string, time: string): number => Date.parse(`${date}T${time}${offsetAt(`${date}T${time}`)}`);
  const nextOf = (date: string): string => new Date(Date.parse(date) + 24 * HOUR_MS).toISOString().slice(0, 10);
  const [today = ''] = now.split('T');
  const shift = instant(today, '15:00:00') - Date.now();
  let kore: KoreServer;
  let keyring: KeyringSession;
  let folder: string;

  function records(id: 'ana' | 'ben' | 'cem'): readonly KoreRecord[] {
    const record = (date: string, primary: string, secondary: string, from: string, to: string): KoreRecord => ({
      primary,
      secondary,
      start: instant(date, from),
      end: to === '' ? null : to < from ? instant(nextOf(date), to) : instant(date, to),
    });
    return [...dates, today].flatMap((date) => {
      const isToday = date === today;
      switch (id) {
        case 'ana':
          return [
            record(date, 'AVAILABLE', 'Available', '09:00:00', '13:00:00'),
            record(date, 'AWAY', 'Lunch', '13:00:00', '14:10:00'),
            record(date, 'AVAILABLE', 'Available', '14:10:00', isToday ? '' : '18:00:00'),
          ];
        case 'ben':
          return [
            record(date, 'AVAILABLE', 'Available', '10:00:00', '13:30:00'),
            record(date, 'AWAY', 'Lunch', '13:30:00', '14:00:00'),
            record(date, 'BUSY', 'Calls', '14:00:00', isToday ? '' : '16:00:00'),
          ];
        case 'cem':
          return [
            record(date, 'AVAILABLE', 'Available', '10:15:00', '10:45:00'),
            ...(isToday ? [] : [record(date, 'BUSY', 'Calls', '22:00:00', '06:00:00')]),
          ];
      }
    });
  }

  const agent = (id: 'ana' | 'ben' | 'cem', firstName: string, queueIds: readonly string[]): KoreAgent => ({
    id,
    firstName,
    lastName: 'Test',
    bucket: 'AVAILABLE',
    queueIds,
    records: records(id),
  });

  /** With the clock of the place; `keyring: null` is a computer on which nobody answers. */
  async function rollcall(argv: readonly string[], session: KeyringSession | null, input = ''): Promise<Ended> {
    const clock = `data:text/javascript,const{now}=Date;Date.now=()=>now()+(${shift})`;
    const env = { ...session?.env, ROLLCALL_HOME: folder, TZ: 'Pacific/Auckland', NODE_OPTIONS: `--import=${clock}` };
    return runWithKeychain(argv, env, input);
  }

  const calls = (): number => kore.countOf('availability') + kore.countOf('statusDetails');

  /** Asks twice: the second time without a call, and without a keyring. Both have to answer the same. */
  async function ask(...argv: readonly string[]): Promise<string> {
    const first = await rollcall(['history', ...argv], keyring);
    expect(first.said).toMatch(/^(?:Reading what is missing takes .*\n)?$/);
    expect(first.code).toBe(0);
    const before = calls();
    const again = await rollcall(['history', ...argv, '--offline'], null);
    expect(again.said).toMatch(/^(?:"Ana" is taken for Ana Test, .*\n)?$/i);
    expect([again.code, calls()]).toEqual([0, before]);
    expect(withoutNow(again.out)).toBe(withoutNow(first.out));
    return first.out;
  }
  /** E-mails are not saved, and today goes on. */
  const withoutNow = (text: string): string =>
    text
      .replace(/^"Ana" is taken for .*\n/im, '')
      .replaceAll(/"(?:email|knownUntil|takenAt)":"[^"]*"/g, '')
      .replaceAll(/"(?:totalsMs|durationMs)":\{?[^,}]*/g, '');

  beforeAll(async () => {
    kore = await startKoreServer([], () => Date.now() + shift);
    kore.setTeam([agent('ana', 'Ana', ['qu-1']), agent('ben', 'Ben', ['qu-1']), agent('cem', 'Cem', [])]);
    keyring = await openKeyringSession({ bus: true });
    await keyring.startDaemon('correct horse');
    folder = await mkdtemp(path.join(tmpdir(), 'rollcall-questions-'));
    const ids = ['--host', kore.host, '--account', kore.accountId, '--bot', kore.botId, '--client-id', kore.clientId];
    const connect = ['connect', ...ids, '--secret-stdin', '--name', 'Billing', '--zone', zone];
    expect(await rollcall(connect, keyring, kore.clientSecret)).toMatchObject({ code: 0 });
    await saveDirectory();
  });
  afterAll(async () => {
    await kore.stop();
    await keyring.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Leaves behind what the app reads of queues. */
  async function saveDirectory(): Promise<void> {
    const settings = JSON.parse(await readFile(path.join(folder, 'settings.json'), 'utf8')) as {
      connections: readonly SavedConnection[];
    };
    const profile = settings.connections[0]?.profile;
    if (profile === undefined) throw new Error('Nothing is saved.');
    const at = Date.now() + shift;
    const storage = await openStorage({
      dataFolder: folder,
      clock: { now: () => at },
      schema: STORAGE_SCHEMA,
    });
    const named = withQueues(
      EMPTY_STATE,
      { rows: [{ id: 'qu-1', name: 'Billing', skills: [] }], isComplete: true },
      at,
    );
    const state = withMembers(named, { kind: 'queue', id: 'qu-1' }, ['u-ana', 'u-ben'], at);
    openDirectoryRepository(storage.disk).save(teamSourceOf(profile, 'saved'), EMPTY_STATE, state, at);
    storage.close();
  }

  it('(a) who was in which status at 14:05', async () => {
    expect((await ask(day.words, '--at', '14:05')).split('\n')).toEqual([
      `${day.date} (${zone}), 14:05: BUSY 1, AWAY 1, no record 1`,
      'BUSY (Calls)',
      '  Ben Test, since 14:00:00',
      'AWAY (Lunch)',
      '  Ana Test, since 13:00:00',
      'No record',
      '  Cem Test',
      expect.stringMatching(/^Self-reported status; API times read as the requested zone/),
      '',
    ]);
    const at = JSON.parse(await ask(day.date, '--at', '14:05', '--json')) as unknown;
    expect(at).toMatchObject({
      at: new Date(instant(day.date, '14:05:00')).toISOString(),
      timeZone: zone,
      partial: null,
      counts: { BUSY: 1, AWAY: 1, noRecord: 1, unknown: 0 },
      agents: [
        { userId: 'u-ben', name: 'Ben Test', status: 'BUSY', secondaryStatus: 'Calls' },
        { userId: 'u-ana', status: 'AWAY', since: new Date(instant(day.date, '13:00:00')).toISOString() },
        { userId: 'u-cem', status: null, secondaryStatus: null, since: null },
      ],
    });
  });

  it('(b) how long Ana was at lunch this week', async () => {
    const [head, name, ...lines] = (await ask('this-week', '--agent', 'Ana', '--totals')).split('\n');
    const days = zone === 'Asia/Kolkata' ? 5 : 3;
    expect([head, name]).toEqual([
      `${zone === 'Asia/Kolkata' ? '2026-11-23' : '2026-10-26'} to ${today} (${zone})`,
      '  Ana Test',
    ]);
    const lunch = days === 5 ? '5 h 50 m' : '3 h 30 m';
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ +${lunch}  AWAY \\(Lunch\\), ${days} times,`)));
  });

  it('(c) when fewer than three were available', async () => {
    const below = day.hours === 25 ? '24 h 30 m' : '23 h 30 m';
    expect((await ask(day.words, '--below', '3')).split('\n').slice(0, 3)).toEqual([
      `${day.date} (${zone}): fewer than 3 AVAILABLE for ${below}`,
      `  00:00:00 - 10:15:00  ${(day.hours === 25 ? '11 h 15 m' : '10 h 15 m').padStart(10)}  nobody`,
      `  10:45:00 - 00:00:00  ${'13 h 15 m'.padStart(10)}  nobody`,
    ]);
    const json = JSON.parse(await ask(day.date, '--coverage', '3', '--json')) as unknown;
    expect(json).toMatchObject({
      below: 3,
      status: 'AVAILABLE',
      days: [{ date: day.date, belowMs: (day.hours - 0.5) * HOUR_MS, agents: 3, agentsRead: 3 }],
    });
  });

  it('(d) the same as a file', async () => {
    const lines = (await ask(day.words, '--csv')).split('\r\n');
    expect(lines[0]?.replace(/,"Source: .*$/, '')).toBe(
      'date,user_id,name,status,secondary_status,start,end,duration_s,clipped_start,clipped_end',
    );
    expect(lines[0]).toMatch(
      new RegExp(`,"Source: self-reported status, from Kore.ai status details. Times in ${zone}. As of ${today}T`),
    );
    const offset = offsetAt(`${day.date}T13:00:00`);
    expect(lines).toContain(
      `${day.date},u-ana,Ana Test,AWAY,Lunch,${day.date}T13:00:00${offset},${day.date}T14:10:00${offset},4200,false,false,`,
    );
    // From ten in the evening before to six, and from ten to midnight.
    const nights = lines.filter((line) => line.includes('u-cem,Cem Test,BUSY'));
    expect(nights.map((line) => line.split(',').slice(7, 10))).toEqual([
      [String((day.hours === 25 ? 7 : 6) * 3_600), 'true', 'false'],
      ['7200', 'false', 'true'],
    ]);
    expect(await ask(day.words, '--totals', '--csv')).toContain('u-ana,Ana Test,AWAY,Lunch,1,4200,1:10:00');
    expect(await ask(day.words, '--below', '3', '--csv')).toContain(`${day.date},AVAILABLE,3,`);
  });

  it('(e) Ana beside Ben', async () => {
    const names = (await ask(day.words, '--agent', 'ana', '--agent', 'Ben Test'))
      .split('\n')
      .filter((line) => /^ {2}\S/.test(line));
    const none = (ms: number): string => `${Math.floor(ms)} h ${Math.round((ms % 1) * 60)} m`.replace(' 0 m', '');
    expect(names).toEqual([
      `  Ana Test: AVAILABLE 7 h 50 m, AWAY 1 h 10 m, no record ${none(day.hours - 9)}`,
      `  Ben Test: AVAILABLE 3 h 30 m, AWAY 30 m, BUSY 2 h, no record ${none(day.hours - 6)}`,
    ]);
  });

  it('(f) ten to eleven in detail', async () => {
    expect((await ask(day.words, '--between', '10:00-11:00')).split('\n').slice(0, 7)).toEqual([
      `${day.date}, 10:00 to 11:00 (${zone})`,
      '  Ana Test: AVAILABLE 1 h',
      `    10:00:00 - 11:00:00  ${'1 h'.padStart(10)}  AVAILABLE`,
      '  Ben Test: AVAILABLE 1 h',
      `    10:00:00 - 11:00:00  ${'1 h'.padStart(10)}  AVAILABLE`,
      '  Cem Test: AVAILABLE 30 m, no record 30 m',
      `    10:15:00 - 10:45:00  ${'30 m'.padStart(10)}  AVAILABLE`,
    ]);
  });

  it('(g) the totals of seven days of a queue', async () => {
    const lines = (await ask('last-7-days', '--queue', 'billing', '--totals')).split('\n');
    expect(lines.filter((line) => /^ {2}\S/.test(line))).toEqual(['  Ana Test', '  Ben Test', '  All 2 agents']);
    // Seven lunches of Ana, 70 minutes each, and seven of Ben, 30 minutes each.
    expect(lines).toContainEqual(expect.stringMatching(/^ +8 h 10 m {2}AWAY \(Lunch\), 7 times,/));
    expect(lines).toContainEqual(expect.stringMatching(/^ +3 h 30 m {2}AWAY \(Lunch\), 7 times$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ +11 h 40 m {2}AWAY \(Lunch\), 14 times,/));
  });
});
