import { checkTexts } from '../../shared/texts/terminal/check.ts';
import { isRecord } from '../decode/json.ts';
import { knownKey, knownStatus, knownWords } from './words.ts';

const { kinds: kindTexts, shape: texts } = checkTexts;

/** What several values at one position of an answer have in common. */
interface Shape {
  count: number;
  /** How many values there are of each kind, lists and objects aside. */
  readonly kinds: Map<string, number>;
  lists: number;
  /** The shortest and the longest list. */
  readonly length: { min: number; max: number };
  items: Shape | null;
  objects: number;
  readonly fields: Map<string, Shape>;
  /** Keys that are not written out, and the common shape of their values. */
  readonly otherKeys: Set<string>;
  others: Shape | null;
}

const MAX_DEPTH = 8;
const MAX_KINDS = 12;

/**
 * The shape of a decoded answer as indented lines: field names, kinds and counts, and none of its values. A
 * key that is not made of known words is counted, since a map may have names or ids for keys.
 */
export function shapeLines(value: unknown, isError: boolean, status: StatusLabel): readonly string[] {
  const shape = emptyShape();
  add(shape, value, { key: null, depth: 0, isError }, status);
  return linesOf(shape, '', 1);
}

function emptyShape(): Shape {
  return {
    count: 0,
    kinds: new Map(),
    lists: 0,
    length: { min: Infinity, max: 0 },
    items: null,
    objects: 0,
    fields: new Map(),
    otherKeys: new Set(),
    others: null,
  };
}

function add(shape: Shape, value: unknown, position: Position, status: StatusLabel): void {
  shape.count += 1;
  const inside = { ...position, depth: position.depth + 1 };
  if (position.depth > MAX_DEPTH) return addKind(shape, kindTexts.deeper);
  if (Array.isArray(value)) {
    shape.lists += 1;
    shape.length.min = Math.min(shape.length.min, value.length);
    shape.length.max = Math.max(shape.length.max, value.length);
    for (const item of value as readonly unknown[]) add((shape.items ??= emptyShape()), item, inside, status);
  } else if (isRecord(value)) {
    shape.objects += 1;
    for (const [key, inner] of Object.entries(value)) {
      const known = knownKey(key) ?? knownStatus(key);
      if (known === null) shape.otherKeys.add(key);
      const child = known === null ? (shape.others ??= emptyShape()) : fieldOf(shape, known);
      add(child, inner, { ...inside, key: known }, status);
    }
  } else addKind(shape, kindOf(value, position, status));
}

function fieldOf({ fields }: Shape, key: string): Shape {
  const field = fields.get(key) ?? emptyShape();
  fields.set(key, field);
  return field;
}

function addKind({ kinds }: Shape, kind: string): void {
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}

function linesOf(shape: Shape, head: string, of: number): string[] {
  const { count, kinds, lists, length, items, objects, fields, otherKeys, others } = shape;
  const parts = [...kinds].slice(0, MAX_KINDS).map(([kind, times]) => (times === 1 ? kind : texts.manyOf(kind, times)));
  if (kinds.size > MAX_KINDS) parts.push(texts.moreKinds(kinds.size - MAX_KINDS));
  if (lists > 0) parts.push(texts.lists(lists, spanText(length)));
  if (objects > 0) parts.push(texts.objects(objects));
  const text = count === of ? parts.join(', ') : texts.presentIn(parts.join(', '), count, of);
  const inside = [
    ...[...fields].flatMap(([key, field]) => linesOf(field, key, objects)),
    ...(others === null ? [] : linesOf(others, texts.otherKeys(otherKeys.size), others.count)),
    ...(items === null ? [] : linesOf(items, texts.entries, items.count)),
  ];
  return [head === '' ? text : texts.field(head, text), ...inside.map((line) => `  ${line}`)];
}

function spanText({ min, max }: Shape['length']): string {
  return min === max ? String(max) : texts.span(min, max);
}

/** The position of a value in an answer, which decides how much of it may be written out. */
interface Position {
  /** The key it stands under, where that is made of known words; else null. */
  readonly key: string | null;
  /** How deep it stands; 1 is the answer's own field. */
  readonly depth: number;
  /** Of an answer without data. */
  readonly isError: boolean;
}

/** Gives each status of the customer's own a number that stands for it in one report. */
export type StatusLabel = (status: string) => string;

/** A status may be anything a customer has typed, also a name: only documented ones are written out. */
export function createStatusLabels(): StatusLabel {
  const numbers = new Map<string, number>();
  return (status) => {
    const known = knownStatus(status);
    if (known !== null) return known;
    const own = status.trim().toUpperCase();
    const number = numbers.get(own) ?? numbers.size + 1;
    numbers.set(own, number);
    return texts.ownStatus(number);
  };
}

/** The form of a text; the first pattern that fits. No form says what is written in it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^$/, kindTexts.emptyText],
  [/^\s*-\s*$/, kindTexts.dash],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/, kindTexts.time],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d+$/, kindTexts.timeWithFractions],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?\s*Z$/i, kindTexts.timeInUtc],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?\s*[+-]\d\d:?\d\d$/, kindTexts.timeWithOffset],
  [/^\d{4}-\d\d-\d\d$/, kindTexts.date],
  [/^\d{1,2}:\d\d:\d\d$/, kindTexts.duration],
  [/^\d{3,}:\d\d:\d\d$/, kindTexts.longDuration],
  [/^(true|false)$/i, kindTexts.booleanText],
  [/^a-[0-9a-f-]+$/i, kindTexts.idA],
  [/^u-[0-9a-f-]+$/i, kindTexts.idU],
  [/^qu-[0-9a-f-]+$/i, kindTexts.idQu],
  [/^st-[0-9a-f-]+$/i, kindTexts.idSt],
  [/^[0-9a-f]{24}$/i, kindTexts.hexId],
  [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, kindTexts.uuid],
  [/^[+\d][\d ().-]*$/, kindTexts.digits],
  [/@/, kindTexts.email],
  [/^[a-z]+:\/\//i, kindTexts.address],
  [/^\s*[[{]/, kindTexts.jsonText],
];

const STATUS_KEYS = /^(primaryStatus|secondaryStatus|onlineStatus|onlineStatusType)$/;
const SENTENCE_KEYS = /^(msg|message|error|errors|error_description|errorMessage|description|reason|details?|title)$/i;
const CODE_KEYS = /^(code|status|statusCode|errorCode)$/i;
/** Only as the answer's own fields: deeper, any of them may be a customer's. */
const COUNTER_KEYS = /^(limit|offset|page|total|totalPages|totalResults|hasMore)$/;
const MAX_COUNTER = 10_000;

/** The kind of a value, in words that hold nothing of it. */
function kindOf(value: unknown, position: Position, status: StatusLabel): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberKind(value, position);
  return typeof value === 'string' ? textKind(value, position, status) : kindTexts.other;
}

function textKind(text: string, { key, isError }: Position, status: StatusLabel): string {
  if (key !== null && STATUS_KEYS.test(key) && /[^\s-]/.test(text)) return status(text);
  if (isError && key !== null && SENTENCE_KEYS.test(key)) return texts.words(knownWords(text));
  if (isError && key !== null && CODE_KEYS.test(key) && isCode(Number(text))) return texts.words(String(Number(text)));
  return FORMS.find(([pattern]) => pattern.test(text))?.[1] ?? kindTexts.text;
}

function numberKind(value: number, { key, depth, isError }: Position): string {
  if (key !== null && isError && CODE_KEYS.test(key) && isCode(value)) return String(value);
  const isCount = Number.isInteger(value) && value >= 0 && value <= MAX_COUNTER;
  if (key !== null && depth === 1 && COUNTER_KEYS.test(key) && isCount) return String(value);
  if (value >= 1e9 && value < 1e10) return kindTexts.epochSeconds;
  if (value >= 1e12 && value < 1e13) return kindTexts.epochMilliseconds;
  return Number.isInteger(value) ? kindTexts.integer : kindTexts.number;
}

/** Kore.ai's own number, or a status of HTTP. */
function isCode(value: number): boolean {
  return value === 4002 || (Number.isInteger(value) && value >= 100 && value < 600);
}
