import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  newSigningKey,
  publicKeyText,
  readPublicKey,
  readSigningKey,
  signingKeyText,
} from '../../../../electron/relay/wire/keys.ts';

describe('keys', () => {
  it('come back from their texts', () => {
    const key = newSigningKey();
    const read = readSigningKey(signingKeyText(key));
    expect(read?.equals(key)).toBe(true);
    expect(publicKeyText(key)).toMatch(/^[\w-]{43}$/);
    expect(readPublicKey(publicKeyText(key))?.export({ format: 'jwk' }).x).toBe(publicKeyText(key));
  });

  it('of another kind or another form are none', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const other = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
    const text = signingKeyText(newSigningKey());
    for (const wrong of ['', 'x', other, text.slice(1), `${text}AA`, `${text}\n`]) {
      expect([wrong, readSigningKey(wrong)]).toEqual([wrong, null]);
    }
    const publicText = publicKeyText(newSigningKey());
    for (const wrong of ['', 'x', publicText.slice(1), `${publicText}A`, `${publicText}=`, ` ${publicText}`]) {
      expect([wrong, readPublicKey(wrong)]).toEqual([wrong, null]);
    }
  });
});
