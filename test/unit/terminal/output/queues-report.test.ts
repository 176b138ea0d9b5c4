import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../../electron/shared/format.ts';
import type { QueueState } from '../../../../electron/shared/model.ts';
import { printQueues } from '../../../../electron/terminal/output/queues-report.ts';
import { deskTexts } from '../../../../electron/shared/texts/relay/desk.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const counts = { AVAILABLE: 1, BUSY: 2, AWAY: 0, OFFLINE: 3, OTHER: 0, total: 6 };
const SALES: QueueState = {
  id: 'qu-1',
  name: 'Sales',
  counts,
  ready: 1,
  soleCover: 'u-1',
  freeSlots: { voice: 1, liveChat: 0 },
  left: [],
  asOf: NOW,
};
const HELP: QueueState = { ...SALES, id: 'qu-2', name: 'Help', soleCover: null, freeSlots: null };
const skills = [{ id: 'sk-1', name: 'German' }];
const report = {
  queues: [SALES, HELP],
  named: [
    { id: 'qu-1', name: 'Sales', skills },
    { id: 'qu-3', name: 'Unread', skills: [] },
  ],
  agents: { 'u-1': 'Ana Silva' },
  problem: null,
  relay: undefined,
  countedAt: NOW,
  isLive: true,
};

describe('printQueues', () => {
  it('says who could take a contact, and which queues are missing', () => {
    const io = createFakeTerminal();
    printQueues({ isJson: false, isMasked: false }, io, report, NOW);
    const [sales, help] = io.out;
    expect(sales).toContain(
      'Sales: 1 available, 2 busy, 0 away, 3 offline; only Ana Silva can take a contact; 1 free on voice, 0 free on live chat (members as of ',
    );
    expect(help).toContain('Help: 1 available, 2 busy, 0 away, 3 offline (members as of ');
    expect(io.messages).toEqual(['1 more queue is not shown: which of its agents are available is not known.']);
  });

  it('says of when counts are that are not up to date', () => {
    const io = createFakeTerminal();
    const countedAt = NOW - 60_000;
    const old = { ...report, queues: [{ ...HELP, asOf: NOW - 3_600_000 }], countedAt, isLive: false };
    printQueues({ isJson: false, isMasked: false }, io, old, NOW);
    const [counted, members] = [countedAt, NOW - 3_600_000].map((at) => clockTime(at, NOW));
    expect(io.out).toEqual([
      `Help: 1 available, 2 busy, 0 away, 3 offline (as of ${counted}, members as of ${members})`,
    ]);
  });

  it('tells queues of one name apart', () => {
    const io = createFakeTerminal();
    printQueues(
      { isJson: false, isMasked: false },
      io,
      { ...report, queues: [SALES, { ...HELP, name: 'Sales' }] },
      NOW,
    );
    expect(io.out.map((line) => line.split(':')[0])).toEqual(['Sales (qu-1)', 'Sales (qu-2)']);
  });

  it.each([
    [['everybody', 'v-1'], []],
    [['v-1'], [deskTexts.queuesOutside]],
  ])('says on a desk with the views %j: %j', (views, messages) => {
    const io = createFakeTerminal();
    printQueues({ isJson: false, isMasked: false }, io, { ...report, named: [], relay: { views } }, NOW);
    expect(io.messages).toEqual(messages);
  });

  it('shows initials, and why something is missing', () => {
    const io = createFakeTerminal();
    printQueues({ isJson: false, isMasked: true }, io, { ...report, named: [], problem: 'Refused.' }, NOW);
    expect(io.out[0]).toContain('only A. S. can take a contact');
    expect(io.messages).toEqual(['Refused.']);
  });

  it('writes JSON for programs', () => {
    const io = createFakeTerminal();
    printQueues({ isJson: true, isMasked: false }, io, { ...report, countedAt: NOW + 60_000 }, NOW);
    const at = '2026-03-02T09:01:00.000Z';
    expect(JSON.parse(io.out.join(''))).toEqual([
      { id: 'qu-1', name: 'Sales', skills, counts, soleCover: 'u-1', countedAt: at, asOf: '2026-03-02T09:00:00.000Z' },
      {
        id: 'qu-2',
        name: 'Help',
        skills: [],
        counts,
        soleCover: null,
        countedAt: at,
        asOf: '2026-03-02T09:00:00.000Z',
      },
    ]);
  });
});
