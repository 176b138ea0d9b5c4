import { plural } from '../../shared/texts/plurals.ts';
import { isRecord } from '../decode.ts';
import { knownKey, knownStatus, knownWords } from './words.ts';

/** What several values of one place have in common. */
interface Shape {
  count: number;
  /** How many of each kind that has nothing inside. */
  readonly kinds: Map<string, number>;
  lists: number;
  /** Entries of each list, least and most. */
  readonly length: { least: number; most: number };
  items: Shape | null;
  objects: number;
  readonly fields: Map<string, Shape>;
  /** Keys that are not written out, and what stands under all of them. */
  readonly otherKeys: Set<string>;
  others: Shape | null;
}

const DEPTH_MAX = 8;
const KINDS_MAX = 12;

/**
 * The shape of a decoded answer as indented lines: field names, kinds and counts, and nothing of what stands in it. A
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
    length: { least: Infinity, most: 0 },
    items: null,
    objects: 0,
    fields: new Map(),
    otherKeys: new Set(),
    others: null,
  };
}

function add(shape: Shape, value: unknown, place: Place, status: StatusLabel): void {
  shape.count += 1;
  const inside = { ...place, depth: place.depth + 1 };
  if (place.depth > DEPTH_MAX) return addKind(shape, 'something deeper');
  if (Array.isArray(value)) {
    shape.lists += 1;
    shape.length.least = Math.min(shape.length.least, value.length);
    shape.length.most = Math.max(shape.length.most, value.length);
    for (const item of value as readonly unknown[]) add((shape.items ??= emptyShape()), item, inside, status);
  } else if (isRecord(value)) {
    shape.objects += 1;
    for (const [key, inner] of Object.entries(value)) {
      const known = knownKey(key) ?? knownStatus(key);
      if (known === null) shape.otherKeys.add(key);
      const child = known === null ? (shape.others ??= emptyShape()) : fieldOf(shape, known);
      add(child, inner, { ...inside, key: known }, status);
    }
  } else addKind(shape, kindOf(value, place, status));
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
  const parts = [...kinds].slice(0, KINDS_MAX).map(([kind, times]) => (times === 1 ? kind : `${kind} (${times})`));
  if (kinds.size > KINDS_MAX) parts.push(`${kinds.size - KINDS_MAX} more kinds`);
  if (lists > 0) parts.push(`${lists === 1 ? 'list' : `${lists} lists`} of ${spanText(length)}`);
  if (objects > 0) parts.push(objects === 1 ? 'object' : `${objects} objects`);
  const missing = count === of ? '' : ` [${count} of ${of}]`;
  const inside = [
    ...[...fields].flatMap(([key, field]) => linesOf(field, key, objects)),
    ...(others === null ? [] : linesOf(others, `(${plural(otherKeys.size, 'other key')})`, others.count)),
    ...(items === null ? [] : linesOf(items, 'entries', items.count)),
  ];
  return [`${head === '' ? '' : `${head}: `}${parts.join(', ')}${missing}`, ...inside.map((line) => `  ${line}`)];
}

function spanText({ least, most }: Shape['length']): string {
  return least === most ? String(most) : `${least} to ${most}`;
}

/** Where in an answer a value stands, which decides how much of it may be written out. */
interface Place {
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
    return `own status ${number}`;
  };
}

/** The form of a text; the first pattern that fits. No form says what is written in it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'empty text'],
  [/^\s*-\s*$/, 'a dash'],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/, 'time without a zone'],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,]\d+$/, 'time with fractions, without a zone'],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?\s*Z$/i, 'time in UTC (Z)'],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?\s*[+-]\d\d:?\d\d$/, 'time with an offset'],
  [/^\d{4}-\d\d-\d\d$/, 'date'],
  [/^\d{1,2}:\d\d:\d\d$/, 'duration h:mm:ss'],
  [/^\d{3,}:\d\d:\d\d$/, 'duration of 100 hours or more'],
  [/^(true|false)$/i, 'true or false as text'],
  [/^a-[0-9a-f-]+$/i, 'id a-'],
  [/^u-[0-9a-f-]+$/i, 'id u-'],
  [/^qu-[0-9a-f-]+$/i, 'id qu-'],
  [/^st-[0-9a-f-]+$/i, 'id st-'],
  [/^[0-9a-f]{24}$/i, 'id of 24 hexadecimal digits'],
  [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'UUID'],
  [/^[+\d][\d ().-]*$/, 'digits'],
  [/@/, 'e-mail'],
  [/^[a-z]+:\/\//i, 'address'],
  [/^\s*[[{]/, 'JSON in a text'],
];

const STATUS_KEYS = /^(primaryStatus|secondaryStatus|onlineStatus|onlineStatusType)$/;
const SENTENCE_KEYS = /^(msg|message|error|errors|error_description|errorMessage|description|reason|details?|title)$/i;
const CODE_KEYS = /^(code|status|statusCode|errorCode)$/i;
/** Only as the answer's own fields: deeper, any of them may be a customer's. */
const COUNTER_KEYS = /^(limit|offset|page|total|totalPages|totalResults|hasMore)$/;
const COUNTER_MAX = 10_000;

/** What kind of value stands in a place, in words that hold nothing of it. */
function kindOf(value: unknown, place: Place, status: StatusLabel): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberKind(value, place);
  return typeof value === 'string' ? textKind(value, place, status) : 'something else';
}

function textKind(text: string, { key, isError }: Place, status: StatusLabel): string {
  if (key !== null && STATUS_KEYS.test(key) && /[^\s-]/.test(text)) return status(text);
  if (isError && key !== null && SENTENCE_KEYS.test(key)) return `text "${knownWords(text)}"`;
  if (isError && key !== null && CODE_KEYS.test(key) && isCode(Number(text))) return `text "${Number(text)}"`;
  return FORMS.find(([pattern]) => pattern.test(text))?.[1] ?? 'text';
}

function numberKind(value: number, { key, depth, isError }: Place): string {
  if (key !== null && isError && CODE_KEYS.test(key) && isCode(value)) return String(value);
  const isCount = Number.isInteger(value) && value >= 0 && value <= COUNTER_MAX;
  if (key !== null && depth === 1 && COUNTER_KEYS.test(key) && isCount) return String(value);
  if (value >= 1e9 && value < 1e10) return 'number like epoch seconds';
  if (value >= 1e12 && value < 1e13) return 'number like epoch milliseconds';
  return Number.isInteger(value) ? 'whole number' : 'number';
}

/** Kore.ai's own number, or a status of HTTP. */
function isCode(value: number): boolean {
  return value === 4002 || (Number.isInteger(value) && value >= 100 && value < 600);
}
