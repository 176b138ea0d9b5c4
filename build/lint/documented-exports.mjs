/** Exported functions, classes and interfaces of the app say what they take and give. */
const documented = new Set(['FunctionDeclaration', 'ClassDeclaration', 'TSInterfaceDeclaration']);

/**
 * Requires a doc comment directly above every exported function, class and interface.
 * @type {import('eslint').Rule.RuleModule}
 */
export const documentedExports = {
  meta: {
    type: 'suggestion',
    docs: { description: 'require a doc comment on exported functions, classes and interfaces' },
    schema: [],
    messages: { missing: '"{{name}}" is exported and needs a doc comment: what it takes and gives, units, errors.' },
  },
  create: (context) => ({
    ExportNamedDeclaration(node) {
      const name = documentedName(node.declaration);
      if (name === null) return;
      const last = context.sourceCode.getCommentsBefore(node).at(-1);
      const isDoc = last?.type === 'Block' && last.value.startsWith('*');
      if (!isDoc) context.report({ node, messageId: 'missing', data: { name } });
    },
  }),
};

/**
 * The name that a declaration needs a comment for; null where it needs none. Functions may be constants.
 * @param {Parameters<NonNullable<import('eslint').Rule.NodeListener['ExportNamedDeclaration']>>[0]['declaration']} declaration
 * @returns {string | null}
 */
function documentedName(declaration) {
  if (!declaration) return null;
  if (declaration.type === 'VariableDeclaration') {
    const [first] = declaration.declarations;
    const isFunction = first?.init?.type === 'ArrowFunctionExpression' || first?.init?.type === 'FunctionExpression';
    return isFunction && first.id.type === 'Identifier' ? first.id.name : null;
  }
  return documented.has(declaration.type) ? declaration.id.name : null;
}
