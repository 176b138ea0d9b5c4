import { describe, expect, it } from 'vitest';
import { readRuleFile } from '../../../electron/api/rule-file.ts';
import { defaultRules } from '../../../electron/shared/alerts/default-rules.ts';
import { EVERYBODY, type Rule, type View } from '../../../electron/shared/model.ts';
import { MAX_RULE_FILE_CHARACTERS, writeRuleFile } from '../../../electron/shared/alerts/rule-file.ts';
import { alertRule } from '../../support/alert-scene.ts';

const LEADS: View = { ...EVERYBODY, id: 'v-1', name: 'Leads' };
const RULES: readonly Rule[] = [
  ...defaultRules('team-needs-me'),
  alertRule(
    { kind: 'above', status: { kind: 'secondary', name: 'Lunch' }, moreThan: 3, forMinutes: 5 },
    {
      id: 'lunch',
      scope: { kind: 'view', id: 'v-1' },
      hours: { days: [1, 2, 3], from: '22:00', to: '06:00' },
      remindMinutes: 15,
    },
  ),
];

/** The text of a file with one rule, changed as given. */
function fileOf(...rules: readonly unknown[]): string {
  return JSON.stringify({ format: 'rollcall-rules', version: 1, rules });
}

function problemOf(text: string): string {
  const read = readRuleFile(text, []);
  return read.ok ? '' : read.error.message;
}

describe('a file of rules', () => {
  it('has every rule as it was', () => {
    expect(readRuleFile(writeRuleFile(RULES, [LEADS]), [LEADS])).toEqual({ ok: true, value: RULES });
    expect(readRuleFile(`\uFEFF${writeRuleFile(RULES, [])}`, [])).toEqual({ ok: true, value: RULES });
  });

  it('names its views, which have another id elsewhere', () => {
    const read = readRuleFile(writeRuleFile(RULES, [LEADS]), [{ ...LEADS, id: 'v-9', name: 'LEADS' }]);
    expect(read.ok && read.value.at(-1)?.scope).toEqual({ kind: 'view', id: 'v-9' });
    // A rule of a view that is gone stays one, and shows it.
    const gone = readRuleFile(writeRuleFile(RULES, [LEADS]), []);
    expect(gone.ok && gone.value.at(-1)?.scope).toEqual({ kind: 'view', id: 'v-1' });
  });

  it('may have rules without an id, which are new', () => {
    const { id: _id, ...rule } = RULES[0] as Rule;
    expect(readRuleFile(fileOf(rule, rule), [])).toEqual({
      ok: true,
      value: [
        { ...rule, id: null },
        { ...rule, id: null },
      ],
    });
  });

  const [rule] = RULES as readonly [Rule];
  const below = rule.condition;
  const END = 'Nothing was imported.';
  const MINUTES = 'it has to be a whole number from 0 to 1,440.';
  it.each([
    [[{ ...rule, condition: { ...below, forMinutes: -1 } }], `Rule 1 (below), condition.forMinutes: ${MINUTES} ${END}`],
    [
      [{ ...rule, condition: { ...below, forMinutes: 1e9 } }],
      `Rule 1 (below), condition.forMinutes: ${MINUTES} ${END}`,
    ],
    [
      [{ ...rule, condition: { ...below, forMinutes: null } }],
      `Rule 1 (below), condition.forMinutes: ${MINUTES} ${END}`,
    ],
    [
      [rule, { ...rule, id: 'b', hours: { days: [1], from: '25:00', to: '06:00' } }],
      `Rule 2 (below), hours: this value cannot be used. ${END}`,
    ],
    [
      [{ ...rule, condition: { kind: 'too-long', status: null, minutes: 0, earlyMinutes: 0 } }],
      `Rule 1 (too-long), condition.minutes: it has to be a whole number from 1 to 1,440. ${END}`,
    ],
    [
      [{ ...rule, condition: { kind: 'too-long', status: null, minutes: 30, earlyMinutes: 30 } }],
      `Rule 1 (too-long), condition.earlyMinutes: it has to be less than minutes. ${END}`,
    ],
    [[{ ...rule, colour: 'red' }], `Rule 1 (below), colour: a rule has no such field. ${END}`],
    [[{ ...rule, condition: { kind: 'loud' } }], `Rule 1 (loud), condition.kind: this value cannot be used. ${END}`],
    [[{ ...rule, scope: undefined }], `Rule 1 (below), scope: it is missing. ${END}`],
    [[rule, rule], `Rule 2 (below), id: an earlier rule of the file has this id. ${END}`],
    [['a text'], `Rule 1, rule: this value cannot be used. ${END}`],
    [[null], `Rule 1, rule: this value cannot be used. ${END}`],
  ])('with a rule that cannot be used is refused: %#', (rules, message) => {
    expect(problemOf(fileOf(...rules))).toBe(message);
  });

  it.each([
    ['{', /^This is not a file of rules/],
    ['[]', /^This is not a file of rules/],
    ['{"format":"rollcall-views","version":1,"views":[]}', /^This is not a file of rules/],
    ['{"format":"rollcall-rules","version":2,"rules":[]}', /^This file was written by a newer Rollcall/],
    [' '.repeat(MAX_RULE_FILE_CHARACTERS + 1), /^This file is too large/],
  ])('that is none is refused: %#', (text, message) => {
    expect(problemOf(text)).toMatch(message);
  });
});
