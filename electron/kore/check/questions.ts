import type { ErrorCode } from '../../shared/result.ts';
import { isRecord } from '../decode.ts';
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

const QUESTIONS: readonly Question[] = [
  {
    letter: 'a',
    question: 'Are startTime and endTime in the zone that the request names (timeZoneOffSet)?',
    answer: zoneAnswer,
  },
  { letter: 'b', question: 'Does availability with an empty body ({}) name everybody?', answer: everybodyAnswer },
  { letter: 'b', question: 'Must an agent match all filters of availability (AND)?', answer: filtersAnswer },
  { letter: 'c', question: 'Does v1 accept startDate and endDate?', answer: rangeAnswer },
  { letter: 'c', question: 'Does v1 need the header iId?', answer: botIdAnswer },
  { letter: 'd', question: 'Does v2 answer in the shape of v1?', answer: version2Answer },
  { letter: 'e', question: 'Does availability tell channels and capacity?', answer: capacityAnswer },
  {
    letter: 'f',
    question: 'Is a limit answer HTTP 429?',
    answer: (results) => refusalAnswer(results, 'rate-limited', 429, 'the limit was not reached'),
  },
  {
    letter: 'f',
    question: 'Is a missing scope HTTP 401?',
    answer: (results) => refusalAnswer(results, 'scope-missing', 401, 'no call was refused for its scope'),
  },
  {
    letter: 'f',
    question: 'Is a token that is none refused with HTTP 401 and a sentence that Rollcall knows?',
    answer: tokenAnswer,
  },
  { letter: 'g', question: 'Is OFFLINE ever a record of status details?', answer: offlineAnswer },
  { letter: 'h', question: 'Does offset count agents (and not pages)?', answer: offsetAnswer },
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
  if (!today?.details) return notSettled(`it names ${named.size} agents; status details: ${outcome(today)}`);
  const { rows, hasMore } = today.details;
  const missing = rows.filter(({ userId }) => !named.has(userId)).length;
  const because = `it names ${named.size} agents; of ${rows.length} on the first page of status details${hasMore ? ' (there are more)' : ''} it lacks ${missing}`;
  if (rows.length === 0) return notSettled(because);
  return settled(missing === 0, because);
}

function filtersAnswer(results: CallResults): Verdict {
  const sizes = (['everybody', 'oneAgent', 'unknownQueue', 'agentAndQueue'] as const).map((name) =>
    countOf(results, name),
  );
  const [all, one, none, both] = sizes;
  const because = `everybody ${all ?? '-'}, one agent ${one ?? '-'}, a queue that does not exist ${none ?? '-'}, both ${both ?? '-'} agents`;
  const open = (['oneAgent', 'unknownQueue', 'agentAndQueue'] as const).find((name) => countOf(results, name) === null);
  if (open !== undefined) return notSettled(`${because}; ${outcome(results.get(open))}`);
  // Only then each filter by itself does what its name says.
  if (one !== 1 || none !== 0 || (both !== 0 && both !== 1)) return notSettled(because);
  return settled(both === 0, because);
}

function countOf(results: CallResults, name: CallName): number | null {
  const read = results.get(name)?.availability;
  return read ? new Set(read.rows.map(({ userId }) => userId)).size : null;
}

function rangeAnswer(results: CallResults): Verdict {
  const [range, today] = [results.get('range'), results.get('today')];
  if (!range?.answer) return notSettled(outcome(range));
  if (!range.details) return refusedOrOpen(range, false);
  const [both, ofToday, ofYesterday] = [range, today, results.get('yesterday')].map(recordsOf);
  const because = `${outcome(range)}, ${both} records of two days against ${ofToday} of today and ${ofYesterday} of yesterday`;
  // A server may read one of the two dates, or none and give today.
  if (both === undefined || !ofToday || !ofYesterday) return notSettled(because);
  return settled(both > Math.max(ofToday, ofYesterday), because);
}

function recordsOf(result: CallResult | undefined): number {
  return (result?.details?.rows ?? []).reduce((sum, { records }) => sum + records.length, 0);
}

function botIdAnswer(results: CallResults): Verdict {
  const without = results.get('withoutBotId');
  if (!without?.answer) return notSettled(outcome(without));
  if (!without.details) return refusedOrOpen(without, true);
  return settled(false, `without it: ${outcome(without)}`);
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
  if (!first?.details) return notSettled(`v1: ${outcome(first)}`);
  const [v1, v2] = [keyPaths(first.value), keyPaths(second.value)];
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((key) => !b.has(key)).length;
  const because = `${v2.size} fields, ${only(v2, v1)} that v1 has not, ${only(v1, v2)} that only v1 has`;
  return settled(only(v2, v1) + only(v1, v2) === 0, because);
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
  const names = [...known, ...(unknown === 0 ? [] : [`${unknown} whose names are not made of known words`])];
  if (extra.length === 0) return settled(false, 'agents have the seven documented fields at most');
  const isCapacity = known.some((path) => /capacity|channel|slot|used|available/i.test(path));
  const because = `beside the documented fields there are ${names.join(', ')}`;
  return isCapacity ? settled(true, because) : notSettled(because);
}

function refusalAnswer(results: CallResults, code: ErrorCode, status: number, otherwise: string): Verdict {
  const refused = [...results.values()].find(({ error, answer }) => error?.code === code && answer !== null);
  if (!refused?.answer) return notSettled(otherwise);
  return settled(refused.answer.status === status, `${outcome(refused)}; its body is below`);
}

function tokenAnswer(results: CallResults): Verdict {
  const bad = results.get('badToken');
  if (!bad?.answer) return notSettled(outcome(bad));
  return settled(
    bad.answer.status === 401 && bad.error?.code === 'token-refused',
    `${outcome(bad)}; its body is below`,
  );
}

/** So many records without it say that it is not reported. */
const ENOUGH_RECORDS = 50;

function offlineAnswer(results: CallResults): Verdict {
  const reads = (['today', 'yesterday', 'range'] as const).map((name) => results.get(name));
  const records = reads.flatMap((read) => read?.details?.rows ?? []).flatMap((row) => row.records);
  const offline = records.filter(({ primaryStatus }) => primaryStatus === 'OFFLINE').length;
  const because = `${offline} of ${records.length} records`;
  if (offline > 0) return settled(true, because);
  return records.length >= ENOUGH_RECORDS ? settled(false, because) : notSettled(because);
}

function offsetAnswer(results: CallResults): Verdict {
  const [first, second] = [results.get('today'), results.get('offsetOne')];
  if (!first?.details || !second?.details) return notSettled(outcome(second));
  const ids = first.details.rows.map(({ userId }) => userId);
  const places = second.details.rows.map(({ userId }) => ids.indexOf(userId));
  const because = `with limit 2 and offset 1 came agents number ${places.map((place) => (place < 0 ? 'beyond the page' : place + 1)).join(', ') || 'none'} of ${ids.length}`;
  if (places[0] === 1) return settled(true, because);
  // The second page of two begins with the third agent.
  return places[0] === 2 ? settled(false, because) : notSettled(because);
}
