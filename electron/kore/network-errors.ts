import { type AppError, appError, type ErrorCode } from '../shared/result.ts';
import { koreTexts as texts } from '../shared/texts/connect/kore.ts';

/** A rule: if any code or message of the error chain matches, it is this failure. First match wins. */
interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly message?: string;
}

/**
 * Names from Node (errno, OpenSSL, undici, llhttp, zlib) and, with `net::`, from Chromium's net_error_list.h, which is
 * what Electron's net.fetch throws. The order matters: proxies and certificates before the general names.
 */
const RULES: readonly Rule[] = [
  { pattern: /redirect was cancel|unexpected redirect|ERR_(TOO_MANY|UNSAFE|INVALID)_REDIRECT/i, code: 'redirect' },
  { pattern: /ERR_PROXY_CONNECTION_FAILED/, code: 'proxy', message: texts.proxyUnreachable },
  { pattern: /ERR_PROXY_ADDRESS/, code: 'proxy', message: texts.proxyAddress },
  {
    pattern: /ERR_PROXY_|ERR_TUNNEL_|ERR_SOCKS_|ERR_PAC_|ERR_MANDATORY_PROXY|Proxy response/i,
    code: 'proxy',
  },
  // Node's fetch keeps a 407 to itself (Fetch standard: no window to ask in) and throws a cause without words.
  { pattern: /(fetch failed|Network Error)\n$/, code: 'proxy' },
  {
    pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_CERT_DATE_INVALID|ERR_CERT_VALIDITY/,
    code: 'certificate',
    message: texts.certificateExpired,
  },
  {
    pattern: /ALTNAME_INVALID|HOSTNAME_MISMATCH|ERR_CERT_COMMON_NAME_INVALID/,
    code: 'certificate',
    message: texts.certificateName,
  },
  {
    pattern: /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_UNTRUSTED|INVALID_CA|ERR_CERT_AUTHORITY_INVALID/,
    code: 'certificate',
    message: texts.certificateIssuer,
  },
  { pattern: /\bCERT_|ERR_CERT|CRL_|ERR_SSL_(PINNED|SERVER_CERT|CLIENT_AUTH)|SSL_CLIENT_AUTH/, code: 'certificate' },
  { pattern: /EPROTO|ERR_SSL_|NO_SSL_VERSIONS|ERR_TLS_/, code: 'certificate', message: texts.oldProtocol },
  { pattern: /ENOTFOUND|EAI_|ENODATA|ERR_NAME_|ERR_DNS_|ERR_ICANN/, code: 'host-not-found' },
  { pattern: /ECONNREFUSED|ERR_CONNECTION_REFUSED/, code: 'connection-refused' },
  { pattern: /ERR_INTERNET_DISCONNECTED|ENETUNREACH|ENETDOWN|ERR_NETWORK_IO_SUSPENDED/, code: 'offline' },
  {
    pattern: /EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL|ERR_ADDRESS_|ERR_CONNECTION_FAILED/,
    code: 'connection-refused',
    message: texts.unreachable,
  },
  { pattern: /bad port|ERR_UNSAFE_PORT/i, code: 'connection-refused', message: texts.badPort },
  {
    pattern: /ERR_BLOCKED_BY|ERR_NETWORK_ACCESS_DENIED|EACCES|EPERM/,
    code: 'connection-refused',
    message: texts.blocked,
  },
  { pattern: /TIMED_?OUT|ECONNABORTED|UND_ERR_\w*TIMEOUT/, code: 'timeout' },
  {
    pattern: /HPE_|does not match the HTTP|HEADERS_OVERFLOW|HEADERS_TOO_BIG|ERR_INVALID_(HTTP_)?RESPONSE/,
    code: 'unreadable-answer',
    message: texts.badHttp,
  },
  {
    pattern: /\bZ_|ERR__ERROR_|ERR_CONTENT_DECODING|Decompression/i,
    code: 'unreadable-answer',
    message: texts.badHttp,
  },
  { pattern: /ERR_CONTENT_LENGTH|ERR_INCOMPLETE|CONTENT_LENGTH_MISMATCH/, code: 'connection-lost' },
  {
    pattern: /ECONNRESET|EPIPE|UND_ERR_(SOCKET|CLOSED|DESTROYED|ABORTED)|hang up|other side closed/i,
    code: 'connection-lost',
  },
  {
    pattern: /ERR_CONNECTION_|ERR_EMPTY_RESPONSE|ERR_SOCKET_|ERR_HTTP2_|ERR_QUIC|ERR_NETWORK_CHANGED/,
    code: 'connection-lost',
  },
  { pattern: /^terminated$|fetch failed|Network Error|net::ERR_/m, code: 'connection-lost' },
];

const MAX_CHAIN = 5;

/**
 * Says in Rollcall's words why a request brought no answer at all. Takes whatever was thrown; gives a fresh error
 * that holds nothing of it, because an AxiosError carries the token.
 */
export function networkError(thrown: unknown): AppError {
  const text = namesOf(thrown, MAX_CHAIN).join('\n');
  const rule = RULES.find(({ pattern }) => pattern.test(text));
  if (rule === undefined) return appError('unexpected');
  return appError(rule.code, rule.message === undefined ? {} : { message: rule.message });
}

/** Codes and messages of an error, its causes and, for an AggregateError, its parts. */
function namesOf(thrown: unknown, depth: number): string[] {
  if (depth === 0 || typeof thrown !== 'object' || thrown === null) return [];
  const { code, message, cause, errors } = thrown as Record<string, unknown>;
  const own = [code, message].filter((name) => typeof name === 'string');
  const parts = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  return [...own, ...[cause, ...parts].flatMap((inner) => namesOf(inner, depth - 1))];
}
