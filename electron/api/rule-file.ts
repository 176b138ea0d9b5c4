import type { z } from 'zod';
import { findView, RULE_BOUNDS, type RuleDraft, type View } from '../shared/model.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { MAX_RULE_FILE_CHARACTERS, RULE_FILE_FORMAT, RULE_FILE_VERSION } from '../shared/alerts/rule-file.ts';
import { ruleFileTexts as texts } from '../shared/texts/alerts/rule-files.ts';
import { ruleDraft } from './schema-values.ts';

const MAX_WORD_CHARACTERS = 40;

/**
 * Reads a file of rules; each is checked as `alert:save` does. Of a file with a rule that cannot be used nothing is taken:
 * `invalid-input` names the first such rule and its field.
 * @param views of the connection: a rule of a view that has another id there is found by its name
 */
export function readRuleFile(text: string, views: readonly View[]): Result<readonly RuleDraft[]> {
  if (text.length > MAX_RULE_FILE_CHARACTERS) return refuse(texts.tooLarge);
  const file = Object(parse(text)) as { readonly format?: unknown; version?: unknown; rules?: unknown };
  if (file.format !== RULE_FILE_FORMAT || !Array.isArray(file.rules)) return refuse(texts.noRuleFile);
  if (file.version !== RULE_FILE_VERSION) return refuse(texts.ofNewer);
  const drafts: RuleDraft[] = [];
  for (const [index, value] of (file.rules as unknown[]).entries()) {
    const read = ruleDraft().safeParse(withoutName(value, views));
    const issue = read.success ? undefined : read.error.issues[0];
    if (issue !== undefined) return refuseRule(index, value, fieldOf(issue), reasonOf(issue, value));
    if (!read.success) continue;
    const { id } = read.data;
    if (id !== null && drafts.some((draft) => draft.id === id)) {
      return refuseRule(index, value, 'id', texts.reasons.twice);
    }
    drafts.push(read.data);
  }
  return ok(drafts);
}

/** The rule with the id that its view has here; without an id it is a new one. */
function withoutName(value: unknown, views: readonly View[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { scope } = value as { readonly scope?: unknown };
  const { name, ...rest } = Object(scope) as {
    readonly kind?: unknown;
    readonly id?: unknown;
    readonly name?: unknown;
  };
  if (rest.kind !== 'view' || typeof name !== 'string') return { id: null, ...value };
  const isKnown = views.some(({ id }) => id === rest.id);
  const id = isKnown ? rest.id : (findView(views, name)?.id ?? rest.id);
  return { id: null, ...value, scope: { ...rest, id } };
}

function fieldOf({ path, ...issue }: z.core.$ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const words = [...path.map(String), ...keys].map((word) => printable(word));
  return words.length === 0 ? 'rule' : words.join('.');
}

function reasonOf({ code, path }: z.core.$ZodIssue, rule: unknown): string {
  const { reasons } = texts;
  if (code === 'unrecognized_keys') return reasons.unknown;
  if (code === 'custom' && path.at(-1) === 'earlyMinutes') return reasons.tooEarly;
  const value = path.reduce((found, key) => (Object(found) as Readonly<Record<PropertyKey, unknown>>)[key], rule);
  if (value === undefined) return reasons.missing;
  const isNumber = path[0] === 'condition' || path[0] === 'remindMinutes';
  const bounds = isNumber ? Object.entries(RULE_BOUNDS).find(([field]) => field === path.at(-1)) : undefined;
  return bounds === undefined ? reasons.invalid : reasons.between(bounds[1][0], bounds[1][1]);
}

function refuseRule(index: number, value: unknown, field: string, reason: string): Result<never> {
  const { condition } = Object(value) as { readonly condition?: unknown };
  const { kind } = Object(condition) as { readonly kind?: unknown };
  const position = index + 1;
  return refuse(texts.refused({ position, kind: typeof kind === 'string' ? printable(kind) : '', field, reason }));
}

/** A word of a file as a sentence may hold it. */
function printable(word: string): string {
  return word.replace(/\p{C}/gu, '').slice(0, MAX_WORD_CHARACTERS);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function refuse(message: string): Result<never> {
  return fail('invalid-input', { message });
}
