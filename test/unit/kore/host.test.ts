import { describe, expect, it } from 'vitest';
import { parseHost } from '../../../electron/kore/host.ts';

/** The origin, with a question mark when the user has to confirm it, or the first words of the refusal. */
function read(input: string): string {
  const host = parseHost(input);
  if (!host.ok) return `refused: ${host.error.message}`;
  return `${host.value.origin}${host.value.needsConfirmation ? ' ?' : ''}`;
}

const SCHEME = /^refused: The host must begin with https/;
const ADDRESS = /^refused: An IP address is not accepted/;
const CHARACTERS = /^refused: The host contains characters/;
const LENGTH = /^refused: The host is longer/;
const FORM = /^refused: This is not a valid host/;

describe('parseHost', () => {
  it.each([
    ['B1 no scheme', 'bots.kore.ai', 'https://bots.kore.ai'],
    ['B1 no scheme, with a port', 'bots.kore.ai:8443', 'https://bots.kore.ai:8443'],
    ['B3 case and slash', 'HTTPS://BOTS.KORE.AI/', 'https://bots.kore.ai'],
    ['white space around', '  https://platform.kore.ai\n', 'https://platform.kore.ai'],
    ['what nobody sees around', '\u200b https://platform.kore.ai\u2060\ufeff\u00ad', 'https://platform.kore.ai'],
    ['quotation marks around', '“https://platform.kore.ai”,', 'https://platform.kore.ai'],
    ['what nobody sees inside', 'https://plat\u200bform.kore.ai', 'https://platform.kore.ai'],
    ['what nobody sees after loopback', 'http://localhost\u200b', 'http://localhost'],
    ['B10 other dots', 'https://bots。kore。ai', 'https://bots.kore.ai'],
    ['B15 port, path and query', 'https://bots.kore.ai:8443/x?y#z', 'https://bots.kore.ai:8443'],
    ['default port', 'https://bots.kore.ai:443', 'https://bots.kore.ai'],
    ['B16 trailing dot', 'https://bots.kore.ai.', 'https://bots.kore.ai'],
    ['trailing dot and port', 'https://bots.kore.ai.:8443', 'https://bots.kore.ai:8443'],
    ['private cloud', 'uat-agentassist-az.korebots.com', 'https://uat-agentassist-az.korebots.com'],
    ['loopback over http', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['loopback over https', 'https://127.0.0.1:8080', 'https://127.0.0.1:8080'],
    ['localhost', 'http://LOCALHOST:3000/', 'http://localhost:3000'],
    ['localhost without scheme', 'localhost:3000', 'https://localhost:3000'],
    ['IPv6 loopback', 'http://[::1]:9', 'http://[::1]:9'],
    ['253 characters', `https://${'a.'.repeat(126)}a`, `https://${'a.'.repeat(126)}a`],
    ['B6 percent-encoded', 'https://bots.kore.ai%2eevil.com', 'https://bots.kore.ai.evil.com ?'],
    ['B9 Cyrillic letter', 'https://bоts.kore.ai', 'https://xn--bts-sed.kore.ai ?'],
    ['punycode as typed', 'https://xn--bts-sed.kore.ai', 'https://xn--bts-sed.kore.ai ?'],
  ])('takes %s', (_, input, expected) => expect(read(input)).toBe(expected));

  it.each([
    ['nothing', ' ', /^refused: Enter the host/],
    ['B2 http', 'http://bots.kore.ai', /^refused: Rollcall connects over https only/],
    ['B4 another host behind an @', 'https://bots.kore.ai@evil.com', /^refused: The host contains an @/],
    ['B5 a password', 'https://user:pw@bots.kore.ai', /^refused: The host contains an @/],
    ['an empty user', 'https://@bots.kore.ai', /^refused: The host contains an @/],
    ['B7 a newline', 'https://bots.kore.ai\n.evil.com', CHARACTERS],
    ['a tab', 'https://bots\t.kore.ai', CHARACTERS],
    ['NUL', 'https://bots.kore.ai\0', CHARACTERS],
    ['a lone surrogate', 'https://bots\ud800.kore.ai', CHARACTERS],
    ['B8 a backslash', 'https://evil.com\\@bots.kore.ai', CHARACTERS],
    ['B11 a hexadecimal address', 'https://0x7f.1', ADDRESS],
    ['B11 a decimal address', 'https://2130706433', ADDRESS],
    ['B11 an octal address', 'https://017700000001', ADDRESS],
    ['a loopback address in wide digits', 'http://１２７.0.0.1', ADDRESS],
    ['a long IPv6 loopback', 'http://[0:0:0:0:0:0:0:1]', ADDRESS],
    ['B12 an address', 'https://169.254.169.254', ADDRESS],
    ['another loopback address', 'http://127.0.0.2', ADDRESS],
    ['an IPv6 address', 'https://[2001:db8::1]', ADDRESS],
    ['localhost in disguise', 'http://ｌocalhost', FORM],
    ['B13 no slashes', 'https:bots.kore.ai', SCHEME],
    ['B13 three slashes', 'https:///bots.kore.ai', SCHEME],
    ['B14 a script', 'javascript:alert(1)', SCHEME],
    ['B14 a file', 'file:///etc/passwd', SCHEME],
    ['B14 about', 'about:blank', SCHEME],
    ['B14 ftp', 'ftp://bots.kore.ai', SCHEME],
    ['no host but a path', '//bots.kore.ai', SCHEME],
    ['B17 254 characters', `https://${'a.'.repeat(126)}ab`, LENGTH],
    ['a label of 64 characters', `https://${'a'.repeat(64)}.ai`, LENGTH],
    ['a megabyte', 'a'.repeat(1_000_000), LENGTH],
    ['an empty label', 'https://bots..kore.ai', FORM],
    ['two trailing dots', 'https://bots.kore.ai..', FORM],
    ['a space', 'https://bots kore.ai', FORM],
    ['characters of no host', "https://bots'.kore.ai", FORM],
    ['a port that is none', 'https://bots.kore.ai:99999', FORM],
  ])('refuses %s', (_, input, expected) => expect(read(input)).toMatch(expected));

  it('names the field and does not repeat what was typed', () => {
    const host = parseHost('https://user:hunter2@bots.kore.ai');
    expect(host).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'host' } });
    expect(JSON.stringify(host)).not.toContain('hunter2');
  });

  it.each([
    ['https://platform.kore.ai/', null],
    ['platform.kore.ai', null],
    ['https://platform.kore.ai/a?b', 'Only https://platform.kore.ai is used; the rest of the address was dropped.'],
    ['https://bots。kore。ai', 'The host was read as bots.kore.ai.'],
    [
      'https://bоts.kore.ai/x',
      'This host uses letters that can look like others. Its real name is xn--bts-sed.kore.ai. Is that the one you mean? ' +
        'Only https://xn--bts-sed.kore.ai is used; the rest of the address was dropped.',
    ],
    [
      'https://bots.kore.ai%2eevil.com',
      'This host was written in an encoded form. It reads bots.kore.ai.evil.com. Is that the one you mean?',
    ],
  ])('gives notice of what is odd about %s: %s', (input, notice) => {
    expect(parseHost(input)).toMatchObject({ ok: true, value: { notice } });
  });
});
