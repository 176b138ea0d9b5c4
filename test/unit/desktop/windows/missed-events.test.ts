import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMissed, type MissedEvents } from '../../../../electron/desktop/windows/missed-events.ts';
import { PAGE_EVENTS } from '../../../../electron/api/allow-lists.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { delta } from '../fake-electron.ts';

const notice: Notice = { id: 'a', title: 'A', body: '', userId: null, connectionId: null, isDemo: false };
const names = (missed: MissedEvents): string[] => missed.map(({ name }) => name);

describe('withMissed', () => {
  it('keeps of what is told whole the last one, also when that is nothing', () => {
    let missed = withMissed([], 'view:requested', { view: 'team', userId: 'u-1' });
    missed = withMissed(missed, 'view:requested', { view: 'settings', userId: null });
    missed = withMissed(missed, 'hours:changed', { from: 1, until: 2 });
    missed = withMissed(missed, 'hours:changed', null);
    expect(missed).toEqual([
      { name: 'view:requested', payload: { view: 'settings', userId: null } },
      { name: 'hours:changed', payload: null },
    ]);
  });

  it('makes one delta of all changes of the team, which still comes after the connection that it is of', () => {
    let missed = withMissed([], 'team:changed', { ...delta({}), base: 1, revision: 2, removed: ['u-1'] });
    missed = withMissed(missed, 'connection:changed', { kind: 'none', profile: null, secret: 'none' });
    missed = withMissed(missed, 'team:changed', { ...delta({}), base: 2, revision: 3, removed: ['u-2'] });
    expect(names(missed)).toEqual(['connection:changed', 'team:changed']);
    expect(missed[1]?.payload).toMatchObject({ base: 1, revision: 3, removed: ['u-1', 'u-2'] });
  });

  it('keeps notices one by one, the newest three', () => {
    let missed: MissedEvents = [];
    for (const id of ['a', 'b', 'c', 'd']) missed = withMissed(missed, 'notice:raised', { ...notice, id });
    expect(missed.map(({ payload }) => (payload as Notice).id)).toEqual(['b', 'c', 'd']);
  });

  it('tells in the order of the last times, and never grows beyond one of each name and three notices', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PAGE_EVENTS)), (told) => {
        let missed: MissedEvents = [];
        for (const name of told) missed = withMissed(missed, name, PAYLOADS[name] as never);
        const notices = names(missed).filter((name) => name === 'notice:raised').length;
        expect(notices).toBe(Math.min(3, told.filter((name) => name === 'notice:raised').length));
        const others = told.filter((name) => name !== 'notice:raised');
        const lastTimes = others.filter((name, place) => others.lastIndexOf(name) === place);
        expect(names(missed).filter((name) => name !== 'notice:raised')).toEqual(lastTimes);
      }),
    );
  });
});

/** What is told does not matter where only the order counts, except that a delta is looked into. */
const PAYLOADS: Readonly<Record<string, unknown>> = { 'team:changed': delta({}) };
