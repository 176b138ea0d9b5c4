import { checkTexts } from '../../shared/texts/terminal/check.ts';
import { decodeJson, lenientText } from '../decode/json.ts';
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

const MAX_LINE = 100;
/** The part of a body without JSON that is searched for words. */
const MAX_TEXT = 2_000;

const texts = checkTexts.answer;

/** The report as text. It is made of Rollcall's own words and of numbers alone. */
export function reportText(results: CallResults, subject: CheckSubject, head: ReportHead): string {
  const status = createStatusLabels();
  const calls = [...results.values()];
  const made = calls.filter(({ notMade }) => notMade === null).length;
  return [
    checkTexts.title(head.version),
    '',
    checkTexts.introduction,
    '',
    checkTexts.made({ at: `${new Date(head.madeAt).toISOString().slice(0, 16)}Z`, made, calls: calls.length }),
    '',
    checkTexts.openQuestions,
    ...answersOf(results, subject).flatMap((answer) => ['', ...answerLines(answer)]),
    '',
    checkTexts.calls,
    ...calls.flatMap((each, index) => ['', ...callLines(each, index + 1, subject, status)]),
    '',
  ].join('\n');
}

function answerLines({ letter, question, isYes, because }: ReturnType<typeof answersOf>[number]): string[] {
  const { notSettled, yes, no } = checkTexts;
  const verdict = isYes === null ? notSettled : isYes ? yes : no;
  return [checkTexts.question(letter, question), ...wrapped(verdict(because))];
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > MAX_LINE) lines.push('');
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines.map((line) => `   ${line}`);
}

function callLines(result: CallResult, number: number, subject: CheckSubject, status: StatusLabel): string[] {
  const { call, notMade, answer, aheadMs, tookMs } = result;
  const head = [texts.call(number, call.title), `   ${callText(call, subject)}`];
  if (notMade !== null || answer === null) return [...head, `   ${outcome(result)}`];
  const clock = aheadMs === null ? texts.noClock : texts.clock(`${aheadMs < 0 ? '' : '+'}${seconds(aheadMs)}`);
  const facts = { outcome: outcome(result), bytes: answer.body.length, seconds: seconds(tookMs), clock };
  return [
    ...head,
    `   ${texts.facts(facts)}`,
    `   ${texts.headers(headerText(answer))}`,
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
    return [`   ${texts.readRows(availability.rows.length, availability.ignored)}`];
  }
  if (details === null) return [];
  const { rows, notUnderstood, hasMore } = details;
  const more = hasMore === null ? texts.moreUnknown : hasMore ? texts.hasMore : texts.hasNoMore;
  const records = rows.flatMap((row) => row.records);
  const open = records.filter(({ end }) => end === null).length;
  const empty = rows.filter((row) => row.records.length === 0).length;
  const facts = { empty, records: records.length, open, notUnderstood: notUnderstood.length, more };
  return [`   ${texts.readAgents(rows.length, facts)}`];
}

function bodyLines({ error }: CallResult, { body, header }: HttpAnswer, status: StatusLabel): readonly string[] {
  const decoded = decodeJson(body);
  if (decoded.isJson) return shapeLines(decoded.value, error !== null, status);
  const text = lenientText(body, MAX_TEXT);
  if (text === '') return [texts.emptyBody];
  const isMarkup = text.startsWith('<') || /html|xml/i.test(header('content-type') ?? '');
  return [isMarkup ? texts.markup : texts.noJson(knownWords(text))];
}

function headerText({ headerNames, header }: HttpAnswer): string {
  const known = headerNames.filter((name) => knownKey(name) !== null);
  const others = headerNames.length - known.length;
  const names = known.map((name) => `${name}${headerValue(name, header(name) ?? '')}`);
  return [...names, ...(others === 0 ? [] : [texts.otherHeaders(others)])].join(', ') || texts.noHeaders;
}

const TYPES = ['application/json', 'text/html', 'text/plain', 'application/xml', 'text/xml'];
const LIMIT_HEADERS = /^(retry-after|(x-)?rate-?limit-(limit|remaining|reset))$/;

/** Of values only the kind of content, and numbers about the limit that can be no id. */
function headerValue(name: string, value: string): string {
  if (name === 'content-type') {
    const [type = '', charset = ''] = value.toLowerCase().split(';');
    return ` (${TYPES.includes(type.trim()) ? type.trim() : texts.otherType}${/charset=utf-8/.test(charset) ? ', utf-8' : ''})`;
  }
  if (!LIMIT_HEADERS.test(name)) return '';
  return /^\d{1,4}$/.test(value) ? ` (${value})` : ` (${texts.notSmallNumber})`;
}
