import { describe, expect, it } from 'vitest';
import { createSystemFetch } from '../../../electron/kore/system-fetch.ts';

function failure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/** A network on which the first attempts fail; says what became of everything. */
function scene(...failures: Error[]) {
  const bodies: string[] = [];
  let added = 0;
  const fetch = createSystemFetch(
    async (input) => {
      bodies.push(input instanceof Request ? await input.text() : String(input));
      const failed = failures.shift();
      if (failed !== undefined) throw failed;
      return new Response('ok');
    },
    () => void (added += 1),
  );
  return { fetch, bodies, added: () => added };
}

const request = () => new Request('https://kore.example/', { method: 'POST', body: 'the body' });

describe('createSystemFetch', () => {
  it.each(['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    "adds the system's authorities after %s, and asks again with the same body",
    async (code) => {
      const { fetch, bodies, added } = scene(failure(code));
      expect(await (await fetch(request())).text()).toBe('ok');
      expect([bodies, added()]).toEqual([['the body', 'the body'], 1]);
    },
  );

  it('does so once: a host nobody vouches for stays untrusted', async () => {
    const untrusted = () => failure('DEPTH_ZERO_SELF_SIGNED_CERT');
    const { fetch, bodies, added } = scene(untrusted(), untrusted(), untrusted());
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    expect([bodies.length, added()]).toEqual([3, 1]);
  });

  it.each(['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ECONNREFUSED'])('leaves %s alone', async (code) => {
    const { fetch, bodies, added } = scene(failure(code));
    await expect(fetch(request())).rejects.toThrow('fetch failed');
    expect([bodies.length, added()]).toEqual([1, 0]);
  });
});
