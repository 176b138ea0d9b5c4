import { report } from './report.mjs';

/**
 * Reports each vitest test to the runner as it begins and ends.
 * @returns {import('vitest/node').Reporter}
 */
export default function vitestReporter() {
  return {
    onTestCaseReady: (test) => report({ kind: 'started', test: nameOf(test) }),
    onTestCaseResult(test) {
      const { state, errors } = test.result();
      const status = state === 'passed' || state === 'failed' ? state : 'skipped';
      const ms = test.diagnostic()?.duration ?? 0;
      report({ kind: 'finished', test: nameOf(test), status, ms, error: errors?.[0]?.message });
    },
    onTestModuleEnd(module) {
      // A file that cannot be loaded or has a failing hook shows no failed test.
      const isSilent = !module.ok() && module.children.allTests('failed').next().done === true;
      if (isSilent) report({ kind: 'problem', text: module.relativeModuleId });
    },
    onTestRunEnd(_modules, errors) {
      for (const error of errors) report({ kind: 'problem', text: error.message });
      report({ kind: 'ended' });
    },
  };
}

/** @param {import('vitest/node').TestCase} test */
const nameOf = (test) => `${test.module.relativeModuleId} > ${test.fullName}`;
