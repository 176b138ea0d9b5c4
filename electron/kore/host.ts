import { fail, ok, type Result } from '../shared/result.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { trimPasted } from '../shared/names/invisible.ts';

/** A host as Rollcall saves it. */
export interface ParsedHost {
  /** Scheme, name and port, for example `https://platform.kore.ai`; the only place that is ever called. */
  readonly origin: string;
  /** What was changed or what is odd about the text, in a sentence; null when nothing. */
  readonly notice: string | null;
  /** True when the name is easily taken for another one: the user has to confirm `origin` as written out. */
  readonly needsConfirmation: boolean;
}

const MAX_INPUT = 2_000;
/** RFC 1035 2.3.4. */
const MAX_NAME = 253;
const MAX_LABEL = 63;
/** The only spellings of this computer that are taken: any other IP literal could hide where it leads. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads the host of a connection from what a person typed or pasted.
 * Gives the origin to call; `invalid-input` on the field `host` for everything that is refused.
 */
export function parseHost(input: string): Result<ParsedHost> {
  const text = trimPasted(input);
  const obstacle = refusalOfText(text);
  if (obstacle !== null) return refuse(obstacle);
  const full = withScheme(text);
  if (full === null) return refuse('scheme');
  const url = URL.parse(full);
  if (url === null) return refuse('form');
  const authority = authorityOf(full);
  const name = url.hostname.replace(/\.$/, '');
  const refusal = refusalOfUrl(url, authority, name);
  if (refusal !== null) return refuse(refusal);
  const origin = `${url.protocol}//${name}${url.port === '' ? '' : `:${url.port}`}`;
  return ok(describe(url, authority, name, origin));
}

function refuse(reason: keyof typeof texts.host): Result<ParsedHost> {
  return fail('invalid-input', { message: texts.host[reason], field: 'host' });
}

/** Checked before the URL parser, which silently drops newlines and turns backslashes into slashes. */
function refusalOfText(text: string): keyof typeof texts.host | null {
  if (text === '') return 'empty';
  if (text.length > MAX_INPUT) return 'length';
  if (/[\p{Cc}\p{Surrogate}\u2028\u2029\\]/u.test(text)) return 'characters';
  return null;
}

/** Adds https:// where no scheme was typed; null for another scheme or for a URL without its two slashes. */
function withScheme(text: string): string | null {
  if (/^https?:\/\/[^/]/i.test(text)) return text;
  // A colon and digits is a port, as in `localhost:8080`; a colon and anything else is a scheme.
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) || /^https?:/i.test(text);
  return hasScheme || text.startsWith('/') ? null : `https://${text}`;
}

function authorityOf(full: string): string {
  const rest = full.slice(full.indexOf('//') + 2);
  return rest.split(/[/?#]/, 1)[0] ?? '';
}

function refusalOfUrl(url: URL, authority: string, name: string): keyof typeof texts.host | null {
  if (authority.includes('@')) return 'userInfo';
  const isLoopback = LOOPBACK.includes(name) && isSpelledAs(authority, name);
  if (isLoopback) return null;
  if (/^(\d+\.){3}\d+$|^\[/.test(name)) return 'address';
  // The tail of 127.0.0.0/8 and `localhost` in disguise are caught above and here.
  if (LOOPBACK.includes(name)) return 'form';
  if (url.protocol !== 'https:') return 'insecure';
  const labels = name.split('.');
  if (name.length > MAX_NAME || labels.some((label) => label.length > MAX_LABEL)) return 'length';
  return labels.every((label) => /^[a-z0-9_-]+$/.test(label)) ? null : 'form';
}

/** Whether the typed authority is the name itself, give or take case, port and a trailing dot. */
function isSpelledAs(authority: string, name: string): boolean {
  return authority.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '') === name;
}

function describe(url: URL, authority: string, name: string, origin: string): ParsedHost {
  const isEncoded = authority.includes('%');
  const isConfusable = name.split('.').some((label) => label.startsWith('xn--'));
  const isDropped = url.pathname !== '/' || url.search !== '' || url.hash !== '';
  const notices = [
    isConfusable && texts.hostConfusable(name),
    isEncoded && !isConfusable && texts.hostEncoded(name),
    !isConfusable && !isEncoded && /\P{ASCII}/u.test(authority) && texts.hostRead(name),
    isDropped && texts.hostShortened(origin),
  ].filter((notice) => notice !== false);
  return { origin, notice: notices.join(' ') || null, needsConfirmation: isConfusable || isEncoded };
}
