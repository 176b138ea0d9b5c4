import type { ErrorCode } from '../../shared/result.ts';
import { checkTexts } from '../../shared/texts/terminal/check.ts';
import { isRecord } from '../decode/json.ts';
import { notSettled, settled, type Verdict } from './verdict.ts';
import type { CallName, CheckSubject } from './plan.ts';
import { outcome, type CallResults, type CallResult } from './run.ts';
import { knownKey } from './words.ts';
import { zoneAnswer } from './zone.ts';

/** An open question about the server, and how the calls answer it. */
interface Question {
  readonly letter: string;
  readonly question: string;
  readonly answer: (results: CallResults, subject: CheckSubject) => Verdict;
}

const { questions, because: texts } = checkTexts;

const QUESTIONS: readonly Question[] = [
  { letter: 'a', question: questions.zone, answer: zoneAnswer },
  { letter: 'b', question: questions.everybody, answer: everybodyAnswer },
  { letter: 'b', question: questions.filters, answer: filtersAnswer },
  { letter: 'c', question: questions.range, answer: rangeAnswer },
  { letter: 'c', question: questions.botId, answer: botIdAnswer },
  { letter: 'd', question: questions.version2, answer: version2Answer },
  { letter: 'e', question: questions.capacity, answer: capacityAnswer },
  {
    letter: 'f',
    question: questions.limit,
    answer: (results) => refusalAnswer(results, 'rate-limited', 429, texts.limitNotReached),
  },
  {
    letter: 'f',
    question: questions.scope,
    answer: (results) => refusalAnswer(results, 'scope-missing', 401, texts.scopeNotRefused),
  },
  { letter: 'f', question: questions.token, answer: tokenAnswer },
  { letter: 'g', question: questions.offline, answer: offlineAnswer },
  { letter: 'h', question: questions.offset, answer: offsetAnswer },
];

/** The open questions, each with its answer. */
export function answersOf(
  results: CallResults,
  subject: CheckSubject,
): readonly (Omit<Question, 'answer'> & Verdict)[] {
  return QUESTIONS.map(({ letter, question, answer }) => ({ letter, question, ...answer(results, subject) }));
}

function everybodyAnswer(results: CallResults): Verdict {
  const [all, today] = [results.get('everybody'), results.get('today')];
  if (!all?.availability) return notSettled(outcome(all));
  const named = new Set(all.availability.rows.map(({ userId }) => userId));
  if (!today?.details) return notSettled(texts.namedButDetails(named.size, outcome(today)));
  const { rows, hasMore } = today.details;
  const missing = rows.filter(({ userId }) => !named.has(userId)).length;
  const facts = { named: named.size, rows: rows.length, missing };
  const because = hasMore ? texts.lacksAndMore(facts) : texts.lacks(facts);
  if (rows.length === 0) return notSettled(because);
  return settled(missing === 0, because);
}

function filtersAnswer(results: CallResults): Verdict {
  const sizes = (['everybody', 'oneAgent', 'unknownQueue', 'agentAndQueue'] as const).map((name) =>
    countOf(results, name),
  );
  const [all, one, none, both] = sizes;
  const because = texts.filtered(sizeText(all), sizeText(one), sizeText(none), sizeText(both));
  const open = (['oneAgent', 'unknownQueue', 'agentAndQueue'] as const).find((name) => countOf(results, name) === null);
  if (open !== undefined) return notSettled(texts.filteredButOpen(because, outcome(results.get(open))));
  // A filter that does not do what its name says settles nothing.
  if (one !== 1 || none !== 0 || (both !== 0 && both !== 1)) return notSettled(because);
  return settled(both === 0, because);
}

function sizeText(size: number | null | undefined): string {
  return size === null || size === undefined ? '-' : String(size);
}

function countOf(results: CallResults, name: CallName): number | null {
  const read = results.get(name)?.availability;
  return read ? new Set(read.rows.map(({ userId }) => userId)).size : null;
}

function rangeAnswer(results: CallResults): Verdict {
  const [range, today] = [results.get('range'), results.get('today')];
  if (!range?.answer) return notSettled(outcome(range));
  if (!range.details) return refusedOrOpen(range, false);
  const [both, ofToday, ofYesterday] = [recordsOf(range), recordsOf(today), recordsOf(results.get('yesterday'))];
  const because = texts.records({ outcome: outcome(range), both, today: ofToday, yesterday: ofYesterday });
  // A server may read one of the two dates, or none and give today.
  if (ofToday === 0 || ofYesterday === 0) return notSettled(because);
  return settled(both > Math.max(ofToday, ofYesterday), because);
}

function recordsOf(result: CallResult | undefined): number {
  return (result?.details?.rows ?? []).reduce((sum, { records }) => sum + records.length, 0);
}

function botIdAnswer(results: CallResults): Verdict {
  const without = results.get('withoutBotId');
  if (!without?.answer) return notSettled(outcome(without));
  if (!without.details) return refusedOrOpen(without, true);
  return settled(false, texts.withoutBotId(outcome(without)));
}

const REFUSALS: readonly (ErrorCode | undefined)[] = [
  'token-refused',
  'ids-refused',
  'scope-missing',
  'forbidden',
  'not-found',
  'request-refused',
];

/** A refusal answers a question; a limit or a fault of the server says nothing about it. */
function refusedOrOpen(result: CallResult, isYes: boolean): Verdict {
  const because = outcome(result);
  return REFUSALS.includes(result.error?.code) ? settled(isYes, because) : notSettled(because);
}

function version2Answer(results: CallResults): Verdict {
  const [first, second] = [results.get('today'), results.get('version2')];
  if (!second?.answer || second.error !== null) return notSettled(outcome(second));
  if (!first?.details) return notSettled(texts.version1(outcome(first)));
  const [v1, v2] = [keyPaths(first.value), keyPaths(second.value)];
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((key) => !b.has(key)).length;
  const [added, missing] = [only(v2, v1), only(v1, v2)];
  return settled(added + missing === 0, texts.fields({ fields: v2.size, added, missing }));
}

/** Every field of an answer by its path, lists passed through. */
function keyPaths(value: unknown, path = '', depth = 0): Set<string> {
  if (depth > 8) return new Set();
  if (Array.isArray(value)) return new Set(value.flatMap((item: unknown) => [...keyPaths(item, path, depth + 1)]));
  if (!isRecord(value)) return new Set();
  const inner = Object.entries(value).flatMap(([key, field]) => {
    const own = `${path}.${key}`;
    return [own, ...keyPaths(field, own, depth + 1)];
  });
  return new Set(inner);
}

const DOCUMENTED = ['_id', 'userId', 'firstName', 'lastName', 'emailId', 'customId', 'phoneNumber'];

function capacityAnswer(results: CallResults): Verdict {
  const all = results.get('everybody');
  if (!all?.availability || all.availability.rows.length === 0) return notSettled(outcome(all));
  const extra = [...keyPaths(Object.values(isRecord(all.value) ? all.value : {}))]
    .map((path) => path.slice(1))
    .filter((path) => !DOCUMENTED.includes(path));
  const known = extra.filter((path) => path.split('.').every((key) => knownKey(key) !== null));
  const unknown = extra.length - known.length;
  const names = [...known, ...(unknown === 0 ? [] : [texts.unknownNames(unknown)])];
  if (extra.length === 0) return settled(false, texts.documentedFields);
  const isCapacity = known.some((path) => /capacity|channel|slot|used|available/i.test(path));
  const because = texts.otherFields(names.join(', '));
  return isCapacity ? settled(true, because) : notSettled(because);
}

function refusalAnswer(results: CallResults, code: ErrorCode, status: number, otherwise: string): Verdict {
  const refused = [...results.values()].find(({ error, answer }) => error?.code === code && answer !== null);
  if (!refused?.answer) return notSettled(otherwise);
  return settled(refused.answer.status === status, texts.bodyBelow(outcome(refused)));
}

function tokenAnswer(results: CallResults): Verdict {
  const bad = results.get('badToken');
  if (!bad?.answer) return notSettled(outcome(bad));
  return settled(bad.answer.status === 401 && bad.error?.code === 'token-refused', texts.bodyBelow(outcome(bad)));
}

/** This many records without OFFLINE mean that it is not reported. */
const MIN_RECORDS = 50;

function offlineAnswer(results: CallResults): Verdict {
  const reads = (['today', 'yesterday', 'range'] as const).map((name) => results.get(name));
  const records = reads.flatMap((read) => read?.details?.rows ?? []).flatMap((row) => row.records);
  const offline = records.filter(({ primaryStatus }) => primaryStatus === 'OFFLINE').length;
  const because = texts.offlineRecords(offline, records.length);
  if (offline > 0) return settled(true, because);
  return records.length >= MIN_RECORDS ? settled(false, because) : notSettled(because);
}

function offsetAnswer(results: CallResults): Verdict {
  const [first, second] = [results.get('today'), results.get('offsetOne')];
  if (!first?.details || !second?.details) return notSettled(outcome(second));
  const ids = first.details.rows.map(({ userId }) => userId);
  const indexes = second.details.rows.map(({ userId }) => ids.indexOf(userId));
  const numbers = indexes.map((index) => (index < 0 ? texts.beyondPage : index + 1)).join(', ');
  const because = texts.agentNumbers(numbers || texts.noAgents, ids.length);
  if (indexes[0] === 1) return settled(true, because);
  // The second page of two begins with the third agent.
  return indexes[0] === 2 ? settled(false, because) : notSettled(because);
}
