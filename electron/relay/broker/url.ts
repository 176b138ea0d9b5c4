import { fail, ok, type Result } from '../../shared/result.ts';
import { brokerTexts as texts } from '../../shared/texts/relay/broker.ts';

const ENCRYPTED = ['mqtts:', 'wss:'];
const PLAIN = ['mqtt:', 'ws:'];
const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost)$/;

/** The address of a broker as it is used; user and password are no part of it. */
export function brokerUrl(text: string): Result<string> {
  const url = URL.parse(text.trim());
  const isAddress = url !== null && [...ENCRYPTED, ...PLAIN].includes(url.protocol) && url.hostname !== '';
  if (!isAddress || url.username + url.password + url.hash !== '')
    return fail('invalid-input', { message: texts.address });
  const isSafe = ENCRYPTED.includes(url.protocol) || LOOPBACK.test(url.hostname);
  return isSafe ? ok(url.href) : fail('invalid-input', { message: texts.notEncrypted });
}
