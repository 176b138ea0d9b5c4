import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../electron/shared/team/counts.ts';
import { DEFAULT_LIMITS } from '../../../../electron/shared/model.ts';
import {
  maskReport,
  printStatus,
  readByOwner,
  whatIsMissing,
} from '../../../../electron/terminal/output/status-report.ts';
import { parseTemplate } from '../../../../electron/terminal/output/template.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const WHY = 'The rate limit is used up.';

describe('whatIsMissing', () => {
  it('says nothing of a team whose details were all read, or not read on purpose', () => {
    expect([whatIsMissing(null), whatIsMissing({ read: 3, of: 3, why: null })]).toEqual([null, null]);
  });

  it('says how many are known, what that means, why, and what to do', () => {
    expect(whatIsMissing({ read: 800, of: 10_000, why: WHY })).toBe(
      'Status details of 800 of 10,000 agents were read. For the others, secondary status and time in status are not ' +
        'known, and more may need attention. The rate limit is used up. Keep Rollcall running and ask again: it reads them all.',
    );
  });

  it('says how much was not understood, beside what was not read', () => {
    expect(whatIsMissing({ read: 3, of: 3, why: null, notUnderstood: 1 })).toBe(
      '1 entry of the status details was not understood, so some times may be missing.',
    );
    expect(whatIsMissing({ read: 0, of: 3, why: WHY, notUnderstood: 2 })).toBe(
      'Time in status is not exact: The rate limit is used up. 2 entries of the status details were not understood, so some times may be missing.',
    );
  });

  it('says why nothing is known', () => {
    expect(whatIsMissing({ read: 0, of: 3, why: WHY })).toBe('Time in status is not exact: The rate limit is used up.');
  });
});

describe('readByOwner', () => {
  it('has a reason wherever not all were read', () => {
    expect([
      readByOwner(undefined),
      readByOwner({ read: 3, of: 3, problem: 'A later read failed.' }),
      readByOwner({ read: 1, of: 3, problem: WHY }),
      readByOwner({ read: 1, of: 3, problem: null }),
    ]).toEqual([
      null,
      { read: 3, of: 3, why: null },
      { read: 1, of: 3, why: WHY },
      { read: 1, of: 3, why: 'Rollcall is still reading them.' },
    ]);
  });
});

const TEAM = {
  takenAt: NOW,
  counts: { ...NO_COUNTS, BUSY: 1, total: 1 },
  ignored: 0,
  attention: 0,
  details: null,
  rules: { limits: DEFAULT_LIMITS, offHours: null },
  agents: [fakeAgent({ userId: 'u-1', name: 'Ana Łukasik', addition: 'alukasik', status: 'BUSY' })],
};
const REPORT = {
  profile: { id: 'c-1', name: 'Ana’s team', host: 'https://kore.example' },
  isDemo: false,
  view: null,
  health: { state: 'live', since: NOW, nextAt: null, message: '' },
  team: TEAM,
} as const;

it.each(['text', 'json', 'template'])('status shows initials as %s while names are hidden', (kind) => {
  const template = parseTemplate('{agents}');
  if (!template.ok) throw new Error(template.error.message);
  const style = { isJson: kind === 'json', withAgents: true, format: kind === 'template' ? template.value : null };
  const printed = (isMasked: boolean): string => {
    const io = createFakeTerminal();
    printStatus({ ...style, isMasked }, io, REPORT, 0);
    return io.out.join('\n');
  };
  expect(printed(false)).toContain(kind === 'json' ? '"nameAddition":"alukasik"' : 'Ana Łukasik (alukasik)');
  expect(printed(true)).toContain('A. Ł.');
  expect(printed(true)).not.toMatch(/lukasik/i);
  expect(printed(true)).not.toContain('Łukasik');
});

it('status leaves a failure as it is', () => {
  const failed = { ...REPORT, team: null };
  expect(maskReport(failed)).toBe(failed);
});
