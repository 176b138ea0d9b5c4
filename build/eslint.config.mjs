import prettier from 'eslint-config-prettier/flat';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import globals from 'globals';
import typescript from 'typescript-eslint';

/**
 * ESLint sees components as `any` outside of vue-tsc, which is the judge of their types.
 * @type {Record<string, 'off'>}
 */
const componentTypesUnknown = Object.fromEntries(
  ['argument', 'assignment', 'call', 'member-access', 'return'].map((rule) => [
    `@typescript-eslint/no-unsafe-${rule}`,
    'off',
  ]),
);

export default typescript.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', '**/*.cjs', '!build/rollcall.cjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...typescript.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      eqeqeq: 'error',
      // stdout carries data: status lines, JSON, addresses.
      'no-console': ['error', { allow: ['error'] }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ForOfStatement > VariableDeclaration > VariableDeclarator > Identifier[name="of"]',
          message: 'Node, which runs sources as they are, cannot read a loop over a variable called `of`.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // There are no classes: what factories return are closures, which nothing has to be bound to.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: typescript.parser } },
    rules: {
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
      // Lists move their focus with one key handler on the list; clicks without keys are still found.
      'vuejs-accessibility/no-static-element-interactions': 'off',
      // In a dialog, autofocus names what HTML focuses first; it is used nowhere else.
      'vuejs-accessibility/no-autofocus': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  { files: ['renderer/**', 'test/components/**'], rules: componentTypesUnknown },
  {
    files: ['test/**'],
    rules: {
      // A fake answers with a promise because the real part does, and needs nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'vi', property: 'mock', message: 'Fakes are passed in as parameters.' },
        { object: 'vi', property: 'doMock', message: 'Fakes are passed in as parameters.' },
      ],
    },
  },
  {
    // Types of these come from JSDoc and from JSON that was just parsed; vue-tsc checks what can be known.
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: componentTypesUnknown,
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
