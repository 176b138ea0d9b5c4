import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../electron/kore/server-clock.ts';
import { createSigner, createTokenTime } from '../../../electron/kore/token.ts';
import type { ApiSecret } from '../../../electron/kore/types.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0, 900);
const CLIENT_SECRET = 'a-client-secret-of-32-bytes-or-so';

function parts(token: string): { readonly header: unknown; readonly claims: Record<string, unknown> } {
  const [header = '', claims = ''] = token.split('.');
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  return { header: read(header), claims: read(claims) as Record<string, unknown> };
}

describe('createSigner', () => {
  const secret: ApiSecret = { kind: 'secret', clientId: 'cs-1', key: createSecretKey(Buffer.from(CLIENT_SECRET)) };

  it('signs exactly the documented claims, half a minute back and for five minutes', async () => {
    const { header, claims } = parts(await createSigner(secret, 'HS256')(NOW));
    const iat = Date.UTC(2026, 2, 2, 8, 59, 30) / 1000;
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toEqual({ appId: 'cs-1', sub: 'rollcall', iat, exp: iat + 300, jti: expect.any(String) as string });
  });

  it.each([
    ['HS256', 'sha256'],
    ['HS512', 'sha512'],
  ] as const)('signs with %s and the client secret', async (algorithm, hash) => {
    const token = await createSigner(secret, algorithm)(NOW);
    const cut = token.lastIndexOf('.');
    const expected = createHmac(hash, CLIENT_SECRET).update(token.slice(0, cut)).digest('base64url');
    expect(token.slice(cut + 1)).toBe(expected);
  });

  it('never uses a jti twice', async () => {
    const sign = createSigner(secret, 'HS256');
    const ids = await Promise.all(Array.from({ length: 50 }, async () => parts(await sign(NOW)).claims['jti']));
    expect(new Set(ids).size).toBe(50);
  });

  it('sends a ready-made token as it is', async () => {
    expect(await createSigner({ kind: 'token', token: 'a.b.c' }, 'HS256')(NOW)).toBe('a.b.c');
  });
});

const HOUR_MS = 3_600_000;

/** A host whose `Date` is off by so much, heard of once. */
function scene(offsetMs: number) {
  const clock = createFakeClock();
  const serverClock = createServerClock(clock);
  const hear = (ms: number): void =>
    serverClock.learn(new Date(clock.now() + ms).toUTCString(), clock.now() + 1_000 - (clock.now() % 1_000));
  hear(offsetMs);
  const time = createTokenTime(clock, serverClock);
  return { time, hear, ahead: () => Math.round((time.now() - clock.now()) / 60_000) };
}

describe('createTokenTime', () => {
  it('dates by our clock as long as no token is refused, whatever the host says', () => {
    expect(scene(HOUR_MS).ahead()).toBe(0);
  });

  it('follows the host once it has refused a token, and goes on with it', () => {
    const { time, ahead } = scene(HOUR_MS);
    expect(time.canFollowHost()).toBe(true);
    time.followHost();
    time.settle(false);
    expect([ahead(), time.canFollowHost()]).toEqual([60, false]);
  });

  it('comes back to our clock when that was refused as well, and does not try the same again', () => {
    const { time, ahead, hear } = scene(HOUR_MS);
    time.followHost();
    time.settle(true);
    expect([ahead(), time.canFollowHost()]).toEqual([0, false]);
    hear(-HOUR_MS);
    expect(time.canFollowHost()).toBe(true);
  });

  it('finds nothing to follow where the clocks agree', () => {
    expect(scene(20_000).time.canFollowHost()).toBe(false);
  });
});
