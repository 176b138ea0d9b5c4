import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../electron/log/redact.ts';

describe('redact', () => {
  it.each([
    ['mail to ana.lukasik+x@example.co.uk, please', 'mail to [e-mail], please'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJl end', 'token [token] end'],
    ['call +49 (30) 123-45 67 now', 'call [number] now'],
    ['agent u-7f3c2b1a-9d0e is away', 'agent u-7f3c… is away'],
    ['bot st-e19dd469-90f5-5655-b0b2-858de9010000', 'bot st-e19…'],
    ['account 63f07d26f04465685df40000', 'account 63f07d…'],
    ['key Zm9vYmFyYmF6cXV4cXV1eDEyMzQ1Njc4OTA=', 'key [long]'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA of createConnectionsFromSettings', '[long] of createConnectionsFromSettings'],
    ['exit 137 after 12 s at main.js:1204:17', 'exit 137 after 12 s at main.js:1204:17'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('takes out what is known to be private, wherever it stands', () => {
    expect(redact('/home/ana/x /home/ana', { '/home/ana': '~', a: 'never: too short' })).toBe('~/x ~');
  });

  const word = fc.stringMatching(/^[a-z0-9]{3,12}$/);
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const base64url = fc.stringMatching(/^[\w-]{12,40}$/);
  const canaries = {
    'e-mail': fc.tuple(word, word).map(([name, host]) => `${name}@${host}.example`),
    token: fc.tuple(base64url, base64url, base64url).map((parts) => `eyJ${parts.join('.')}`),
    'phone number': fc.stringMatching(/^\+[1-9]\d{8,12}$/),
    'user id': fc.tuple(hex(8), hex(4), hex(12)).map((parts) => `u-${parts.join('-')}`),
    secret: fc.stringMatching(/^[A-Za-z]{12}\d[\w-]{20,30}$/),
    value: fc.string({ minLength: 12, maxLength: 30 }),
  };
  it.each(Object.entries(canaries))('lets no %s through, in whatever text it stands', (kind, canary) => {
    const around = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(canary, around, around, (secret, before, after) => {
        const values = kind === 'value' ? { [secret]: '[private]' } : {};
        expect(redact(`${before} ${secret} ${after}`, values)).not.toContain(secret);
      }),
    );
  });
});
