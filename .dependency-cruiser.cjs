// What may import what. The folders are the stages of the data flow, and it flows one way:
// probes look, checks judge what was seen, the diagnosis combines, reports show; only run, commands and cli know them all.

/** Folder → what its files may import; everything else is forbidden to them. */
const onlyImports = (folder, allowed, comment) => ({
  name: `${folder}-imports-only-its-own`,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { pathNot: [`^src/${folder}/`, ...allowed] },
});

/** Types vanish at run time: naming the shape of a thing is not depending on its code. */
const onlyTypesOf = (folder, other, comment) => ({
  name: `${folder}-takes-only-types-of-${other}`,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/${other}/`, dependencyTypesNot: ['type-only'] },
});

const npm = (...names) => names.map((name) => `(^|/)node_modules/(@types/)?${name}/`);

/** What starts by itself: the program, its children, and what the build makes published files from. */
const entryPoints = '^src/(cli|main|probes/platform/children/[^/]+|catalogue/compile|report/schema|shell/man-page)\\.c?ts$';

module.exports = {
  forbidden: [
    onlyImports('facts', npm('saxes'), 'Facts are what was seen: plain values and parsers of text, to be read on any machine and any day.'),
    onlyImports('checks', ['^src/facts/', '^src/catalogue/'], 'A check judges facts alone: no files, no clock, no packages, or judging a recording elsewhere would answer otherwise.'),
    onlyTypesOf('checks', 'catalogue', 'The runner hands a check its limits; a check that reads the catalogue itself could not be tested by a table.'),
    onlyImports('catalogue', [...npm('yaml', 'zod'), '^(node:)?(fs|path)$'], 'The catalogue is words and numbers; it knows no stage.'),
    {
      name: 'catalogue-reads-files-in-one-place',
      comment: 'All but the loading is pure, so that a merged catalogue can be tested without a disk.',
      severity: 'error',
      from: { path: '^src/catalogue/', pathNot: '^src/catalogue/(load|compile)\\.ts$' },
      to: { path: '^(node:)?(fs|path)$' },
    },
    onlyImports('diagnosis', ['^src/checks/', '^src/catalogue/', '^src/facts/(shell-word|grouped-digits)\\.ts$'], 'The diagnosis combines findings and looks at no fact: what a check did not say, it cannot know. How a word is written for a shell, or a number for a person, is no fact.'),
    onlyTypesOf('diagnosis', 'checks', 'It takes findings, never a check.'),
    onlyImports('report', ['^src/diagnosis/', '^src/checks/', '^src/facts/', '^src/catalogue/', ...npm('zod')], 'A report is a pure function of the diagnosis and its recording; it looks at nothing.'),
    onlyTypesOf('report', 'checks', 'It shows findings, it does not judge.'),
    onlyTypesOf('report', 'catalogue', 'The words arrive filled in; which words were possible is no business of a report.'),
    {
      name: 'report-describes-itself-in-one-place',
      comment: 'zod costs a start of the program more than all reports together: only the file that publishes the schema has it.',
      severity: 'error',
      from: { path: '^src/report/', pathNot: '^src/report/schema\\.ts$' },
      to: { path: npm('zod') },
    },
    onlyImports('compare', ['^src/(facts|checks|diagnosis)/'], 'It compares recordings, wherever they were made.'),
    onlyImports('shell', npm('commander'), 'It describes the command line to shells and to the manual, and runs nothing of it.'),
    onlyImports('schedule', [], 'It writes the texts of units and crontabs; who puts them in their place is a command.'),
    onlyImports('history', ['^src/(facts|checks|diagnosis)/'], 'It compares kept runs; where they lie is the business of a probe.'),
    onlyImports('bundle', ['^src/(saved-json|usage-error)\\.ts$', ...npm('modern-tar', 'age-encryption', 'zod'), '^(node:)?(zlib|crypto)$'], 'It packs and opens what it is given; what goes in is decided and redacted before.'),
    {
      name: 'probes-know-only-facts',
      comment: 'A probe that knew what is judged would start to see what it expects.',
      severity: 'error',
      from: { path: '^src/probes/' },
      to: { path: '^src/', pathNot: '^src/(probes|facts)/' },
    },
    {
      name: 'only-the-top-knows-all-stages',
      comment: 'Stages are composed in src/*.ts and src/commands; a stage that imports those turns the flow around.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(commands|bundle)/' },
      to: { path: '^src/(commands/|[^/]+\\.c?ts$)' },
    },
    {
      name: 'a-check-knows-no-other-check',
      comment: 'What one failure means for another is the diagnosis and dependsOn; shared arithmetic goes to a sub folder.',
      severity: 'error',
      from: { path: '^src/checks/[^/]+\\.ts$', pathNot: '^src/checks/(check|index|run-checks)\\.ts$' },
      to: { path: '^src/checks/[^/]+\\.ts$', pathNot: '^src/checks/check\\.ts$' },
    },
    {
      name: 'a-package-behind-one-file',
      comment: 'Each has quirks that one file of probes repairs; whoever imports the package elsewhere gets them unrepaired.',
      severity: 'error',
      from: { path: '^src/' },
      module: { path: npm('systeminformation', 'check-disk-space', 'node-machine-id', 'dns-packet', 'undici'), numberOfDependentsMoreThan: 1 },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing in two places.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unreachable-code',
      comment: 'What no entry point reaches is dead: wire it up or delete it.',
      severity: 'error',
      from: { path: entryPoints },
      to: { path: '^src/', pathNot: entryPoints, reachable: false },
    },
    {
      name: 'only-runtime-packages',
      comment: 'A package that is missing from dependencies is missing after an installation.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is found here and not on the host.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Also what vanishes when compiled: a stage that names another one's types depends on it all the same.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
