import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../../electron/demo/server.ts';
import type { RunningDemo } from '../../../electron/demo/types.ts';
import { callAvailability, callDetails, koreError, NOON, signToken } from './calls.ts';
import type { Call } from './calls.ts';

const BAD_CREDENTIALS = koreError(401, 'Invalid SDK credentials', 4002);
const NO_SCOPE = koreError(401, 'Permission denied. Scope is incorrect!', 4002);
const BAD_ARGUMENTS = koreError(412, 'Validation errors/ Invalid arguments');

let demo: RunningDemo;
let now = NOON;

beforeEach(async () => {
  now = NOON;
  demo = await startDemo({ agents: 3, timeZone: 'UTC', now: () => now });
});

afterEach(() => demo.stop());

describe('ids and scopes', () => {
  it('wants the bot id in the path and the account id in the header of availability', async () => {
    const path = '/agentassist/api/v1/public/st-other/agents/availability';
    expect(await callAvailability(demo, now, { path })).toEqual(BAD_CREDENTIALS);
    for (const accountId of ['other', undefined]) {
      expect(await callAvailability(demo, now, { headers: { accountId } })).toEqual(BAD_CREDENTIALS);
    }
  });

  it('wants the account id in the path and the bot id as iId of status details', async () => {
    const path = '/agentassist/api/public/analytics/account/other/agentstatusdetails';
    expect(await callDetails(demo, now, { path })).toEqual(BAD_CREDENTIALS);
    for (const iId of ['other', undefined]) {
      expect(await callDetails(demo, now, { headers: { iId } })).toEqual(BAD_CREDENTIALS);
    }
  });

  it('gives each client the APIs of its scopes', async () => {
    const { configurationOnly, analyticsOnly } = demo.clients;
    const as = (client: typeof configurationOnly): Call => ({ headers: { auth: signToken(client, now) } });
    expect((await callAvailability(demo, now, as(configurationOnly))).status).toBe(200);
    expect(await callDetails(demo, now, as(configurationOnly))).toEqual(NO_SCOPE);
    expect(await callAvailability(demo, now, as(analyticsOnly))).toEqual(NO_SCOPE);
    expect((await callDetails(demo, now, as(analyticsOnly))).status).toBe(200);
  });
});

describe('requests that are no good', () => {
  it('are answered as JSON, on the machine itself only', async () => {
    expect(demo.host).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${demo.host}/nothing`, { method: 'POST' });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const body: unknown = await response.json();
    expect({ status: response.status, body }).toEqual(koreError(404, 'Not Found'));
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('are refused with the method %s', async (method) => {
    expect(await callAvailability(demo, now, { method })).toEqual(koreError(405, 'Method Not Allowed'));
    expect(await callDetails(demo, now, { method })).toEqual(koreError(405, 'Method Not Allowed'));
  });

  it('refuses broken JSON, and takes an empty body for no filter', async () => {
    const badJson = koreError(400, 'Request body is not valid JSON');
    expect(await callAvailability(demo, now, { text: '{"skillIds":["a"],}' })).toEqual(badJson);
    expect(await callDetails(demo, now, { text: '{' })).toEqual(badJson);
    expect((await callAvailability(demo, now, { text: '' })).status).toBe(200);
    expect(await callDetails(demo, now, { text: '' })).toEqual(BAD_ARGUMENTS);
  });

  it('wants JSON by its content type', async () => {
    const call = { headers: { 'content-type': 'text/plain' } };
    expect(await callAvailability(demo, now, call)).toEqual(BAD_ARGUMENTS);
  });

  it('does not keep a body that is too large', async () => {
    const reply = await callAvailability(demo, now, { text: ' '.repeat(3_000_000) });
    expect(reply).toEqual(koreError(413, 'Request body is too large'));
  });
});

describe('the limit of the account', () => {
  const TOO_MANY = koreError(
    429,
    "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
  );

  it('lets 60 calls pass in any 60 seconds, of all clients and both APIs together', async () => {
    for (let call = 0; call < 30; call++) {
      expect((await callAvailability(demo, now)).status).toBe(200);
      now += 1_000;
      expect((await callDetails(demo, now)).status).toBe(200);
    }
    const { configurationOnly } = demo.clients;
    const other = { headers: { auth: signToken(configurationOnly, now) } };
    expect(await callAvailability(demo, now, other)).toEqual(TOO_MANY);
    now = NOON + 59_999;
    expect(await callDetails(demo, now)).toEqual(TOO_MANY);
    now = NOON + 60_000;
    expect((await callDetails(demo, now)).status).toBe(200);
    expect(await callDetails(demo, now)).toEqual(TOO_MANY);
  });

  it('does not count refused tokens', async () => {
    for (let call = 0; call < 61; call++) await callAvailability(demo, now, { headers: { auth: 'rubbish' } });
    expect((await callAvailability(demo, now)).status).toBe(200);
  });
});

describe('start and stop', () => {
  it('gives the same people, ids and secrets for the same seed, others for another', async () => {
    const again = await startDemo({ agents: 3, timeZone: 'UTC', now: () => now });
    const other = await startDemo({ agents: 3, timeZone: 'UTC', now: () => now, seed: 2 });
    try {
      const [first, second, third] = await Promise.all([demo, again, other].map((one) => callDetails(one, now)));
      expect(again.clients).toEqual(demo.clients);
      expect({ ...again, host: '', stop: null }).toEqual({ ...demo, host: '', stop: null });
      expect(again.host).not.toBe(demo.host);
      expect(second).toEqual(first);
      expect(third).not.toEqual(first);
      expect(other.clientSecret).not.toBe(demo.clientSecret);
    } finally {
      await Promise.all([again.stop(), other.stop()]);
    }
  });

  it('offers ids of the documents’ forms', () => {
    expect(demo.accountId).toMatch(/^[0-9a-f]{24}$/);
    expect(demo.botId).toMatch(/^st-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(demo.clientId).toMatch(/^cs-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(demo.clientSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(demo.timeZone).toBe('UTC');
  });

  it('lives in the zone of the computer by default', async () => {
    const local = await startDemo();
    expect(local.timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    await local.stop();
  });

  it('closes connections that wait or are in use, and answers no more', async () => {
    await callAvailability(demo, now);
    const socket = connect(Number(new URL(demo.host).port), '127.0.0.1');
    await once(socket, 'connect');
    const written = Promise.withResolvers<void>();
    socket.write('POST / HTTP/1.1\r\nhost: demo\r\ncontent-length: 10\r\n\r\n', () => written.resolve());
    await written.promise;
    const closed = Promise.withResolvers<void>();
    // A reset connection is as good as a closed one.
    socket.on('error', () => undefined).on('close', () => closed.resolve());
    await demo.stop();
    await closed.promise;
    await demo.stop();
    await expect(callAvailability(demo, now)).rejects.toThrow('fetch failed');
  });

  it('refuses impossible options and a port that is taken', async () => {
    await expect(startDemo({ agents: 10_001 })).rejects.toThrow('The demo takes 0 to 10000 agents');
    await expect(startDemo({ agents: 2.5 })).rejects.toThrow(RangeError);
    await expect(startDemo({ timeZone: 'Nowhere/At_All' })).rejects.toThrow(RangeError);
    await expect(startDemo({ port: Number(new URL(demo.host).port) })).rejects.toThrow('EADDRINUSE');
  });
});
