import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../electron/terminal/arguments.ts';

const GIVEN = ['--host', 'kore.example', '--account', 'acc', '--bot', 'st-1'];
const SECRET = [...GIVEN, '--client-id', 'cs-1', '--secret-stdin'];

const FORM = {
  id: null,
  isNameConfirmed: true,
  name: '',
  host: 'kore.example',
  accountId: 'acc',
  botId: 'st-1',
  auth: 'secret',
  clientId: 'cs-1',
  clientSecret: null,
  token: null,
  algorithm: 'HS256',
  timeZone: null,
  isHostConfirmed: true,
};

describe('parseArguments', () => {
  it('shows help without a command and on request', () => {
    for (const argv of [[], ['help'], ['--help'], ['status', '--help']]) {
      expect(parseArguments(argv)).toEqual({ ok: true, value: { command: 'help' } });
    }
  });

  it('understands connect with a secret or a token', () => {
    expect(
      parseArguments([
        'connect',
        ...SECRET,
        '--alg',
        'HS512',
        '--zone',
        'Asia/Kolkata',
        '--name',
        'Billing',
        '--copies',
        '30',
      ]),
    ).toEqual({
      ok: true,
      value: {
        command: 'connect',
        copies: 30,
        form: { ...FORM, name: 'Billing', algorithm: 'HS512', timeZone: 'Asia/Kolkata' },
      },
    });
    expect(parseArguments(['connect', ...GIVEN, '--token-stdin'])).toEqual({
      ok: true,
      value: { command: 'connect', copies: null, form: { ...FORM, auth: 'token', clientId: '' } },
    });
  });

  it('understands status with repeated ids', () => {
    expect(
      parseArguments([
        'status',
        '--json',
        '--agents',
        '--queue',
        'q1',
        '--queue',
        'q2',
        '--skill',
        's',
        '--agent',
        'a',
      ]),
    ).toEqual({
      ok: true,
      value: {
        command: 'status',
        target: { kind: 'saved', name: null },
        isJson: true,
        withAgents: true,
        isWatching: false,
        withAlerts: false,
        isMasked: false,
        format: null,
        team: { kind: 'ids', filter: { queueIds: ['q1', 'q2'], skillIds: ['s'], agentIds: ['a'] } },
      },
    });
  });

  it.each([
    [[], { kind: 'open' }],
    [['--everybody'], { kind: 'everybody' }],
    [['--view', 'At lunch'], { kind: 'view', name: 'At lunch' }],
    [['--skill', 's'], { kind: 'ids', filter: { queueIds: [], skillIds: ['s'], agentIds: [] } }],
  ])('understands whose counts with %j', (options, team) => {
    expect(parseArguments(['status', ...options])).toMatchObject({ ok: true, value: { team } });
  });

  it.each([
    ['--view', 'Leads', '--everybody'],
    ['--view', 'Leads', '--queue', 'q'],
    ['--everybody', '--agent', 'a'],
    ['--view', 'Leads', ...SECRET],
  ])('refuses two answers to whose counts: %j', (...options) => {
    expect(parseArguments(['status', ...options])).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('understands status with a template', () => {
    expect(parseArguments(['status', '--agents', '--format', '{total}: {agents}'])).toMatchObject({
      ok: true,
      value: { isJson: false, withAgents: true, format: ['', { name: 'total' }, ': ', { name: 'agents' }, ''] },
    });
  });

  it('understands that names are to be hidden', () => {
    for (const command of ['status', 'history']) {
      expect(parseArguments([command, '--mask'])).toMatchObject({ ok: true, value: { command, isMasked: true } });
    }
  });

  it('takes all of connect’s flags for a connection that is never saved', () => {
    const parsed = parseArguments(['status', ...SECRET]);
    expect(parsed).toMatchObject({ ok: true, value: { target: { kind: 'given', form: FORM, copies: null } } });
    expect(parseArguments(['status', ...SECRET, '--copies', '7'])).toMatchObject({
      value: { target: { kind: 'given', copies: 7 } },
    });
  });

  describe('of history', () => {
    const history = (...argv: readonly string[]): unknown => {
      const parsed = parseArguments(['history', ...argv]);
      return parsed.ok ? parsed.value : parsed.error.message;
    };

    it.each([
      [[], ['today', 'today']],
      [
        ['--date', '2026-03-02'],
        ['2026-03-02', '2026-03-02'],
      ],
      [
        ['--from', '2026-03-01', '--to', 'yesterday'],
        ['2026-03-01', 'yesterday'],
      ],
      [['last tuesday'], ['last tuesday', 'last tuesday']],
      [
        ['last', 'tuesday', '--json'],
        ['last tuesday', 'last tuesday'],
      ],
      [['last-7-days'], ['last-7-days', 'last-7-days']],
    ])('understands the days of %j', (argv, [from, to]) => {
      expect(history(...argv)).toMatchObject({ from, to });
    });

    it('understands what is asked, of whom and in which form', () => {
      expect(history()).toMatchObject({
        ...{ question: { kind: 'intervals' }, team: { kind: 'open' }, between: null },
        ...{ format: 'text', isOffline: false, isMasked: false },
      });
      expect(history('--at', '9:05')).toMatchObject({ question: { kind: 'at', time: '09:05', offset: null } });
      expect(history('--at', '24:00')).toMatchObject({ question: { kind: 'at', time: '24:00', offset: null } });
      expect(history('--at', '2:30+01:00')).toMatchObject({ question: { time: '02:30', offset: '+01:00' } });
      expect(history('--at', '02:30Z')).toMatchObject({ question: { time: '02:30', offset: 'Z' } });
      expect(history('--totals', '--csv')).toMatchObject({ question: { kind: 'totals' }, format: 'csv' });
      for (const option of ['--below', '--coverage']) {
        expect(history(option, '3', '--json')).toMatchObject({
          question: { kind: 'below', agents: 3 },
          format: 'json',
        });
      }
      expect(history('--between', '9:00-24:00', '--offline')).toMatchObject({
        between: { from: '09:00', to: '24:00' },
        isOffline: true,
      });
      expect(history('--queue', 'Billing', '--agent', 'Ana', '--agent', 'ben@example.com')).toMatchObject({
        team: { kind: 'ids', filter: { queueIds: ['Billing'], skillIds: [], agentIds: ['Ana', 'ben@example.com'] } },
      });
      expect(history('--view', 'Early shift')).toMatchObject({ team: { kind: 'view', name: 'Early shift' } });
    });

    it.each([
      [['yesterday', '--date', 'today'], 'Give the days once, as words or with --date.'],
      [['yesterday', '--from', 'today'], 'Give either --date, or --from and --to.'],
      [['--at', '14:05', '--totals'], 'Give either --at, --totals or --below.'],
      [['--below', '3', '--coverage', '3'], 'Give either --at, --totals or --below.'],
      [['--at', '24:01'], /^--at is a time of day such as 14:05, up to 24:00\./],
      [['--at', '24:00+01:00'], /^--at is a time of day/],
      [['--at', '14'], /^--at is a time of day/],
      [['--at', '14:05', '--between', '10:00-11:00'], /^--at is one moment/],
      [['--at', '14:05', '--csv'], /^--csv is for a list/],
      [['--csv', '--json'], 'Give either --csv or --json.'],
      [['--between', '11:00-10:00'], /^--between is two times of one day/],
      [['--between', '24:00-24:00'], /^--between is two times of one day/],
      [['--between', '10:00'], /^--between is two times of one day/],
      [['--below', '0'], '--below is a whole number from 1 to 100000.'],
      [['--view', 'Early', '--queue', 'Billing'], /^Give either --view/],
    ])('refuses %j', (argv, message) => {
      const text = history(...argv);
      if (typeof message === 'string') expect(text).toBe(message);
      else expect(text).toMatch(message);
    });
  });

  it('understands check with a file, or that only lists its calls', () => {
    const saved = { kind: 'saved', name: 'Billing' };
    const parsed = (...argv: readonly string[]): unknown => parseArguments(['check', ...argv]);
    expect(parsed('--name', 'Billing', '--report', 'a.txt')).toEqual({
      ok: true,
      value: { command: 'check', target: saved, report: 'a.txt' },
    });
    expect(parsed('--dry', ...SECRET)).toMatchObject({ ok: true, value: { target: { kind: 'given' }, report: null } });
    expect(parsed()).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('--report FILE') as string },
    });
    expect(parsed('--report', 'a.txt', '--zone', 'UTC')).toMatchObject({ ok: false });
    expect(parsed('--report=')).toMatchObject({ ok: false, error: { message: '--report is empty.' } });
  });

  it('understands serve and demo', () => {
    expect(parseArguments(['serve', '--port', '4000', '--demo', '--board', '--no-open'])).toEqual({
      ok: true,
      value: { command: 'serve', port: 4000, openWith: 'demo', scene: null, hasBoard: true, shouldOpen: false },
    });
    // As when an alias is overruled.
    expect(parseArguments(['serve', '--port', '4000', '--port', '0'])).toMatchObject({ ok: true, value: { port: 0 } });
    expect(parseArguments(['demo'])).toEqual({
      ok: true,
      value: { command: 'demo', port: 0, agents: 26, seed: 1, names: 'ordinary', refuses: [], scene: null },
    });
    const strict = ['--agents', '500', '--names', 'hostile', '--refuse', 'queues', '--refuse', 'everybody'];
    expect(parseArguments(['demo', ...strict])).toMatchObject({
      ok: true,
      value: { agents: 500, names: 'hostile', refuses: ['queues', 'everybody'] },
    });
    for (const argv of [['demo'], ['serve', '--demo'], ['serve', '--or-demo']]) {
      const scene = parseArguments([...argv, '--scene', 'long-away']);
      expect(scene).toMatchObject({ ok: true, value: { scene: 'long-away' } });
    }
  });

  it.each([
    [['fly'], 'There is no command "fly".'],
    [['status', '--nope'], 'status has no option --nope.'],
    [['connect', '--secret=hunter2'], 'connect has no option --secret.'],
    [['status', 'extra'], 'status does not expect "extra".'],
    [['status', `\u001b[31m${'x'.repeat(200)}`], `status does not expect "[31m${'x'.repeat(56)}...".`],
    [['status', '--json=yes'], '--json takes no value.'],
    [['status', '--name'], '--name needs a value. Write one that begins with a dash as --name=-...'],
    [['serve', '--port', '-1'], '--port needs a value. Write one that begins with a dash as --port=-...'],
    [['status', '--host', 'a', '--host', 'b'], 'Give --host once.'],
    [['status', '--queue', ''], '--queue is empty.'],
    [['history', '--agent='], '--agent is empty.'],
    [['status', '--name', 'Billing', '--zone', 'UTC'], /--zone is for a connection given by its flags/],
    [['status', '--format', '{nope}'], /does not know \{nope\}/],
    [['status', '--format', '{total}', '--json'], 'Give either --format or --json.'],
    [['status', '--alerts'], '--alerts is for --watch; `rollcall alerts` prints the log.'],
    [['status', '--watch', '--alerts', '--format', '{total}'], 'Give either --format or --alerts.'],
    [['status', '--format', '{agents}'], '{agents} in --format needs --agents.'],
    [['connect'], 'A connection needs --host, --account and --bot.'],
    [['status', '--host', 'x'], 'A connection needs --host, --account and --bot.'],
    [['connect', ...GIVEN], 'Give either --secret-stdin or --token-stdin.'],
    [['connect', ...SECRET, '--token-stdin'], 'Give either --secret-stdin or --token-stdin.'],
    [['connect', ...GIVEN, '--secret-stdin'], '--secret-stdin needs --client-id.'],
    [['connect', ...SECRET, '--copies', '0'], '--copies is a whole number from 1 to 50.'],
    [['status', '--copies', '7'], 'A connection needs --host, --account and --bot.'],
    [['history', ...SECRET, '--copies', '51'], '--copies is a whole number from 1 to 50.'],
    [['connect', ...SECRET, '--copies', 'many'], '--copies is a whole number from 1 to 50.'],
    [['connect', ...SECRET, '--alg', 'none'], '--alg is HS256 or HS512.'],
    [['history', '--date', '2026-03-02', '--from', '2026-03-01'], 'Give either --date, or --from and --to.'],
    [['history', '--from', '2026-03-01'], '--from and --to belong together.'],
    [['history', '--api-times', 'local'], '--api-times is auto, request or utc.'],
    [['serve', '--port', '65536'], '--port is a whole number from 0 to 65535.'],
    [['demo', '--agents', '10001'], '--agents is a whole number from 0 to 10000.'],
    [['demo', '--names', 'long'], '--names is one of: ordinary, hostile.'],
    [['demo', '--refuse', 'agents'], /^--refuse is one of: queue-performance, .*, queue-members\.$/],
    [['demo', '--scene', 'calm'], '--scene is one of: storm, flap, below, long-away, nobody.'],
    [['serve', '--scene', 'storm'], 'The demo plays the --scene: give --demo as well.'],
    [['demo', '--seed', '1e3'], '--seed is a whole number from 0 to 9007199254740991.'],
  ])('refuses %j', (argv, message) => {
    const parsed = parseArguments(argv);
    expect(parsed).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const text = parsed.ok ? '' : parsed.error.message;
    if (typeof message === 'string') expect(text).toBe(message);
    else expect(text).toMatch(message);
  });
});
