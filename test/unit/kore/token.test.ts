import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSigner } from '../../../electron/kore/token.ts';
import type { ApiSecret } from '../../../electron/kore/types.ts';

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
