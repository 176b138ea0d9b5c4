/**
 * Node runs the sources directly, and cannot parse a loop over a variable called `of`.
 * @type {import('eslint').Rule.RuleModule}
 */
const noLoopOverOf = {
  meta: { type: 'problem', schema: [], messages: { found: 'Node cannot read a loop over a variable called `of`.' } },
  create: (context) => ({
    ForOfStatement({ left }) {
      if (left.type !== 'VariableDeclaration') return;
      const id = left.declarations[0]?.id;
      if (id?.type === 'Identifier' && id.name === 'of') context.report({ node: id, messageId: 'found' });
    },
  }),
};

/** Rules that neither linter has. */
export default { meta: { name: 'rollcall' }, rules: { 'no-loop-over-of': noLoopOverOf } };
