import { plural } from '../../shared/texts/plurals.ts';
import { decodeJson, lenientText } from '../decode.ts';
import type { HttpAnswer } from '../http.ts';
import { createStatusLabels, shapeLines, type StatusLabel } from './shape.ts';
import { callText, type CheckSubject } from './plan.ts';
import { answersOf } from './questions.ts';
import { outcome, type CallResults, type CallResult } from './run.ts';
import { knownKey, knownWords } from './words.ts';

/** What a report says of itself. */
export interface ReportHead {
  readonly version: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

const LINE_MAX = 100;
/** Enough of a body that is no JSON. */
const TEXT_MAX = 2_000;

const INTRODUCTION = `Please read this before you send it.

It describes how Kore.ai answered, and holds nothing of what it answered: no names, e-mails, phone numbers, ids,
addresses of hosts or tokens. Every value is replaced by its kind ("text", "id u-", "time without a zone") and a count.
Written out are only: field and header names, and words of error texts, that are made of a fixed list of words that
Rollcall carries; the documented statuses; HTTP statuses and error numbers; counts, and limit, offset and hasMore as
answered. A status of your own is "own status 1", the same number for the same status throughout.`;

/** The report as text. It is made of Rollcall's own words and of numbers alone. */
export function reportText(results: CallResults, subject: CheckSubject, head: ReportHead): string {
  const status = createStatusLabels();
  const calls = [...results.values()];
  const made = calls.filter(({ notMade }) => notMade === null).length;
  return [
    `Rollcall ${head.version}: how one Kore.ai account answers`,
    '',
    INTRODUCTION,
    '',
    `Made ${new Date(head.madeAt).toISOString().slice(0, 16)}Z with ${made} of ${calls.length} calls. Dates are those of the team.`,
    '',
    'OPEN QUESTIONS',
    ...answersOf(results, subject).flatMap((answer) => ['', ...answerLines(answer)]),
    '',
    'CALLS',
    ...calls.flatMap((each, index) => ['', ...callLines(each, index + 1, subject, status)]),
    '',
  ].join('\n');
}

function answerLines({ letter, question, isYes, because }: ReturnType<typeof answersOf>[number]): string[] {
  const verdict = isYes === null ? 'Not settled' : isYes ? 'Yes' : 'No';
  return [`(${letter}) ${question}`, ...wrapped(`${verdict}: ${because}`)];
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > LINE_MAX) lines.push('');
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines.map((line) => `   ${line}`);
}

function callLines(result: CallResult, number: number, subject: CheckSubject, status: StatusLabel): string[] {
  const { call, notMade, answer, aheadMs, tookMs } = result;
  const head = [`${number}. ${call.title}`, `   ${callText(call, subject)}`];
  if (notMade !== null || answer === null) return [...head, `   ${outcome(result)}`];
  const ahead =
    aheadMs === null ? 'no Date' : `clock ${aheadMs < 0 ? '' : '+'}${seconds(aheadMs)} s against this computer's`;
  return [
    ...head,
    `   ${outcome(result)}, ${answer.body.length} bytes, ${seconds(tookMs)} s, ${ahead}`,
    `   headers: ${headerText(answer)}`,
    ...readLines(result),
    ...bodyLines(result, answer, status).map((line) => `   ${line}`),
  ];
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

/** What Rollcall makes of it. */
function readLines({ availability, details }: CallResult): string[] {
  if (availability !== null) {
    return [`   read as ${plural(availability.rows.length, 'row')} of agents, ${availability.ignored} not understood`];
  }
  if (details === null) return [];
  const { rows, notUnderstood, hasMore } = details;
  const more = hasMore === null ? 'no word of more' : hasMore ? 'more to come' : 'no more to come';
  const records = rows.flatMap((row) => row.records);
  const open = records.filter(({ end }) => end === null).length;
  const without = rows.filter((row) => row.records.length === 0).length;
  return [
    `   read as ${plural(rows.length, 'agent')}, ${without} of them without a record, ${plural(records.length, 'record')}, ${open} of them open, ${notUnderstood.length} not understood, ${more}`,
  ];
}

function bodyLines({ error }: CallResult, { body, header }: HttpAnswer, status: StatusLabel): readonly string[] {
  const decoded = decodeJson(body);
  if (decoded.isJson) return shapeLines(decoded.value, error !== null, status);
  const text = lenientText(body, TEXT_MAX);
  if (text === '') return ['empty body'];
  const isMarkup = text.startsWith('<') || /html|xml/i.test(header('content-type') ?? '');
  return [isMarkup ? 'a page or XML, and no JSON' : `no JSON; text "${knownWords(text)}"`];
}

function headerText({ headerNames, header }: HttpAnswer): string {
  const known = headerNames.filter((name) => knownKey(name) !== null);
  const others = headerNames.length - known.length;
  const texts = known.map((name) => `${name}${headerValue(name, header(name) ?? '')}`);
  return [...texts, ...(others === 0 ? [] : [`${others} with other names`])].join(', ') || 'none';
}

const TYPES = ['application/json', 'text/html', 'text/plain', 'application/xml', 'text/xml'];
const LIMIT_HEADERS = /^(retry-after|(x-)?rate-?limit-(limit|remaining|reset))$/;

/** Of values only the kind of content, and numbers about the limit that can be no id. */
function headerValue(name: string, value: string): string {
  if (name === 'content-type') {
    const [type = '', charset = ''] = value.toLowerCase().split(';');
    return ` (${TYPES.includes(type.trim()) ? type.trim() : 'another type'}${/charset=utf-8/.test(charset) ? ', utf-8' : ''})`;
  }
  if (!LIMIT_HEADERS.test(name)) return '';
  return /^\d{1,4}$/.test(value) ? ` (${value})` : ' (not a small number)';
}
