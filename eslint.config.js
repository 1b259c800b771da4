// What the compiler cannot see: pure stages stay pure, and what belongs in one place stays there.
// Which folder may import which is the business of .dependency-cruiser.cjs. test/architecture plants violations of both.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const pureStages = ['facts', 'checks', 'diagnosis', 'report', 'compare', 'history'].map((stage) => `src/${stage}/**`);

// One cause, one exit code: it is computed from the diagnosis and set where the program ends. main.cts runs before cli.ts is loaded.
const ending = ['exit', 'exitCode', 'abort'].map((property) => ({
  object: 'process',
  property,
  message: 'Only src/cli.ts ends the program: return or throw, so that the exit code has one source.',
}));

// Probes ask the examined host (System.platform), which with --root is not the host that we run on.
const platform = [
  { object: 'process', property: 'platform', message: 'Ask system.platform: only src/probes/platform/live-system.ts knows the real one.' },
];
const platformImports = {
  paths: [
    { name: 'node:process', message: 'Use the global process, which the other rules watch.' },
    { name: 'node:os', importNames: ['platform', 'type'], message: 'Ask system.platform.' },
  ],
};

// esbuild gives a CommonJS package that is imported so its default export alone: right in tests, undefined in the program.
const lazyPackage = 'ImportExpression > Literal[value=/^(?![.]|node:)/]';
const takesDefault = 'VariableDeclarator[id.properties.length=1][id.properties.0.key.name="default"]';
const bundleTraps = [
  {
    selector: `:not(AwaitExpression) > ${lazyPackage}, :not(${takesDefault}) > AwaitExpression > ${lazyPackage}`,
    message: 'Take the default export alone, or load a file of ours lazily and let that import the package statically: the bundle loses the named exports.',
  },
];

// judge must give byte for byte what check gave, on another machine and another day.
const clockAndChance = [
  { object: 'Date', property: 'now', message: 'A pure stage has no clock: take the time from the facts.' },
  { object: 'Math', property: 'random', message: 'A pure stage has no dice: the same recording gives the same report.' },
  { object: 'Intl', property: 'DateTimeFormat', message: 'It depends on the time zone of the machine that runs it.' },
];
const clockSyntax = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'A pure stage has no clock: take the time from the facts.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(get(Full)?(Year|Month|Date|Day|Hours|Minutes|Seconds)|getTimezoneOffset)$/]',
    message: 'It depends on the time zone of the machine that runs it: use the UTC form.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale/][arguments.length=0], CallExpression[callee.property.name="localeCompare"]',
    message: 'It depends on the language of the machine that runs it.',
  },
];

// Nothing of the running machine may leak into a judgement or a report.
const machineGlobals = [
  ...['process', 'console', 'performance', 'fetch', 'navigator', 'crypto', 'globalThis', 'global', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
].map((name) => ({ name, message: 'A pure stage is given all that it knows: facts, limits, options.' }));

export default defineConfig(
  globalIgnores(['build*/', 'dist/', 'coverage/', '.cache/']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.cts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number in a sentence is what our sentences are made of.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => child.kill()` reads better than a block around it.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // `_` says that a value is left out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Early return, no else after it.
      'no-else-return': ['error', { allowElseIf: false }],
      eqeqeq: 'error',
      // Control characters of hostile text are looked for by name.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['src/**'],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 60],
      // stdout carries the chosen format alone, so nobody prints in passing.
      'no-console': 'error',
      'no-restricted-properties': ['error', ...ending, ...platform],
      'no-restricted-imports': ['error', platformImports],
      'no-restricted-syntax': ['error', ...bundleTraps],
    },
  },
  {
    files: ['src/cli.ts'],
    rules: { 'no-console': 'off', 'no-restricted-properties': ['error', ...platform] },
  },
  {
    files: ['src/main.cts'],
    rules: { 'no-restricted-properties': ['error', ...platform] },
  },
  {
    files: ['src/probes/platform/live-system.ts'],
    rules: { 'no-restricted-properties': ['error', ...ending], 'no-restricted-imports': 'off' },
  },
  {
    files: pureStages,
    rules: {
      'no-restricted-globals': ['error', ...machineGlobals],
      'no-restricted-properties': ['error', ...clockAndChance],
      'no-restricted-syntax': ['error', ...clockSyntax, ...bundleTraps],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^node:', message: 'A pure stage touches nothing.' }] }],
    },
  },
  {
    // Tests read JSON that the program wrote and break things on purpose.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable', require: 'readonly', __dirname: 'readonly' } },
  },
);
