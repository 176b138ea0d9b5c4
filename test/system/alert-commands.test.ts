import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRuleFile } from '../../electron/shared/alerts/rule-file.ts';
import type { Rule } from '../../electron/shared/model.ts';
import { formFor } from '../support/connection-profile.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeychain, createNoKeychain, type FakeKeychain } from '../support/fake-keychain.ts';
import { fakeDraft } from '../support/fake-views.ts';
import { startKoreServer, type KoreAgent, type KoreServer } from '../support/kore-server.ts';
import { makeOwner, runRollcall } from '../support/owner-bench.ts';
import { runRollcallProcess } from '../support/rollcall-process.ts';
import { createTestBench, openId, type TestApp, type TestBench } from '../support/test-app.ts';

/** `rollcall rules` and `rollcall alerts`: of a saved connection with and without the app, and of the demo in it. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Tuesday at two in the afternoon, in UTC. */
const NOW = Date.parse('2026-11-24T14:00:00Z');

let bench: TestBench;
let kore: KoreServer;
let keychain: FakeKeychain;
let folder: string;
let rollcall: TestApp;
const UNDO = 'To undo that, delete the added rule in the window, under Alerts.';
const undo: (() => Promise<unknown>)[] = [];

/** At work from nine on each day, and yesterday at lunch for an hour from noon. */
function agent(id: string, firstName: string): KoreAgent {
  const midnight = Date.parse('2026-11-24T00:00:00Z');
  const record = (secondary: string, start: number, end: number | null) => ({
    ...{ primary: secondary === 'Lunch' ? 'AWAY' : 'AVAILABLE', secondary, start, end },
  });
  const yesterday = midnight - DAY_MS;
  return {
    ...{ id, firstName, lastName: 'Test', bucket: 'AVAILABLE' },
    records: [
      record('Available', yesterday + 9 * HOUR_MS, yesterday + 12 * HOUR_MS),
      record('Lunch', yesterday + 12 * HOUR_MS, yesterday + 13 * HOUR_MS),
      record('Available', yesterday + 13 * HOUR_MS, yesterday + 17 * HOUR_MS),
      record('Available', midnight + 9 * HOUR_MS, null),
    ],
  };
}

beforeEach(async () => {
  bench = await createTestBench(createFakeClock(NOW));
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-rules-'));
  keychain = createFakeKeychain();
  kore = await startKoreServer([agent('ana', 'Ana'), agent('ben', 'Ben')], bench.clock.now);
  rollcall = await bench.open({ keychain });
  await rollcall.get('settings:update', { notify: 'team-needs-me' });
  await rollcall.app.start();
  await rollcall.get('connection:save', { ...formFor(kore), timeZone: 'Asia/Kolkata' }, 'keychain');
  await rollcall.until(({ health, details }) => health.state === 'live' && details?.read === 2);
});
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
  await bench.stop();
  await kore.stop();
  await rm(folder, { recursive: true, force: true });
});

async function own(): Promise<void> {
  const owner = await makeOwner(bench, rollcall);
  undo.push(() => owner.release());
}

async function run(...argv: string[]) {
  const { io, ended } = runRollcall(bench, argv, createNoKeychain());
  const code = await ended;
  return { code, out: [...io.out], written: io.written.join(''), said: [...io.messages] };
}

const file = (name: string): string => path.join(folder, name);
const sentences = [
  'Nobody available, in the open view',
  'An agent is in a status over its limit, in the open view',
  'The team was not read for 5 minutes',
  'At least 30 % of agents go offline within 60 seconds, in the open view',
  'An agent changes status 6 times within 10 minutes, not counting contacts, in the open view',
  'Every change of status, in the open view',
];

describe('rules', () => {
  it('are listed with their states by the running app, and without states otherwise', async () => {
    await own();
    kore.move('ana', 'BUSY');
    kore.move('ben', 'BUSY');
    await rollcall.get('team:refresh');
    const listed = await run('rules');
    const phases = ['firing since 14:00', ...Array<string>(4).fill('normal'), 'off'];
    expect([listed.code, listed.said]).toEqual([0, []]);
    expect(listed.out).toEqual(sentences.map((sentence, index) => `${sentence}: ${phases[index] ?? ''}`));
    const json = JSON.parse((await run('rules', '--json')).out.join('')) as unknown[];
    expect(json[0]).toMatchObject({
      id: 'nobody',
      isOn: true,
      condition: { kind: 'below', fewerThan: 1, forMinutes: 0 },
      text: sentences[0],
      state: { phase: 'firing', since: NOW, userIds: [] },
    });
    for (const step of undo.splice(0)) await step();
    const alone = await run('rules');
    expect(alone.said).toEqual(['Rollcall does not run, so the states of the rules are not known.']);
    expect(alone.out.map((line) => line.replace(/^.*: /, ''))).toEqual([...Array<string>(5).fill('on'), 'off']);
  });

  it('leave as a file, which is not written over', async () => {
    const text = await rollcall.get('alert:export-rules');
    expect((await run('rules', 'export')).written).toBe(text);
    expect((await run('rules', 'export', '-')).written).toBe(text);
    const written = await run('rules', 'export', file('rules.json'));
    expect([written.code, written.said]).toEqual([0, [`6 rules written to ${file('rules.json')}.`]]);
    expect(await readFile(file('rules.json'), 'utf8')).toBe(text);
    const again = await run('rules', 'export', file('rules.json'));
    expect([again.code, again.said]).toEqual([
      2,
      [`${file('rules.json')} exists already. Give another name, or - for stdout.`],
    ]);
  });

  it('come from a file, and the running app takes them over at once', async () => {
    await own();
    const { views } = await rollcall.get('view:save', openId(rollcall), fakeDraft({ name: 'Leads', statuses: [] }));
    const { rules } = await rollcall.get('alert:list');
    const [nobody] = rules as readonly [Rule];
    const changed: Rule = { ...nobody, condition: { kind: 'below', fewerThan: 1, forMinutes: 5 } };
    // As from another computer, where the view has another id.
    const theirs: Rule = { ...nobody, id: 'theirs', scope: { kind: 'view', id: 'v-other' } };
    await writeFile(file('a.json'), writeRuleFile([changed, theirs], [{ id: 'v-other', name: 'leads' }]));
    const wanted = [
      'replaced: Nobody available, in the open view -> Nobody available for 5 minutes, in the open view',
      'added: Nobody available, in the view Leads',
    ];
    const dry = await run('rules', 'import', file('a.json'), '--dry');
    expect([dry.code, dry.out, dry.said]).toEqual([0, wanted, ['Nothing was changed, because of --dry.']]);
    expect((await rollcall.get('alert:list')).rules).toEqual(rules);
    const taken = await run('rules', 'import', file('a.json'));
    expect([taken.code, taken.out, taken.said]).toEqual([
      0,
      wanted,
      ['1 rule was added and 1 rule was replaced.', UNDO],
    ]);
    const after = (await rollcall.get('alert:list')).rules;
    expect(after).toEqual([changed, ...rules.slice(1), { ...theirs, scope: { kind: 'view', id: views[0]?.id } }]);
  });

  it.each([
    ['{"format":"rollcall-rules","version":2,"rules":[]}', /^This file was written by a newer Rollcall\./],
    ['not JSON', /^This is not a file of rules\./],
  ])('of a bad file change nothing: %s', async (text, message) => {
    await writeFile(file('bad.json'), text);
    const before = await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8');
    const { code, out, said } = await run('rules', 'import', file('bad.json'));
    expect([code, out, said]).toEqual([2, [], [expect.stringMatching(message)]]);
    expect(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')).toBe(before);
  });

  it('of a file with one bad rule change nothing: the rule and its field are named', async () => {
    const [nobody, ...others] = (await rollcall.get('alert:list')).rules as readonly [Rule, ...Rule[]];
    const bad = { ...nobody, id: 'bad', condition: { kind: 'below', fewerThan: 0, forMinutes: 5 } };
    await writeFile(file('bad.json'), writeRuleFile([...others, bad as Rule], []));
    expect((await run('rules', 'import', file('bad.json'))).said).toEqual([
      'Rule 6 (below), condition.fewerThan: it has to be a whole number from 1 to 10,000. Nothing was imported.',
    ]);
    expect((await run('rules', 'import', file('gone.json'))).said).toEqual([
      `${file('gone.json')} cannot be read (ENOENT).`,
    ]);
  });

  it('are tried over the days that were read, without a call', async () => {
    const request = { dates: ['2026-11-23'], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
    await rollcall.get('history:read', request);
    const lunch = { kind: 'secondary', name: 'Lunch' } as const;
    const shared = { isOn: true, scope: { kind: 'everybody' }, hours: null, remindMinutes: null } as const;
    const rule: Rule = {
      ...{ ...shared, id: 'lunch', hasSound: true, saysRecovery: false },
      condition: { kind: 'too-long', status: lunch, minutes: 30, earlyMinutes: 0 },
    };
    await writeFile(
      file('try.json'),
      writeRuleFile([rule, { ...rule, id: 's', condition: { kind: 'stale', forMinutes: 5 } }], []),
    );
    const calls = kore.calls.length;
    const text = await run('rules', 'try', file('try.json'), '--days', '3');
    expect([text.code, kore.calls.length - calls]).toEqual([0, 0]);
    expect(text.out).toEqual([
      'An agent is in Lunch for more than 30 minutes, in the whole team: would have notified 2 times in 2 days',
      '  2026-11-22: 0 times, 2 agents read', // read along
      '  2026-11-23: 2 times, 2 agents read',
      '  With “Limit in minutes” 30: 1 a day.',
      'The team was not read for 5 minutes: History does not say when the team could not be read.',
    ]);
    const json = JSON.parse((await run('rules', 'try', file('try.json'), '--json')).out.join('')) as object[];
    expect(json[0]).toEqual({
      rule: 'lunch',
      text: 'An agent is in Lunch for more than 30 minutes, in the whole team',
      days: [
        { date: '2026-11-22', agentsRead: 2, notified: [] },
        {
          date: '2026-11-23',
          agentsRead: 2,
          notified: ['u-ana', 'u-ben'].map((userId) => ({ at: '2026-11-23T12:30:00.000Z', userId })),
        },
      ],
      suggestion: { value: 30, aDay: 1 },
      problem: null,
    });
  });

  it('of the demo are listed, exported and tried by the app, and imported in its window only', async () => {
    await rollcall.get('connection:remove');
    await rollcall.get('connection:demo');
    await own();
    const listed = await run('rules');
    expect([listed.code, listed.said]).toEqual([0, ['This is demo data: no connection is saved.']]);
    expect(listed.out).toHaveLength(6);
    await writeFile(file('demo.json'), (await run('rules', 'export')).written);
    const request = { dates: ['2026-11-23'], who: { kind: 'everybody' }, timeZone: null, apiTimes: null } as const;
    await rollcall.get('history:read', request);
    const tried = await run('rules', 'try', file('demo.json'));
    expect([tried.code, tried.said]).toEqual([0, ['This is demo data: no connection is saved.']]);
    expect(tried.out).toContainEqual(expect.stringMatching(/would (never )?have notified .* in 1 day$/));
    const json = JSON.parse((await run('rules', 'try', file('demo.json'), '--json')).out.join('')) as object[];
    expect(json).toHaveLength(6);
    const { code, said } = await run('rules', 'import', file('demo.json'));
    expect([code, said]).toEqual([
      3,
      [
        'The rules of a connection that is not saved are in the running Rollcall only: import the file in its window, under Alerts.',
      ],
    ]);
  });
});

describe('alerts', () => {
  /** Nobody is available, and then an hour later Ana is again. */
  async function happen(): Promise<void> {
    kore.move('ana', 'BUSY');
    kore.move('ben', 'BUSY');
    await rollcall.get('team:refresh');
    await rollcall.get('alert:snooze', HOUR_MS);
    kore.move('ana', 'OFFLINE');
    kore.move('ben', 'AVAILABLE');
    bench.clock.jump(60_000);
    await rollcall.get('team:refresh');
  }
  const FIRED = {
    at: '2026-11-24T19:30:00+05:30',
    rule: 'nobody',
    kind: 'below',
    subject: null,
    state: 'fired',
    delivered: true,
    reason: null,
    text: 'Nobody is available',
  };

  it('are printed as the log has them, on the clock of the team', async () => {
    await happen();
    expect((await run('alerts')).out).toEqual(['2026-11-24 19:30 Nobody is available']);
    const json = await run('alerts', '--json');
    expect([json.code, json.said, JSON.parse(json.out.join(''))]).toEqual([0, [], [FIRED]]);
    expect((await run('alerts', '--csv')).written.split('\r\n')).toEqual([
      '\uFEFFat,rule,kind,event,user_id,text,outcome,reason,excused',
      '2026-11-24T19:30:00+05:30,nobody,below,fired,,Nobody is available,delivered,,',
      '',
    ]);
  });

  it('say what was held back and why, with initials while names are hidden', async () => {
    await rollcall.get('settings:update', { notify: 'every-change' });
    await rollcall.get('alert:snooze', HOUR_MS);
    kore.move('ana', 'BUSY');
    await rollcall.get('team:refresh');
    expect((await run('alerts')).out).toEqual([
      '2026-11-24 19:30 Ana Test: BUSY (held back: notifications are snoozed)',
    ]);
    expect(JSON.parse((await run('alerts', '--json', '--mask')).out.join(''))).toMatchObject([
      { subject: 'u-ana', delivered: false, reason: 'snoozed', text: 'A. T.: BUSY' },
    ]);
    await rollcall.get('settings:update', { isMasked: true });
    expect((await run('alerts')).out).toEqual([expect.stringContaining('A. T.: BUSY')]);
  });

  it('are those from a day on, in words or as a date', async () => {
    await happen();
    bench.clock.jump(DAY_MS);
    const counts: number[] = [];
    for (const from of ['today', 'yesterday', 'tuesday', '2026-11-24', '2026-11-25']) {
      counts.push((JSON.parse((await run('alerts', '--json', '--from', from)).out.join('')) as object[]).length);
    }
    expect(counts).toEqual([0, 1, 1, 1, 0]);
    expect((await run('alerts', '--from', 'today')).said).toEqual(['Nothing was decided in this time.']);
    const bad = await run('alerts', '--from', 'soon');
    expect([bad.code, bad.said]).toEqual([
      2,
      ['"soon" is not a day. Write a date such as 2026-11-30, today, yesterday or a weekday.'],
    ]);
  });

  it('of the demo are the app’s', async () => {
    await rollcall.get('connection:remove');
    await rollcall.get('connection:demo');
    await own();
    await rollcall.until(({ details }) => details?.read === 26);
    const log = await rollcall.get('alert:log', null);
    const demo = await run('alerts', '--json');
    expect([demo.code, demo.said[0]]).toEqual([0, 'This is demo data: no connection is saved.']);
    const entries = JSON.parse(demo.out.join('')) as { readonly text: string; readonly demo: boolean }[];
    const texts = entries.map(({ text }) => text);
    expect(texts).toEqual(log.map(({ text }) => text).toReversed());
    expect(entries.every((entry) => entry.demo)).toBe(true);
    const lines = (await run('alerts')).out;
    expect(lines.filter((line) => /^[\d-]+ [\d:]+ Demo data: /.test(line))).toHaveLength(texts.length);
    expect(texts.length).toBeGreaterThan(0);
    const csv = (await run('alerts', '--csv')).written.split('\r\n');
    expect(csv[0]).toMatch(/,source$/);
    expect(csv.slice(1, -1).every((line) => line.endsWith(',demo'))).toBe(true);
  });
});

it('a real process prints both, and says what is wrong with a command line', async () => {
  const env = { ROLLCALL_HOME: bench.dataFolder, TZ: 'UTC' };
  const rules = await runRollcallProcess(['rules'], env);
  expect([rules.code, rules.out.split('\n').slice(0, 1)]).toEqual([0, [`${sentences[0] ?? ''}: on`]]);
  expect(await runRollcallProcess(['alerts', '--json'], env)).toMatchObject({ code: 0, out: '[]\n' });
  const without = await runRollcallProcess(['rules'], { ROLLCALL_HOME: folder, TZ: 'UTC' });
  expect([without.code, without.said]).toEqual([3, expect.stringMatching(/^No connection is saved\./)]);
  for (const [argv, message] of [
    [['rules', 'change'], 'rules has no "change". It lists the rules, or does one of: export, import, try.'],
    [['rules', 'import'], 'rules import needs a file.'],
    [['rules', 'export', 'a', 'b'], 'rules export does not expect "b".'],
    [['rules', 'export', '--json'], 'rules export has no option --json.'],
    [['rules', 'try', 'a', '--days', '0'], '--days is a whole number from 1 to 31.'],
    [['alerts', '--csv', '--json'], 'Give either --csv or --json.'],
  ] as const) {
    const { code, said } = await runRollcallProcess(argv, env);
    expect([code, said.split(' See:')[0]]).toEqual([2, message]);
  }
});
