import type { Rule } from './alert-model.ts';

/** The name and type of an exported file. */
export const RULE_FILE_NAME = 'rollcall-rules.json';
export const RULE_FILE_TYPE = 'application/json';
/** A file of as many rules as there may be is a third of it. */
export const MAX_RULE_FILE_CHARACTERS = 200_000;

export const RULE_FILE_FORMAT = 'rollcall-rules';
export const RULE_FILE_VERSION = 1;

/** The file of some rules, as JSON. Views have other ids on another computer, so they are named too. */
export function writeRuleFile(
  rules: readonly Rule[],
  views: readonly { readonly id: string; readonly name: string }[],
): string {
  const written = rules.map(({ scope, ...rule }) => {
    const name = scope.kind === 'view' ? views.find(({ id }) => id === scope.id)?.name : undefined;
    return { ...rule, scope: name === undefined ? scope : { ...scope, name } };
  });
  return `${JSON.stringify({ format: RULE_FILE_FORMAT, version: RULE_FILE_VERSION, rules: written }, null, 1)}\n`;
}
