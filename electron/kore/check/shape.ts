import { isRecord } from '../decode.ts';
import { kindOf, type Place, type StatusLabel } from './kinds.ts';
import { knownKey, knownStatus } from './words.ts';

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
  const shown = [...kinds].slice(0, KINDS_MAX).map(([kind, times]) => (times === 1 ? kind : `${kind} (${times})`));
  if (kinds.size > KINDS_MAX) shown.push(`${kinds.size - KINDS_MAX} more kinds`);
  if (lists > 0) shown.push(`${lists === 1 ? 'list' : `${lists} lists`} of ${spanText(length)}`);
  if (objects > 0) shown.push(objects === 1 ? 'object' : `${objects} objects`);
  const presence = count === of ? '' : ` [${count} of ${of}]`;
  const inside = [
    ...[...fields].flatMap(([key, field]) => linesOf(field, key, objects)),
    ...(others === null ? [] : linesOf(others, `(${counted(otherKeys.size, 'other key')})`, others.count)),
    ...(items === null ? [] : linesOf(items, 'entries', items.count)),
  ];
  return [`${head === '' ? '' : `${head}: `}${shown.join(', ')}${presence}`, ...inside.map((line) => `  ${line}`)];
}

function spanText({ least, most }: Shape['length']): string {
  return least === most ? String(most) : `${least} to ${most}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
