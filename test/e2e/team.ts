import type { KoreAgent, KoreRecord } from '../support/kore-server.ts';

const MINUTE_MS = 60_000;

/** The present status since so many minutes ago. */
function open(primary: string, secondary: string, minutes: number): KoreRecord {
  return { primary, secondary, start: Date.now() - minutes * MINUTE_MS, end: null };
}

/** A small team of the test's own: two available, one busy, one away, one offline, nobody over a limit. */
export const team = (): readonly KoreAgent[] => [
  {
    id: 'ada',
    firstName: 'Ada',
    lastName: 'Obi',
    bucket: 'AVAILABLE',
    queueIds: ['qu-billing'],
    skillIds: ['65d74b5d6610c92860cf0001'],
    records: [open('AVAILABLE', 'AVAILABLE', 12)],
  },
  { id: 'ben', firstName: 'Ben', lastName: 'Sørensen', bucket: 'AVAILABLE', queueIds: ['qu-sales'] },
  {
    id: 'chi',
    firstName: 'Chi',
    lastName: 'Nguyễn',
    bucket: 'BUSY',
    queueIds: ['qu-billing'],
    records: [open('BUSY', 'NBK', 25)],
  },
  {
    id: 'dov',
    firstName: 'Dov',
    lastName: 'Katz',
    bucket: 'AWAY',
    queueIds: ['qu-sales'],
    records: [open('AWAY', 'Lunch', 20)],
  },
  { id: 'eva', firstName: 'Eva', lastName: 'Müller', bucket: 'OFFLINE' },
];
