import { report } from './report.mjs';

/**
 * Reports each Playwright test to the runner as it begins and ends.
 * @returns {import('@playwright/test/reporter').Reporter}
 */
export default function playwrightReporter() {
  return {
    onTestBegin: (test) => report({ kind: 'started', test: nameOf(test) }),
    onTestEnd: (test, { duration, status, error }) =>
      report({
        kind: 'finished',
        test: nameOf(test),
        status: status === 'skipped' ? 'skipped' : test.ok() ? 'passed' : 'failed',
        ms: duration,
        error: error?.message,
      }),
    onError: ({ message = 'unknown' }) => report({ kind: 'problem', text: message }),
    onEnd: () => report({ kind: 'ended' }),
  };
}

/** @param {import('@playwright/test/reporter').TestCase} test */
const nameOf = (test) => test.titlePath().filter(Boolean).join(' > ');
