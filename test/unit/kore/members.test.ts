import { describe, expect, it } from 'vitest';
import { membersOf, statusOf } from '../../../electron/kore/members.ts';
import { row } from '../team/rows.ts';

describe('membersOf', () => {
  it.each([
    [['BUSY', 'AWAY', 'AVAILABLE', 'OFFLINE'], 'BUSY'],
    [['OFFLINE', 'AVAILABLE', 'AWAY'], 'AWAY'],
    [['OFFLINE', 'AVAILABLE'], 'AVAILABLE'],
    [['WRAPUP', 'OFFLINE'], 'OFFLINE'],
    [['WRAPUP', 'DIALLING'], 'WRAPUP'],
  ])('counts an agent in %j once, as %s, in any order', (buckets, expected) => {
    const rows = buckets.map((bucket) => row('u-1', bucket));
    for (const order of [rows, [...rows].reverse()]) {
      const members = membersOf(order);
      expect(members.size).toBe(1);
      if (expected !== 'WRAPUP') expect(members.get('u-1')?.rawStatus).toBe(expected);
    }
  });

  it('keeps the first of two unknown buckets', () => {
    expect(membersOf([row('u-1', 'WRAPUP'), row('u-1', 'DIALLING')]).get('u-1')?.rawStatus).toBe('WRAPUP');
  });

  it.each([
    ['of the status that counts', 'BUSY', 'AWAY'],
    ['of another status', 'AWAY', 'BUSY'],
    ['of the same status', 'BUSY', 'BUSY'],
  ])('knows the e-mail from the row %s, in any order', (_, withEmail, without) => {
    const rows = [row('u-1', withEmail), { ...row('u-1', without), email: null }];
    for (const order of [rows, [...rows].reverse()]) {
      expect(membersOf(order).get('u-1')).toMatchObject({ email: 'u-1@example.com', rawStatus: 'BUSY' });
    }
  });

  it('knows id and slots from any row, in any order', () => {
    const freeSlots = { voice: { free: 1, total: 1 } };
    const rows = [
      { ...row('u-1', 'BUSY'), agentId: null },
      { ...row('u-1', 'AWAY'), freeSlots },
    ];
    for (const order of [rows, [...rows].reverse()]) {
      expect(membersOf(order).get('u-1')).toMatchObject({ agentId: 'a-u-1', freeSlots, rawStatus: 'BUSY' });
    }
  });

  it('keeps two agents of the same name apart', () => {
    const members = membersOf([row('u-1', 'BUSY', 'Ana'), row('u-2', 'AWAY', 'Ana')]);
    expect([...members.values()].map(({ userId, status }) => [userId, status])).toEqual([
      ['u-1', 'BUSY'],
      ['u-2', 'AWAY'],
    ]);
  });

  it('adds what tells agents of one name apart, also where it stands in another bucket', () => {
    const members = membersOf([
      { ...row('u-1', 'BUSY', 'Ana'), customId: '7' },
      row('u-1', 'AWAY', 'Ana'),
      row('u-2', 'AWAY', 'ana'),
      row('u-3', 'AWAY', 'Bo'),
    ]);
    expect([...members.values()].map(({ addition }) => addition)).toEqual(['7', 'u-2', undefined]);
  });

  it('calls a bucket outside the documents OTHER and keeps its name', () => {
    expect(statusOf('WRAPUP')).toBe('OTHER');
    expect(membersOf([row('u-1', 'WRAPUP')]).get('u-1')).toMatchObject({ status: 'OTHER', rawStatus: 'WRAPUP' });
  });

  it('is not misled by a user id that is a property of every object', () => {
    expect(membersOf([row('toString', 'BUSY'), row('__proto__', 'AWAY')]).size).toBe(2);
  });
});
