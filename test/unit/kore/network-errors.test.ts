import { describe, expect, it } from 'vitest';
import { networkError } from '../../../electron/kore/network-errors.ts';
import { messageFor } from '../../../electron/shared/result.ts';

/** As Node's fetch throws: the reason is the cause. */
const node = (code: string, message = 'failed'): unknown =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(message), { code }) });
/** As Electron's net.fetch throws: the reason is the message. */
const electron = (name: string): unknown => new Error(`net::${name}`);

describe('networkError', () => {
  it.each([
    [node('ENOTFOUND'), 'host-not-found'],
    [node('EAI_AGAIN'), 'host-not-found'],
    [electron('ERR_NAME_NOT_RESOLVED'), 'host-not-found'],
    [electron('ERR_DNS_TIMED_OUT'), 'host-not-found'],
    [node('ECONNREFUSED'), 'connection-refused'],
    [electron('ERR_CONNECTION_REFUSED'), 'connection-refused'],
    [node('EHOSTUNREACH'), 'connection-refused'],
    [electron('ERR_ADDRESS_UNREACHABLE'), 'connection-refused'],
    [node('', 'bad port'), 'connection-refused'],
    [electron('ERR_UNSAFE_PORT'), 'connection-refused'],
    [electron('ERR_INTERNET_DISCONNECTED'), 'offline'],
    [node('ENETUNREACH'), 'offline'],
    [node('ECONNRESET'), 'connection-lost'],
    [node('EPIPE'), 'connection-lost'],
    [node('', 'socket hang up'), 'connection-lost'],
    [node(''), 'connection-lost'],
    [new TypeError('fetch failed'), 'connection-lost'],
    [new TypeError('fetch failed', { cause: new Error('') }), 'proxy'],
    [node('UND_ERR_SOCKET', 'other side closed'), 'connection-lost'],
    [new TypeError('terminated'), 'connection-lost'],
    [electron('ERR_CONNECTION_RESET'), 'connection-lost'],
    [electron('ERR_CONNECTION_CLOSED'), 'connection-lost'],
    [electron('ERR_EMPTY_RESPONSE'), 'connection-lost'],
    [electron('ERR_NETWORK_CHANGED'), 'connection-lost'],
    [electron('ERR_FAILED'), 'connection-lost'],
    [node('ETIMEDOUT'), 'timeout'],
    [node('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [node('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
    [electron('ERR_TIMED_OUT'), 'timeout'],
    [electron('ERR_CONNECTION_TIMED_OUT'), 'timeout'],
    [electron('ERR_PROXY_CONNECTION_FAILED'), 'proxy'],
    [node('ERR_PROXY_ADDRESS'), 'proxy'],
    [electron('ERR_PROXY_AUTH_REQUESTED'), 'proxy'],
    [electron('ERR_PROXY_CERTIFICATE_INVALID'), 'proxy'],
    [electron('ERR_TUNNEL_CONNECTION_FAILED'), 'proxy'],
    [new Error('Redirect was cancelled'), 'redirect'],
    [electron('ERR_TOO_MANY_REDIRECTS'), 'redirect'],
    [node('UND_ERR_HEADERS_OVERFLOW'), 'unreadable-answer'],
    [node('HPE_INVALID_CONSTANT'), 'unreadable-answer'],
    [node('Z_DATA_ERROR', 'incorrect header check'), 'unreadable-answer'],
    [electron('ERR_CONTENT_DECODING_FAILED'), 'unreadable-answer'],
    [electron('ERR_INVALID_HTTP_RESPONSE'), 'unreadable-answer'],
    [new Error('x is not a function'), 'unexpected'],
    [null, 'unexpected'],
    ['net::ERR_FAILED', 'unexpected'],
  ])('names %s: %s', (thrown, code) => expect(networkError(thrown).code).toBe(code));

  it.each([
    ['ERR_PROXY_CONNECTION_FAILED', /^The proxy cannot be reached/],
    ['ERR_PROXY_ADDRESS', /HTTPS_PROXY or ALL_PROXY does not hold the address/],
    ['ERR_TUNNEL_CONNECTION_FAILED', /asks for a sign-in or refuses/],
  ])('says what is wrong with the proxy after %s', (name, sentence) => {
    expect(networkError(electron(name)).message).toMatch(sentence);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'ERR_CERT_DATE_INVALID', /has expired/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_CERT_AUTHORITY_INVALID', /does not trust/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_CERT_COMMON_NAME_INVALID', /belongs to a different host/],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH', /does not speak TLS 1.2/],
    ['CERT_REVOKED', 'ERR_CERT_REVOKED', /cannot be trusted/],
  ])('explains the certificate errors %s and %s alike', (nodeCode, chromiumName, message) => {
    for (const thrown of [node(nodeCode), electron(chromiumName)]) {
      expect(networkError(thrown)).toEqual({ code: 'certificate', message: expect.stringMatching(message) as string });
    }
  });

  it.each(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'])(
    '%s is an unknown issuer',
    (code) => expect(networkError(node(code)).message).toMatch(/does not trust/),
  );

  it('finds the reason among the attempts of both address families', () => {
    const attempts = new AggregateError([Object.assign(new Error('::1'), { code: 'ECONNREFUSED' })]);
    expect(networkError(Object.assign(new TypeError('fetch failed'), { cause: attempts })).code).toBe(
      'connection-refused',
    );
  });

  it('repeats nothing of the error', () => {
    expect(networkError(new Error('connect ECONNREFUSED with token canary'))).toEqual({
      code: 'connection-refused',
      message: messageFor('connection-refused'),
    });
  });

  it('ends on an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(networkError(error).code).toBe('unexpected');
  });
});
