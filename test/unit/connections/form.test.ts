import { describe, expect, it } from 'vitest';
import { checkForm, normalizeForm, obstacleOf, type FormFacts } from '../../../electron/connections/form.ts';
import type { ConnectionField, ConnectionForm, FieldNote, FieldNotes } from '../../../electron/shared/model.ts';

const FORM: ConnectionForm = {
  id: null,
  name: 'Support',
  host: 'https://platform.kore.ai',
  accountId: '63f07d26f04465685df4aaaa',
  botId: 'st-e19dd469-90f5-5655-b0b2-858de901aaaa',
  auth: 'secret',
  clientId: 'cs-b0233c67-322e-5d1a-9fb7-366e7f5915a7',
  clientSecret: 'x'.repeat(44),
  token: null,
  algorithm: 'HS256',
  timeZone: 'Europe/Berlin',
  isHostConfirmed: false,
  isNameConfirmed: false,
};
const FACTS: FormFacts = {
  hasSavedSecret: false,
  nameHolder: null,
  now: Date.UTC(2026, 2, 2, 9),
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: unknown, payload: unknown): string => `${part(header)}.${part(payload)}.c2ln`;
const noteOf = (field: ConnectionField, patch: Partial<ConnectionForm>, facts: Partial<FormFacts> = {}) =>
  checkForm({ ...FORM, ...patch }, { ...FACTS, ...facts })[field] ?? null;
const error = (message: string): FieldNote => ({ level: 'error', message });
const notice = (message: string): FieldNote => ({ level: 'notice', message });

it('says nothing about a form that is fine', () => {
  expect(checkForm(FORM, FACTS)).toEqual({});
});

describe('the name', () => {
  it.each([
    ['', null],
    ['n'.repeat(60), null],
    ['n'.repeat(61), error('The name may have at most 60 characters.')],
    ['a\u0007b', error('The name contains characters that cannot be shown.')],
    ['a\ud83d', error('The name contains characters that cannot be shown.')],
    ['a\u202eb', error('The name contains characters that cannot be shown.')],
    [`\u200b${'n'.repeat(60)}\ufeff`, null],
  ])('%j', (name, expected) => {
    expect(noteOf('name', { name })).toEqual(expected);
  });
});

describe('the host', () => {
  const lookalike = 'bücher.ai';
  const question =
    'This host uses letters that can look like others. Its real name is xn--bcher-kva.ai. Is that the one you mean?';

  it('passes on why it is refused', () => {
    expect(noteOf('host', { host: '10.0.0.1' })).toEqual(
      error('An IP address is not accepted. Enter the name of the host.'),
    );
  });

  it('asks once about a host with letters like others', () => {
    expect(noteOf('host', { host: lookalike })).toEqual({ level: 'confirm', message: question });
    expect(noteOf('host', { host: lookalike, isHostConfirmed: true })).toEqual(notice(question));
  });
});

describe('the ids', () => {
  const unusual = (name: string, form: string) => notice(`This is an unusual ${name}: most are ${form}.`);
  const swapped = (what: string, name: string, form: string) =>
    notice(`This looks like ${what}, not like the ${name} (${form}).`);
  const account = ['account ID', '24 characters, 0-9 and a-f'] as const;
  const bot = ['bot ID', 'st- and a UUID'] as const;
  const client = ['client ID', 'cs- and a UUID'] as const;
  const forbidden = (name: string) =>
    error(`The ${name} may contain only letters, digits, - and _, at most 128. Copy it again.`);

  it.each([
    ['accountId', '63f07d26f04465685df4xxxx', null],
    ['accountId', ' 63f07d26f044\n65685df4aaaa ', null],
    ['accountId', '\u200b63f07d26\u2060f04465685\u00addf4aaaa\ufeff', null],
    ['botId', '"st-e19dd469-90f5-5655-b0b2-858de901aaaa",', null],
    ['clientId', '“cs-1”', null],
    [
      'clientId',
      '\u200b\u2060',
      error('Enter the client ID. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.'),
    ],
    [
      'botId',
      'st\u20111',
      error(
        'The bot ID may contain only letters, digits, - and _, at most 128. Character 3 is “\u2011” (U+2011). Copy it again.',
      ),
    ],
    ['accountId', '', error('Enter the account ID. Ask your administrator for it.')],
    ['accountId', '../../x', forbidden('account ID')],
    ['accountId', 'a%2fb', forbidden('account ID')],
    ['accountId', 'a?b', forbidden('account ID')],
    ['accountId', 'a'.repeat(129), forbidden('account ID')],
    ['accountId', 'acme', unusual(...account)],
    ['accountId', 'st-1', swapped('a bot ID', ...account)],
    ['accountId', 'o-1', swapped('an organisation ID', ...account)],
    ['botId', 'st-1', null],
    ['botId', 'cs-1', swapped('a client ID', ...bot)],
    ['botId', '63f07d26f04465685df4aaaa', swapped('an account ID', ...bot)],
    ['botId', 'bot', unusual(...bot)],
    ['clientId', 'cs-1', null],
    ['clientId', 'u-1', swapped("a user's ID", ...client)],
    [
      'clientId',
      '\t',
      error('Enter the client ID. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.'),
    ],
  ] as const)('%s %j', (field, id, expected) => {
    expect(noteOf(field, { [field]: id })).toEqual(expected);
  });

  it('need no client for a token', () => {
    const token = jwt({ alg: 'HS256' }, {});
    expect(noteOf('clientId', { auth: 'token', token, clientId: '' })).toBeNull();
  });
});

describe('the client secret', () => {
  const short =
    'This client secret is shorter than 32 bytes, which is short for a signing key. Check that it is complete.';

  const inside = (what: string) =>
    error(`The client secret contains a ${what}. Delete it there, or copy the client secret again.`);

  it.each<readonly [string | null, FieldNote | null]>([
    ['x'.repeat(32), null],
    ['🔐'.repeat(8), null],
    ['x'.repeat(31), notice(short)],
    [`\n ${'x'.repeat(32)} `, notice('Spaces or line breaks around the client secret were removed.')],
    [' x', notice(`Spaces or line breaks around the client secret were removed. ${short}`)],
    ['', error('Enter the client secret. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.')],
    [
      ' \n',
      error('Enter the client secret. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.'),
    ],
    [null, error('Enter the client secret. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.')],
    [
      '\u200b\u2060',
      error('Enter the client secret. It is shown under App Settings > Dev Tools > API Scope, with the JWT app.'),
    ],
    ...['\u200b', '\u2060', '\u00ad', '\ufeff', '\u200d', '\u00a0\u202c', '\u3164'].map((tail): [string, FieldNote] => [
      `${'x'.repeat(32)}${tail}`,
      notice(
        /\s/.test(tail) && tail.length === 1
          ? 'Spaces or line breaks around the client secret were removed.'
          : 'Quotation marks or characters that cannot be seen around the client secret were removed.',
      ),
    ]),
    ...['"…"', "'…'", '“…”', '`…`', '"…",', '\ufeff"…"\n', '" … "'].map((around): [string, FieldNote] => [
      around.replace('…', 'x'.repeat(32)),
      notice('Quotation marks or characters that cannot be seen around the client secret were removed.'),
    ]),
    ['"x', notice(short)],
    [`"${'x'.repeat(30)}\u200by"`, inside('zero-width space (U+200B) after 30 characters')],
    [`${'x'.repeat(22)}\r\n${'x'.repeat(22)}`, inside('line break (U+000D) after 22 characters')],
    ['🔐x\u00ady', inside('soft hyphen (U+00AD) after 2 characters')],
    ['x\u2062y', inside('character that cannot be seen (U+2062) after 1 character')],
    ['ab\0', error('The client secret contains a NUL character. Copy it again.')],
    ['a\0b', error('The client secret contains a NUL character. Copy it again.')],
    ['a\ud83d', error('The client secret contains a damaged character. Copy it again.')],
    ['x'.repeat(1_975), null],
    ['x'.repeat(1_976), error('The client secret is too long: it takes 2001 bytes and at most 2000 can be saved.')],
  ])('%j', (clientSecret, expected) => {
    expect(noteOf('clientSecret', { clientSecret })).toEqual(expected);
  });

  it.each([null, '', ' '])('%j keeps a saved one', (clientSecret) => {
    expect(noteOf('clientSecret', { clientSecret }, { hasSavedSecret: true })).toBeNull();
  });

  it('is not needed with a token', () => {
    expect(noteOf('clientSecret', { auth: 'token', clientSecret: null })).toBeNull();
  });
});

describe('the token', () => {
  const notSigned = error(
    'This is not a signed token (JWT): it should be three parts separated by dots. Copy it again.',
  );
  const at = (iso: string): number => Date.parse(iso) / 1_000;

  it.each<readonly [string | null, FieldNote | null]>([
    [jwt({ alg: 'HS256' }, { appId: 'cs-1' }), notice('The token is signed with HS256 and does not expire.')],
    [
      jwt({ alg: 'HS512' }, { exp: at('2026-03-02T09:00:01Z') }),
      notice('The token is signed with HS512 and expires on 2026-03-02 09:00 UTC.'),
    ],
    [
      jwt({ alg: 'HS256' }, { exp: at('2026-03-02T09:00:00Z') }),
      notice('The token is signed with HS256 and expired on 2026-03-02 09:00 UTC: ask for a new one.'),
    ],
    [
      jwt({ alg: '<b>' }, { exp: 1e300 }),
      notice('The token is signed with an unknown algorithm and has an expiry that cannot be read.'),
    ],
    [
      `auth: Bearer ${jwt({ alg: 'HS256' }, {}).replace('.', '.\n')}`,
      notice(
        'Whitespace or a prefix around the token was removed. The token is signed with HS256 and does not expire.',
      ),
    ],
    ...['\ufeff…', '\u200b"…"\n', '"auth": "…",', '“Bearer …”', 'Auth: bearer\u00a0…'].map(
      (around): [string, FieldNote] => [
        around.replace('…', jwt({ alg: 'HS256' }, {}).replace('.', '.\u00ad')),
        notice(
          'Whitespace or a prefix around the token was removed. The token is signed with HS256 and does not expire.',
        ),
      ],
    ),
    [null, error('Enter the token.')],
    ['  ', error('Enter the token.')],
    ['abc', notSigned],
    ['a.b.c', notSigned],
    [`${jwt({}, {})}.x.y`, notSigned],
    [`${part(null)}.${part({})}.x`, notSigned],
    [`${part({})}.${part(7)}.x`, notSigned],
    [`${part({})}..x`, notSigned],
    [
      jwt({ alg: 'HS256' }, { pad: 'x'.repeat(1_600) }),
      error('The token is too long: it takes 2191 bytes and at most 2000 can be saved.'),
    ],
  ])('%j', (token, expected) => {
    expect(noteOf('token', { auth: 'token', token })).toEqual(expected);
  });

  it('may be left out when one is saved', () => {
    expect(noteOf('token', { auth: 'token', token: null }, { hasSavedSecret: true })).toBeNull();
  });
});

it.each([
  [null, null],
  ['Europe/Berlin', null],
  ['\u200bEurope/Berlin\u2060 ', null],
  ['\ufeff', null],
  ['Mars/X', error('This time zone is not known. Choose one such as Europe/Berlin.')],
])('the time zone %j', (timeZone, expected) => {
  expect(noteOf('timeZone', { timeZone })).toEqual(expected);
});

describe('what stops a form', () => {
  it.each<[FieldNotes, ReturnType<typeof obstacleOf>]>([
    [{}, null],
    [{ name: notice('n') }, null],
    [
      { name: notice('n'), host: { level: 'confirm', message: 'sure?' } },
      { field: 'host', message: 'sure?' },
    ],
    [{ botId: error('no') }, { field: 'botId', message: 'no' }],
  ])('%j', (notes, expected) => {
    expect(obstacleOf(notes)).toEqual(expected);
  });
});

describe('the normal form', () => {
  const origin = 'https://platform.kore.ai';

  it('trims, drops whitespace and seals the secret', () => {
    const form = { ...FORM, name: '  Support ', accountId: ' 63f0 ', botId: 'st-\n1', clientSecret: ' s3 cret\n' };
    const { draft, secret } = normalizeForm({ ...form, host: 'platform.kore.ai/x' }, origin);
    expect(draft).toEqual({
      name: 'Support',
      host: origin,
      accountId: '63f0',
      botId: 'st-1',
      auth: 'secret',
      clientId: FORM.clientId,
      algorithm: 'HS256',
      timeZone: 'Europe/Berlin',
    });
    expect(secret?.kind === 'secret' && secret.key.export().toString()).toBe('s3 cret');
    expect(JSON.stringify(secret)).not.toContain('s3 cret');
  });

  it('keeps nothing that nobody sees', () => {
    const clientSecret = `\ufeff"${'s'.repeat(40)}"\u200b\n`;
    const timeZone = 'Europe/Berlin\u200b';
    const form = { ...FORM, name: '\u200bNight\u00ad shift\u2060', accountId: '63f0\u200b', clientSecret, timeZone };
    const { draft, secret } = normalizeForm(form, origin);
    expect(draft).toMatchObject({ name: 'Night shift', accountId: '63f0', timeZone: 'Europe/Berlin' });
    expect(secret?.kind === 'secret' && secret.key.export().toString()).toBe('s'.repeat(40));
    expect(normalizeForm({ ...FORM, name: '\u200b\u2066', timeZone: '\u200b' }, origin).draft).toMatchObject({
      name: 'platform.kore.ai',
      timeZone: null,
    });
  });

  it('has no client beside a token, and the host as default name', () => {
    const token = jwt({ alg: 'HS256' }, {});
    const { draft, secret } = normalizeForm({ ...FORM, name: ' ', auth: 'token', token: ` ${token}\n` }, origin);
    expect([draft.name, draft.clientId, secret]).toEqual(['platform.kore.ai', null, { kind: 'token', token }]);
  });

  it.each([null, '', ' '])('keeps a saved secret for %j', (clientSecret) => {
    expect(normalizeForm({ ...FORM, clientSecret }, origin).secret).toBeNull();
  });
});
