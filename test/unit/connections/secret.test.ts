import { describe, expect, it } from 'vitest';
import { decodeItem, encodeItem, itemBytes, toApiSecret } from '../../../electron/connections/secret.ts';
import type { ConnectionProfile } from '../../../electron/shared/model.ts';
import { connectionProfile } from '../../support/connection-profile.ts';

const PROFILE = connectionProfile({ name: 'Support', accountId: 'a', botId: 'st-1', clientId: 'cs-1' });
const TOKEN_PROFILE: ConnectionProfile = { ...PROFILE, auth: 'token', clientId: null };

describe('the keychain item', () => {
  it.each(['s3cret', 'пароль 🔐 "quoted"\n'])('holds the client secret %j and gives it back', (text) => {
    const item = encodeItem(toApiSecret('secret', text, 'cs-1'));
    expect(JSON.parse(item)).toEqual({ v: 1, clientSecret: text });
    expect(itemBytes('secret', text)).toBe(Buffer.byteLength(item));
    const secret = decodeItem(item, PROFILE);
    expect(secret?.kind === 'secret' && [secret.clientId, secret.key.export().toString()]).toEqual(['cs-1', text]);
  });

  it('holds a token and gives it back', () => {
    const item = encodeItem({ kind: 'token', token: 'a.b.c' });
    expect(item).toBe('{"v":1,"token":"a.b.c"}');
    expect(itemBytes('token', 'a.b.c')).toBe(23);
    expect(decodeItem(item, TOKEN_PROFILE)).toEqual({ kind: 'token', token: 'a.b.c' });
  });

  it.each([
    ['text', 's3cret'],
    ['half of itself', '{"v":1,"clientSe'],
    ['null', 'null'],
    ['another version', '{"v":2,"clientSecret":"s"}'],
    ['the other kind', '{"v":1,"token":"a.b.c"}'],
    ['an empty secret', '{"v":1,"clientSecret":""}'],
    ['a number', '{"v":1,"clientSecret":7}'],
  ])('that is %s is none', (_name, item) => {
    expect(decodeItem(item, PROFILE)).toBeNull();
  });
});
