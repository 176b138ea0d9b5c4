import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../../electron/demo/server.ts';
import type { RunningDemo } from '../../../electron/demo/types.ts';
import { callAvailability, callDetails, koreError, NOON, signToken, type Call, type TokenChanges } from './calls.ts';

const BAD_TOKEN = koreError(401, 'Invalid JWT token', 4002);
const BAD_CREDENTIALS = koreError(401, 'Invalid SDK credentials', 4002);
const SECOND = NOON / 1_000;

let demo: RunningDemo;
let now = NOON;

beforeEach(async () => {
  now = NOON;
  demo = await startDemo({ agents: 3, timeZone: 'UTC', now: () => now });
});

afterEach(() => demo.stop());

function withToken(changes: TokenChanges): Call {
  return { headers: { auth: signToken(demo.clients.full, now, changes) } };
}

describe('a good call', () => {
  it('is answered by both documents', async () => {
    expect((await callAvailability(demo, now)).status).toBe(200);
    expect((await callDetails(demo, now)).status).toBe(200);
  });

  it.each<[string, TokenChanges]>([
    ['HS512', { header: { alg: 'HS512' }, hash: 'sha512' }],
    ['no exp, iat and jti, as in the documents', { claims: { exp: undefined, iat: undefined, jti: undefined } }],
    ['a free sub', { claims: { sub: '1234567890' } }],
    ['expired within the clock tolerance', { claims: { exp: SECOND - 59 } }],
    ['issued within the clock tolerance', { claims: { iat: SECOND + 59 } }],
  ])('takes a token with %s', async (_, changes) => {
    expect((await callAvailability(demo, now, withToken(changes))).status).toBe(200);
  });

  it('lets a token without jti serve again', async () => {
    const call = withToken({ claims: { jti: undefined } });
    expect((await callAvailability(demo, now, call)).status).toBe(200);
    expect((await callAvailability(demo, now, call)).status).toBe(200);
  });
});

describe('a token that is refused', () => {
  it.each<[string, TokenChanges]>([
    ['signed with another secret', { secret: 'x'.repeat(64) }],
    ['HS384', { header: { alg: 'HS384' }, hash: 'sha384' }],
    ['no algorithm', { header: { alg: 'none' } }],
    ['appid in the wrong case', { claims: { appId: undefined, appid: 'cs-1' } }],
    ['appId not a string', { claims: { appId: 7 } }],
    ['expired', { claims: { exp: SECOND - 61 } }],
    ['issued in the future', { claims: { iat: SECOND + 61 } }],
    ['not valid yet', { claims: { nbf: SECOND + 61 } }],
  ])('is one that is or has %s', async (_, changes) => {
    expect(await callAvailability(demo, now, withToken(changes))).toEqual(BAD_TOKEN);
    expect(await callDetails(demo, now, withToken(changes))).toEqual(BAD_TOKEN);
  });

  it.each(['rubbish', 'a.b.c', 'Bearer token'])('is "%s"', async (auth) => {
    expect(await callAvailability(demo, now, { headers: { auth } })).toEqual(BAD_TOKEN);
  });

  it('is one used before, until it has expired anyway', async () => {
    const call = withToken({ claims: { jti: 'once' } });
    expect((await callAvailability(demo, now, call)).status).toBe(200);
    expect(await callDetails(demo, now, call)).toEqual(BAD_TOKEN);
    now += 400_000;
    expect((await callAvailability(demo, now, withToken({ claims: { jti: 'once' } }))).status).toBe(200);
  });

  it('counts as wrong credentials when it is missing or of an unknown client', async () => {
    expect(await callAvailability(demo, now, { headers: { auth: undefined } })).toEqual(BAD_CREDENTIALS);
    expect(await callAvailability(demo, now, withToken({ claims: { appId: 'cs-1' } }))).toEqual(BAD_CREDENTIALS);
  });
});
