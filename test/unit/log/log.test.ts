import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, redact } from '../../../electron/log/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function logWith(values: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const clock = createFakeClock(Date.UTC(2026, 2, 1, 12));
  return { lines, log: createLog({ clock, append: (line) => lines.push(line), values }) };
}

describe('log', () => {
  it('writes one JSON object a line, in UTC', () => {
    const { lines, log } = logWith();
    log.write('warn', 'health', { from: 'live', to: 'offline' });
    log.write('info', 'stopped');
    expect(lines).toEqual([
      '{"at":"2026-03-01T12:00:00.000Z","level":"warn","event":"health","from":"live","to":"offline"}\n',
      '{"at":"2026-03-01T12:00:00.000Z","level":"info","event":"stopped"}\n',
    ]);
  });

  it('keeps a line a line, and a fact short', () => {
    const { lines, log } = logWith();
    log.write('info', 'gone', { reason: `a\nb ${'word '.repeat(1_000)}`, exitCode: 5, isOk: false, none: null });
    expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
    const { reason, ...rest } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(rest).toMatchObject({ exitCode: 5, isOk: false, none: null });
    expect(String(reason)).toHaveLength(400);
  });

  it('says where a surprise came from and never what it says', () => {
    const { lines, log } = logWith();
    log.surprise(new TypeError('the secret is hunter2\n    at hunter2 (/home/ana/hunter2.js:1:1)'));
    log.surprise(Object.assign(new Error('hunter2'), { code: 'ECONNRESET' }));
    log.surprise('hunter2');
    expect(lines.join('')).not.toContain('hunter2');
    const [first, second, third] = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect([first?.['name'], first?.['where']]).toEqual(['TypeError', expect.stringContaining('log.test.ts:')]);
    expect(first?.['where']).not.toContain('/');
    expect([second?.['code'], third?.['name']]).toEqual(['ECONNRESET', 'string']);
  });

  it('holds no canary, whatever is logged', () => {
    const text = fc.string({ maxLength: 40 });
    const canaries = [
      'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.cGx1Z2g',
      'ana@example.com',
      '+4930123456789',
      'u-0a1b2c3d4e5f6071',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...canaries), text, text, fc.boolean(), (canary, before, after, isThrown) => {
        const { lines, log } = logWith({ 'correct horse': '[private]' });
        const fact = `${before} ${canary} correct horse ${after}`;
        if (isThrown) log.surprise(new Error(fact));
        else log.write('error', 'gone', { reason: fact });
        expect(lines.join('')).not.toContain(canary);
        expect(lines.join('')).not.toContain('correct horse');
      }),
    );
  });
});

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
