import { appError, type AppError, err, type ErrorCode, messageFor, ok, type Result } from '../shared/result.ts';
import { koreTexts as texts } from '../shared/texts/connect/kore.ts';
import { decodeJson, isRecord, lenientText, type Decoded } from './decode/json.ts';
import { decodeRows, type RowReader } from './decode/rows.ts';
import { readFlag } from './decode/values.ts';
import type { HttpAnswer } from './http.ts';
import { afterLimit, retryAfter } from './retry-after.ts';
import type { ApiSecret } from './types.ts';

/** What judging an answer needs besides it. */
interface JudgeContext {
  /** Our clock, epoch milliseconds. */
  readonly now: number;
  readonly random: () => number;
  /** Bytes that must not appear in a message even if the host sends them back. */
  readonly secrets: () => readonly Uint8Array[];
  /** What becomes of each row while the answer is decoded; absent: it stays as sent. */
  readonly rowReader?: RowReader | undefined;
}

/** Texts of the documented limits; the apostrophe of "You've" is left out, it may be escaped. */
const LIMIT_TEXTS = /exceeded the per-minute rate limit|Rate limit for this API has been reached/i;
/** The three messages that share code 4002. */
const REFUSAL_TEXTS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/Invalid JWT token/i, 'token-refused'],
  [/Invalid SDK credentials/i, 'ids-refused'],
  [/Permission denied\.?\s+Scope is incorrect/i, 'scope-missing'],
];
/**
 * Other words for the same. They count as a refusal only in the message of an answer without rows. "No agents in this
 * scope" is no refusal.
 */
const REFUSAL_SENTENCES: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /rate.?limit\w* (is |was |has been )?(exceeded|reached)|exceeded\b.*\brate.?limit|too many requests/i,
    'rate-limited',
  ],
  [
    /^(?=.*\bscopes?\b).*\b(denied|incorrect|invalid|missing|required|insufficient|disabled|lacks?|unauthori[sz]ed|not (enabled|granted|allowed|assigned|authori[sz]ed|published))\b/i,
    'scope-missing',
  ],
  [/\b(permission|access) (is |was )?denied\b|\b(unauthori[sz]ed|forbidden)\b/i, 'forbidden'],
];
/** Enough of an error body to find its sentence in. */
const MAX_TEXT = 64 * 1024;

/** The lists of the documents: status details, availability, and names of queues and skills. */
const DOCUMENTED_LISTS = /^\s*(data|available|busy|away|offline|finalResult|results)\s*$/i;

/**
 * Judges an answer: data, or one of Rollcall's errors. Texts come before numbers, because Kore.ai's code 4002 and its
 * statuses alone do not tell token, ids and scope apart, and a limit has no documented status.
 */
export function judge(answer: HttpAnswer, context: JudgeContext): Result<unknown> {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const { rowReader } = context;
  const decoded = rowReader === undefined ? decodeJson(answer.body) : decodeRows(answer.body, rowReader);
  const text = lenientText(answer.body, MAX_TEXT);
  if (isSuccess && decoded.isJson && isData(decoded.value, text)) return ok(decoded.value);
  const code =
    codeOfText(answer.status, text) ?? (isSuccess ? codeOfSuccess(answer, text, decoded) : codeOfStatus(answer.status));
  if (code !== null) return err(describe(code, answer, decoded, text, context));
  return ok(decoded.isJson ? decoded.value : null);
}

/**
 * Whether it is an answer as the documents describe it. One with rows is, so that an agent's name is never taken for
 * an error text, unless the answer itself says that a limit is reached. Without rows it may be an error that resembles
 * an empty team, so its whole text is searched.
 */
function isData(value: unknown, text: string): boolean {
  if (Array.isArray(value)) return value.some(namesUser);
  if (!isRecord(value) || LIMIT_TEXTS.test(sentenceOf(value) ?? '')) return false;
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const documented = lists.filter(([key]) => DOCUMENTED_LISTS.test(key));
  if (documented.length === 0) return false;
  const hasRows = documented.some(([, rows]) => rows.length > 0) || lists.some(([, rows]) => rows.some(namesUser));
  return hasRows || (codeOfText(200, text) ?? codeOfErrorShape(value)) === null;
}

/** A row of a list that the documents do not name. */
function namesUser(row: unknown): boolean {
  return isRecord(row) && ('userId' in row || '_id' in row);
}

function codeOfText(status: number, text: string): ErrorCode | null {
  if (status === 429 || LIMIT_TEXTS.test(text)) return 'rate-limited';
  return REFUSAL_TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function codeOfSuccess(answer: HttpAnswer, text: string, decoded: Decoded): ErrorCode | null {
  if (text === '') return 'empty-answer';
  if (isHtml(answer, text)) return 'captive-portal';
  if (!decoded.isJson) return 'unreadable-answer';
  return codeOfErrorShape(decoded.value);
}

function isHtml(answer: HttpAnswer, text: string): boolean {
  const isMarked = /^text\/html|^application\/xhtml/i.test(answer.header('content-type') ?? '');
  return /^<(!doctype html|html|head|body|script|meta|!--)/i.test(text) || (isMarked && text.startsWith('<'));
}

/** A 2xx answer that says that something failed: the number it names counts like a status. */
function codeOfErrorShape(value: unknown): ErrorCode | null {
  if (!isRecord(value)) return null;
  const errors = Array.isArray(value['errors'])
    ? (value['errors'] as unknown[])[0]
    : (value['errors'] ?? value['error']);
  const numbers = [errors, value['error'], value]
    .filter(isRecord)
    .flatMap((shape) => [shape['code'], shape['status'], shape['statusCode']]);
  const number = numbers.map(Number).find((candidate) => candidate === 4002 || (candidate >= 400 && candidate < 600));
  if (number === 429) return 'rate-limited';
  if (number !== undefined) return codeOfStatus(number === 4002 ? 401 : number);
  const sentence = sentenceOf(value) ?? '';
  const refusal = REFUSAL_SENTENCES.find(([pattern]) => pattern.test(sentence))?.[1];
  return refusal ?? (saysFailure(value) ? 'request-refused' : null);
}

function saysFailure({ errors, error, success, status }: Readonly<Record<string, unknown>>): boolean {
  const isText = typeof status === 'string' && /^\s*(error|fail(ed|ure)?)\s*$/i.test(status);
  return [errors, error].some(isSomething) || readFlag(success) === false || isText;
}

/** Neither nothing nor an empty text, list or object, nor a plain no. */
function isSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value) && readFlag(value) !== false;
}

function codeOfStatus(status: number): ErrorCode {
  // A manual redirect has status 0 where the runtime hides it.
  if (status === 0 || (status >= 300 && status < 400)) return 'redirect';
  const named: Readonly<Record<number, ErrorCode>> = {
    401: 'token-refused',
    403: 'forbidden',
    404: 'not-found',
    407: 'proxy',
    408: 'server-error',
    413: 'too-large',
    425: 'server-error',
    511: 'captive-portal',
  };
  return named[status] ?? (status >= 400 && status < 500 ? 'request-refused' : 'server-error');
}

function describe(
  code: ErrorCode,
  answer: HttpAnswer,
  decoded: Decoded,
  text: string,
  context: JudgeContext,
): AppError {
  const retryAt = retryAfter(answer.header('retry-after'), answer.header('date'), context.now);
  if (code === 'rate-limited') return appError(code, { retryAt: retryAt ?? afterLimit(context.now, context.random) });
  if (code === 'server-error') return appError(code, retryAt === null ? {} : { retryAt });
  if (code === 'too-large') return appError(code, { message: texts.tooLarge });
  if (code !== 'request-refused') return appError(code);
  const sentence = safeSentence(decoded.isJson ? sentenceOf(decoded.value) : text, context.secrets());
  return appError(code, sentence === null ? {} : { message: texts.saidSentence(messageFor(code), sentence) });
}

const MAX_SENTENCE = 200;
/** A run of this many token characters may be a secret, unless it is one of Kore.ai's ids. */
const MAYBE_SECRET = /[\w+/=.~-]{24,}/g;
const KNOWN_ID = /^((st|qu|a|u|ag|o)-[0-9a-fx-]{20,40}|[0-9a-fx]{24})\.?$/;

/**
 * The first sentence of an error body, in any of the shapes seen ({errors:[{msg}]}, {error}, {message}, {msg}, text);
 * null when there is none.
 */
function sentenceOf(body: unknown): string | null {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return firstOf(body);
  if (!isRecord(body)) return null;
  return firstOf([body['msg'], body['message'], body['errors'], body['error'], body['error_description']]);
}

function firstOf(values: readonly unknown[]): string | null {
  for (const value of values.slice(0, 10)) {
    const sentence = value === undefined ? null : sentenceOf(value);
    if (sentence !== null) return sentence;
  }
  return null;
}

/**
 * A server's sentence fit for showing: one line, at most 200 characters; null when it is empty or may hold the token,
 * the secret, markup or control characters.
 */
function safeSentence(text: string | null, secrets: readonly Uint8Array[]): string | null {
  const line = text?.replace(/\s+/gu, ' ').trim() ?? '';
  if (line === '' || /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069<>]/u.test(line)) return null;
  if (secrets.some((secret) => Buffer.from(line).includes(Buffer.from(secret)))) return null;
  const runs = line.match(MAYBE_SECRET) ?? [];
  if (runs.some((run) => !KNOWN_ID.test(run))) return null;
  return line.length > MAX_SENTENCE ? `${line.slice(0, MAX_SENTENCE - 1)}…` : line;
}

/** What must not come back in a message: the token as sent and the client secret behind it. */
export function secretsOf(secret: ApiSecret, token: string): readonly Uint8Array[] {
  const sent = Buffer.from(token);
  return secret.kind === 'secret' ? [sent, secret.key.export()] : [sent];
}
