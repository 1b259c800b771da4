// Closes a test run with what was skipped, once each and with the reason in its title, and one plain line of figures.
const { appendFileSync } = require('node:fs');

module.exports = class CountsReporter {
  constructor({ testNamePattern }) {
    // With a name pattern all the other tests count as skipped, which says nothing.
    this.namesSkipped = testNamePattern === undefined || testNamePattern === '';
  }

  onRunComplete(_contexts, results) {
    const counts = countsOf(results);
    const lines = this.namesSkipped ? skippedTitles(results).map((title) => `skipped: ${title}`) : [];
    // jest's own summary follows all reporters; the figures shall be the last line.
    process.once('exit', () => process.stdout.write(`${[...lines, sentence(counts)].join('\n')}\n`));
    const file = process.env.BACKUP_DOCTOR_TEST_COUNTS;
    if (file !== undefined) appendFileSync(file, `${counts.passed} ${counts.failed} ${counts.skipped}\n`);
  }
};

/** A test file that could not run at all holds no test that failed, and is a failure nevertheless. */
function countsOf({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests + numTodoTests };
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A group that is skipped as a whole is named by its own title. */
function skippedTitles({ testResults }) {
  return testResults.flatMap(({ testResults: tests }) => [...new Set(tests.filter(isSkipped).map((test) => skippedTitle(test, tests)))]);
}

function skippedTitle(test, tests) {
  const group = groupOf(test);
  const members = tests.filter((other) => groupOf(other) === group);
  return group === '' || members.length === 1 || !members.every(isSkipped) ? test.fullName : `${group} (${members.length} tests)`;
}

const groupOf = ({ ancestorTitles }) => ancestorTitles.join(' ');
const isSkipped = ({ status }) => status === 'pending' || status === 'todo';
