import { describe, expect, it } from 'vitest';
import { decodeItem, encodeItem, itemBytes, toApiSecret, toDeskSecret } from '../../../electron/connections/secret.ts';
import type { ConnectionProfile, DeskAccess } from '../../../electron/shared/model.ts';
import { connectionProfile } from '../../support/connection-profile.ts';

const PROFILE = connectionProfile({ name: 'Support', accountId: 'a', botId: 'st-1', clientId: 'cs-1' });
const DESK: DeskAccess = {
  broker: 'wss://mqtt.example.com/mqtt',
  site: 'site-1',
  deskId: 'desk-1',
  audience: 'names',
  views: ['everybody'],
  keys: ['k'.repeat(43)],
};
const DESK_PROFILE: ConnectionProfile = { ...PROFILE, auth: 'desk', clientId: null, relay: DESK };
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

  it('holds the password of a desk and gives it back with where it is for', () => {
    const item = encodeItem(toDeskSecret(DESK, 'pass word'));
    expect(item).toBe('{"v":1,"password":"pass word"}');
    const secret = decodeItem(item, DESK_PROFILE);
    expect(secret?.kind === 'desk' && [secret.access, secret.password.export().toString()]).toEqual([
      DESK,
      'pass word',
    ]);
    expect(decodeItem(item, { ...DESK_PROFILE, relay: undefined })).toBeNull();
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
