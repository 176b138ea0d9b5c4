import { describe, expect, it } from 'vitest';
import { judge } from '../../../electron/kore/errors.ts';
import type { HttpAnswer } from '../../../electron/kore/http.ts';
import { messageFor } from '../../../electron/shared/result.ts';
import {
  AVAILABILITY_SAMPLE,
  DETAILS_SAMPLE,
  DETAILS_SAMPLE_AS_PRINTED,
  GATEWAY_PAGE,
  koreError,
  LIMIT_TEXTS,
  LOGIN_PAGE,
  REFUSALS,
} from '../../support/kore-fixtures.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.token-canary';
const CONTEXT = { now: NOW, random: () => 0, secrets: () => [Buffer.from(TOKEN), Buffer.from('short-secret')] };

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { status, header: (name) => headers[name] ?? null, headerNames: Object.keys(headers), body: bytes };
}

function codeOf(status: number, body: unknown, headers?: Readonly<Record<string, string>>): string {
  const judged = judge(answer(status, body, headers), CONTEXT);
  return judged.ok ? 'data' : judged.error.code;
}

/** Every shape an error text has been seen in. */
const shapesOf = (text: string): unknown[] => [
  koreError(text, 4002),
  { error: text },
  { error: { message: text } },
  { message: text },
  { msg: text },
  [{ msg: text }],
  JSON.stringify(text),
  text,
  `<html><body>${text}</body></html>`,
];

describe('a limit answer', () => {
  it.each(LIMIT_TEXTS)('"%s" is a limit in every status and shape', (text) => {
    for (const status of [200, 400, 401, 403, 429, 500, 503]) {
      for (const body of shapesOf(text))
        expect(codeOf(status, body), `${status} ${JSON.stringify(body)}`).toBe('rate-limited');
    }
  });

  it.each(LIMIT_TEXTS)('"%s" is a limit beside the lists of a document too', (text) => {
    expect(codeOf(200, { hasMore: false, data: [], message: text })).toBe('rate-limited');
    expect(codeOf(200, { AVAILABLE: [], BUSY: [], errors: [{ msg: text, code: 429 }] })).toBe('rate-limited');
  });

  it('takes 429 for a limit whatever it says', () => {
    for (const body of ['', '<html>slow down</html>', koreError('Invalid JWT token', 4002)]) {
      expect(codeOf(429, body)).toBe('rate-limited');
    }
  });

  it('says when to try again: by Retry-After, else in a minute', () => {
    const at = (headers?: Readonly<Record<string, string>>): unknown => {
      const judged = judge(answer(429, '', headers), CONTEXT);
      return judged.ok ? null : judged.error.retryAt;
    };
    expect(at({ 'retry-after': '7' })).toBe(NOW + 7_000);
    expect(at({ 'retry-after': 'soon' })).toBe(NOW + 60_000);
    expect(at()).toBe(NOW + 60_000);
  });

  it('takes an agent who is named like a limit for data', () => {
    const body = { ...AVAILABILITY_SAMPLE, BUSY: [{ userId: 'u-1', firstName: LIMIT_TEXTS[1] }] };
    expect(codeOf(200, body)).toBe('data');
  });
});

describe('a refusal', () => {
  it.each(Object.entries(REFUSALS))('%s by its text in every status and shape', (code, text) => {
    for (const status of [200, 400, 401, 403, 500]) {
      for (const body of shapesOf(text)) expect(codeOf(status, body), `${status} ${JSON.stringify(body)}`).toBe(code);
    }
  });

  it.each([
    [401, 'token-refused'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [413, 'too-large'],
    [407, 'proxy'],
    [0, 'redirect'],
    [301, 'redirect'],
    [302, 'redirect'],
    [304, 'redirect'],
    [307, 'redirect'],
    [400, 'request-refused'],
    [405, 'request-refused'],
    [412, 'request-refused'],
    [422, 'request-refused'],
    [408, 'server-error'],
    [425, 'server-error'],
    [500, 'server-error'],
    [502, 'server-error'],
    [503, 'server-error'],
    [511, 'captive-portal'],
  ])('takes status %d without a known text for %s', (status, code) => {
    for (const body of ['', 'no', GATEWAY_PAGE, koreError('Something else', 1)])
      expect(codeOf(status, body)).toBe(code);
  });

  it.each([
    ['A38 a code in an error', { error: { code: 401 } }, 'token-refused'],
    ['4002 without a text', { errors: [{ code: 4002 }] }, 'token-refused'],
    ['a limit as a number', { errors: [{ code: 429 }] }, 'rate-limited'],
    ['a status beside the error', { status: 404, error: 'Not Found' }, 'not-found'],
    ['a server error', { error: { code: '503' } }, 'server-error'],
    ['an error of no known number', { errors: [{ msg: 'Nope', code: 1 }] }, 'request-refused'],
  ])('recognises an error in a 200 with %s', (_, body, code) => expect(codeOf(200, body)).toBe(code));
});

describe('an error that looks like an empty team or day', () => {
  const EMPTY = [
    ['four empty lists', { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] }],
    ['empty data', { hasMore: false, limit: 50, offset: 0, data: [] }],
  ] as const;

  it.each(
    EMPTY.flatMap(([name, lists]) =>
      (
        [
          [{ errors: [{ msg: 'Nope', code: 1 }] }, 'request-refused'],
          [{ errors: [{ msg: 'Permission denied. Scope is incorrect!', code: 4002 }] }, 'scope-missing'],
          [{ errors: [{ code: 4002 }] }, 'token-refused'],
          [{ errors: { reason: 'down' } }, 'request-refused'],
          [{ errors: [], error: { statusCode: 503 } }, 'server-error'],
          [{ error: 'Analytics is down' }, 'request-refused'],
          [{ error: true }, 'request-refused'],
          [{ success: false }, 'request-refused'],
          [{ success: 'false', message: 'No' }, 'request-refused'],
          [{ success: false, statusCode: 500 }, 'server-error'],
          [{ statusCode: 403, message: 'Forbidden' }, 'forbidden'],
          [{ status: 'error' }, 'request-refused'],
          [{ status: 'FAILED', msg: 'Invalid SDK credentials' }, 'ids-refused'],
          [{ message: 'Permission denied. Scope is incorrect!' }, 'scope-missing'],
          [{ details: { reason: 'Permission denied. Scope is incorrect!' } }, 'scope-missing'],
          [{ warnings: ['Invalid JWT token'] }, 'token-refused'],
          [{ message: 'API scope Configuration is not enabled for this app' }, 'scope-missing'],
          [{ msg: 'SmartAssist Analytics scope required' }, 'scope-missing'],
          [{ error: 'Insufficient scope' }, 'scope-missing'],
          [{ message: 'Access denied' }, 'forbidden'],
          [{ message: 'You have exceeded the rate limit' }, 'rate-limited'],
          [{ code: 429 }, 'rate-limited'],
          [{ info: LIMIT_TEXTS[1] }, 'rate-limited'],
        ] as const
      ).map(([error, code]) => [name, JSON.stringify(error), { ...lists, ...error }, code] as const),
    ),
  )('%s beside %s', (_, _error, body, code) => expect(codeOf(200, body)).toBe(code));

  it.each(
    EMPTY.flatMap(([name, lists]) =>
      [
        {},
        { errors: [] },
        { errors: null, error: null },
        { error: '', success: true },
        { errors: {}, success: 'true' },
        { status: 'success', statusCode: 200, code: 0, message: 'No agents found' },
        { message: 'No agents in this scope' },
        { error: false, success: 1 },
      ].map((more) => [name, JSON.stringify(more), { ...lists, ...more }] as const),
    ),
  )('%s beside %s are true', (_, _more, body) => expect(codeOf(200, body)).toBe('data'));

  it('is passed on in the message', () => {
    const judged = judge(answer(200, { success: false, message: 'Analytics is down', data: [] }), CONTEXT);
    expect(judged.ok ? '' : judged.error.message).toContain('It said: "Analytics is down"');
  });

  it.each([
    { data: [{ userId: 'u-1', lastName: 'Permission denied. Scope is incorrect!' }] },
    { AVAILABLE: [{ userId: 'u-1', lastName: 'Invalid JWT token' }], BUSY: [] },
    { AVAILABLE: [], BREAK: [{ _id: 'a-1', lastName: 'Invalid JWT token' }] },
    { AVAILABLE: [{ userId: 'u-1' }], errors: [{ msg: 'one queue is missing' }] },
  ])('is data when it names somebody: %j', (body) => expect(codeOf(200, body)).toBe('data'));
});

describe('an answer that holds no data', () => {
  it.each([
    ['A1 nothing', 200, '', {}, 'empty-answer'],
    ['only spaces', 200, ' \n', {}, 'empty-answer'],
    ['204', 204, '', {}, 'empty-answer'],
    ['A2 half JSON', 200, '{"AVAILABLE":[', {}, 'unreadable-answer'],
    ['A3 a login page', 200, LOGIN_PAGE, {}, 'captive-portal'],
    ['a login page by its type', 200, ' <p>Sign in', { 'content-type': 'text/html; charset=utf-8' }, 'captive-portal'],
    ['A28 NaN', 200, '{"data":[NaN]}', {}, 'unreadable-answer'],
    ['a sample as printed', 200, DETAILS_SAMPLE_AS_PRINTED, {}, 'unreadable-answer'],
    ['A37 UTF-16', 200, Buffer.from('{"data":[]}', 'utf16le'), {}, 'unreadable-answer'],
    ['A37 Latin-1', 200, Buffer.from('{"data":["é"]}', 'latin1'), {}, 'unreadable-answer'],
    ['A37 a byte order mark', 200, `\ufeff${JSON.stringify(DETAILS_SAMPLE)}`, {}, 'data'],
    ['a gateway page', 502, GATEWAY_PAGE, {}, 'server-error'],
  ])('%s', (_, status, body, headers, code) => expect(codeOf(status, body, headers)).toBe(code));

  it('gives what the JSON says', () => {
    expect(judge(answer(200, DETAILS_SAMPLE), CONTEXT)).toEqual({ ok: true, value: DETAILS_SAMPLE });
  });
});

describe('the sentence of the server', () => {
  const said = (body: unknown): string => {
    const judged = judge(answer(400, body), CONTEXT);
    if (judged.ok) throw new Error('expected a refusal');
    return judged.error.message.replace(messageFor('request-refused'), '').trim();
  };

  it.each([
    [
      'in the documented shape',
      koreError('Validation errors/ Invalid arguments', 412),
      'Validation errors/ Invalid arguments',
    ],
    ['on several lines', 'one\n\ttwo', 'one two'],
    [
      'with an id',
      { message: 'Unknown queue qu-65e176a-b2ca-4844-9686-228cd1a54xxxx.' },
      'Unknown queue qu-65e176a-b2ca-4844-9686-228cd1a54xxxx.',
    ],
  ])('shows %s', (_, body, text) => expect(said(body)).toBe(`It said: "${text}"`));

  it('is cut at 200 characters', () => expect(said('word '.repeat(100))).toMatch(/^It said: "(word ){39}word…"$/));

  it.each([
    ['the token', `bad token ${TOKEN}`],
    ['the client secret, however short', 'bad short-secret here'],
    ['something that looks like a secret', 'key MfRkbX3rmn0uIVc8yT4Q9zW2sEoLpA7d'],
    ['control characters', 'bell \u0007'],
    ['a reversed direction', 'abc \u202e def'],
    ['markup', '<img src=x>'],
    ['nothing', '{}'],
  ])('is left out when it holds %s', (_, body) => expect(said(body)).toBe(''));
});
