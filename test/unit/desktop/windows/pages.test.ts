import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_EVENTS } from '../../../../electron/api/allow-lists.ts';
import { createPages, withMissed, type MissedEvents } from '../../../../electron/desktop/windows/pages.ts';
import type { Notice } from '../../../../electron/shared/model.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { delta, fakeEvents, TEAM } from '../fake-app.ts';

/** Two pages, and what each was sent. */
function twoPages() {
  const { electron, sentTo } = startElectron();
  const windows = [new electron.BrowserWindow({ show: false }), new electron.BrowserWindow({ show: false })] as const;
  const [first, second] = windows;
  const contents = windows.map(({ webContents }) => webContents as unknown as Electron.WebContents);
  return { first: first.webContents, contents, sent: [() => sentTo(first), () => sentTo(second)] as const };
}

describe('pages', () => {
  it('all hear every event, until they are gone', () => {
    const gone: string[] = [];
    const pages = createPages((sender) => gone.push(sender));
    const events = fakeEvents();
    const { first, contents, sent } = twoPages();
    for (const each of contents) pages.add(each, () => true);
    const unfollow = pages.follow(events);
    const change = delta({ counts: TEAM.counts });
    events.emit('team:changed', change);
    first.crash();
    first.destroy();
    events.emit('team:changed', change);
    unfollow();
    events.emit('team:changed', change);
    expect([sent[0]().length, sent[1]().length]).toEqual([1, 2]);
    expect(sent[0]()[0]).toEqual(['rollcall:event', 'team:changed', change]);
    expect(gone).toEqual([`window-${first.id}`]);
  });

  it('hear no notice, which the surface shows itself', () => {
    const pages = createPages(() => undefined);
    const events = fakeEvents();
    const { contents, sent } = twoPages();
    for (const each of contents) pages.add(each, () => true);
    pages.follow(events);
    events.emit('notice:raised', notice);
    expect([sent[0](), sent[1]()]).toEqual([[], []]);
  });

  it('that are hidden are sent nothing; the others hear all', () => {
    const pages = createPages(() => undefined);
    const events = fakeEvents();
    let isVisible = false;
    const { contents, sent } = twoPages();
    contents.forEach((each, index) => pages.add(each, () => index === 1 || isVisible));
    pages.follow(events);
    for (let poll = 1; poll <= 3; poll += 1)
      events.emit('team:changed', { ...delta({}), base: poll, revision: poll + 1 });
    expect([sent[0]().length, sent[1]().length]).toEqual([0, 3]);
    isVisible = true;
    events.emit('team:changed', { ...delta({}), base: 4, revision: 5 });
    expect(sent[0]()).toEqual([['rollcall:event', 'team:changed', { ...delta({}), base: 1, revision: 5 }]]);
    expect(sent[1]().length).toBe(4);
  });

  it('are sent what they missed once, in the order of its last time', () => {
    const pages = createPages(() => undefined);
    const { contents, sent } = twoPages();
    const page = pages.add(contents[0] as Electron.WebContents, () => false);
    pages.send('digest:changed', null);
    pages.send('hours:changed', null);
    pages.send('digest:changed', null);
    page.catchUp();
    page.catchUp();
    expect(sent[0]().map(([, name]) => name)).toEqual(['hours:changed', 'digest:changed']);
  });
});

const notice: Notice = { id: 'a', title: 'A', body: '', userId: null, connectionId: null, isDemo: false };
const names = (missed: MissedEvents): string[] => missed.map(({ name }) => name);

describe('withMissed', () => {
  it('sends only the last of events that carry the complete state, also when that is nothing', () => {
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

  it('sends in the order of the last times, and never grows beyond one of each name and three notices', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALL_EVENTS)), (emitted) => {
        let missed: MissedEvents = [];
        for (const name of emitted) missed = withMissed(missed, name, PAYLOADS[name] as never);
        const notices = names(missed).filter((name) => name === 'notice:raised').length;
        expect(notices).toBe(Math.min(3, emitted.filter((name) => name === 'notice:raised').length));
        const others = emitted.filter((name) => name !== 'notice:raised');
        const lastTimes = others.filter((name, index) => others.lastIndexOf(name) === index);
        expect(names(missed).filter((name) => name !== 'notice:raised')).toEqual(lastTimes);
      }),
    );
  });
});

/** Payloads do not matter where only the order counts, but deltas are composed. */
const PAYLOADS: Readonly<Record<string, unknown>> = { 'team:changed': delta({}) };
