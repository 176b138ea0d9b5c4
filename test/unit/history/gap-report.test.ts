import { describe, expect, it } from 'vitest';
import { gapReport, gapOfAgent, unknownGap } from '../../../electron/history/gaps.ts';
import { tidySpans, type StatusSpan } from '../../../electron/history/intervals.ts';
import { MOST_GAP_LINES, type GapChange, type GapStatus } from '../../../electron/shared/model.ts';
import { fakeAgent } from '../../support/fake-team.ts';

const ANN = fakeAgent({ userId: 'u-ann', name: 'Ann' });
const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`);
const GAP = { from: at('09:40:00'), to: at('10:25:00') };

/** `AWAY/Lunch 09:00:00 10:00:00`; `-` is still open. */
function span(text: string): StatusSpan {
  const [status = '', start = '', end = '-'] = text.split(' ');
  const [primaryStatus = '', secondaryStatus = ''] = status.split('/');
  return { primaryStatus, secondaryStatus, start: at(start), end: end === '-' ? null : at(end) };
}

const word = (status: GapStatus | null): string =>
  status === null ? 'no record' : [status.primaryStatus, status.secondaryStatus].filter(Boolean).join('/');
const line = ({ at: when, fromStatus, toStatus }: GapChange): string =>
  `${new Date(when).toISOString().slice(11, 19)} ${word(fromStatus)} > ${word(toStatus)}`;

it('agents of one name are told apart', () => {
  const maria = { ...ANN, addition: '1111' };
  const told = gapOfAgent(maria, [span('AVAILABLE 08:00:00 10:00:00'), span('BUSY 10:00:00 -')], GAP);
  const silent = gapOfAgent({ ...maria, addition: '1313' }, [], GAP);
  const { changes, noRecord } = gapReport([told, silent], { ...GAP, date: '2026-03-02', isCut: false, problem: null });
  expect(changes).toMatchObject([{ name: 'Ann', addition: '1111' }]);
  expect(noRecord).toEqual([{ userId: 'u-ann', name: 'Ann', addition: '1313' }]);
});

describe('gapOfAgent', () => {
  it.each<[string, string[], string[]]>([
    ['a status that went on all through it', ['AVAILABLE 08:00:00 -'], []],
    ['one change', ['AVAILABLE 08:00:00 10:00:00', 'BUSY 10:00:00 -'], ['10:00:00 AVAILABLE > BUSY']],
    [
      'changes there and back, which availability cannot tell',
      ['AVAILABLE 08:00:00 09:50:00', 'AWAY/Lunch 09:50:00 10:20:00', 'AVAILABLE 10:20:00 -'],
      ['09:50:00 AVAILABLE > AWAY/Lunch', '10:20:00 AWAY/Lunch > AVAILABLE'],
    ],
    [
      'another secondary status of the same status',
      ['AWAY/Lunch 09:00:00 10:00:00', 'AWAY/Short_break 10:00:00 -'],
      ['10:00:00 AWAY/Lunch > AWAY/Short_break'],
    ],
    ['equal neighbours', ['BUSY 09:00:00 10:00:00', 'BUSY 10:00:00 -'], []],
    [
      'a secondary status that says no more',
      ['BUSY/busy 09:00:00 10:00:00', 'AWAY/Away 10:00:00 -'],
      ['10:00:00 BUSY > AWAY'],
    ],
    ['an overlap, where the later start wins', ['BUSY 09:00:00 10:10:00', 'AWAY 10:00:00 -'], ['10:00:00 BUSY > AWAY']],
    [
      'a hole, which is no status',
      ['AVAILABLE 08:00:00 09:50:00', 'AVAILABLE 10:10:00 -'],
      ['09:50:00 AVAILABLE > no record', '10:10:00 no record > AVAILABLE'],
    ],
    [
      'a hole below a second',
      ['AVAILABLE 08:00:00 09:50:00.400', 'BUSY 09:50:01.200 -'],
      ['09:50:01 AVAILABLE > BUSY'],
    ],
    ['a record that ends', ['AVAILABLE 08:00:00 10:00:00'], ['10:00:00 AVAILABLE > no record']],
    ['a record that begins', ['AVAILABLE 10:00:00 -'], ['10:00:00 no record > AVAILABLE']],
    ['what began with the gap', ['BUSY 08:00:00 09:40:00', 'AWAY 09:40:00 -'], []],
    [
      'what began with the first answer after it',
      ['BUSY 08:00:00 10:25:00', 'AWAY 10:25:00 -'],
      ['10:25:00 BUSY > AWAY'],
    ],
    ['what began after it', ['BUSY 08:00:00 10:25:30', 'AWAY 10:25:30 -'], []],
    [
      'what ended just before it and went on just after',
      ['BUSY 08:00:00 09:39:59.800', 'AWAY 09:40:00.300 -'],
      ['09:40:00 BUSY > AWAY'],
    ],
  ])('%s', (_, spans, lines) => {
    const told = gapOfAgent(ANN, tidySpans(spans.map(span)), GAP);
    expect(told.changes.map(line)).toEqual(lines);
    expect(told.isRecorded).toBe(true);
  });

  it.each<[string, string[]]>([
    ['no row at all', []],
    ['what was over before it', ['AVAILABLE 08:00:00 09:00:00']],
    ['what was over as it began', ['AVAILABLE 08:00:00 09:40:00']],
    ['what began after it', ['AVAILABLE 10:30:00 -']],
  ])('has no record of %s', (_, spans) => {
    expect(gapOfAgent(ANN, spans.map(span), GAP)).toEqual({
      userId: 'u-ann',
      name: 'Ann',
      changes: [],
      isRecorded: false,
    });
  });
});

describe('gapReport', () => {
  const facts = { ...GAP, date: '2026-03-02', isCut: false, problem: null };
  const told = (name: string, ...spans: string[]) =>
    gapOfAgent(fakeAgent({ userId: `u-${name}`, name }), spans.map(span), GAP);

  it('puts all changes in time order and names who has no record', () => {
    const report = gapReport(
      [
        told('Zoë'),
        told('Bob', 'BUSY 09:00:00 10:00:00', 'AWAY 10:00:00 -'),
        told('Ann', 'BUSY 09:00:00 09:50:00', 'AWAY 09:50:00 10:00:00', 'BUSY 10:00:00 -'),
        told('Émile'),
      ],
      facts,
    );
    expect(report.changes.map(({ name, at: when }) => [name, when])).toEqual([
      ['Ann', at('09:50:00')],
      ['Ann', at('10:00:00')],
      ['Bob', at('10:00:00')],
    ]);
    expect(report).toMatchObject({ ...facts, changeCount: 3, noRecordCount: 2, isKnown: true });
    expect(report.noRecord.map(({ name }) => name)).toEqual(['Émile', 'Zoë']);
  });

  it('holds the latest of very many, and counts all of them', () => {
    const many = Array.from({ length: MOST_GAP_LINES + 50 }, (_, index) =>
      told(`Agent ${index}`, 'BUSY 09:00:00 10:00:00', 'AWAY 10:00:00 10:01:00', 'BUSY 10:01:00 -'),
    );
    const silent = Array.from({ length: MOST_GAP_LINES + 1 }, (_, index) => told(`Nobody ${index}`));
    const report = gapReport([...many, ...silent], facts);
    expect([report.changes.length, report.changeCount]).toEqual([MOST_GAP_LINES, 2 * (MOST_GAP_LINES + 50)]);
    expect(new Set(report.changes.map(({ at: when }) => when))).toEqual(new Set([at('10:01:00')]));
    expect([report.noRecord.length, report.noRecordCount]).toEqual([MOST_GAP_LINES, MOST_GAP_LINES + 1]);
  });
});

it('a gap that could not be read says so and nothing else', () => {
  const problem = 'The server did not answer in time.';
  const report = unknownGap({ ...GAP, date: '2026-03-02', problem });
  expect(report).toMatchObject({ ...GAP, problem, isKnown: false, changeCount: 0, noRecordCount: 0 });
});
