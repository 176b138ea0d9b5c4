import { describe, expect, it } from 'vitest';
import { createPages } from '../../../../electron/desktop/windows/pages.ts';
import { delta, fakeEvents, fakeWindow, TEAM } from '../fake-electron.ts';

describe('pages', () => {
  it('all hear every event, until they are gone', () => {
    const pages = createPages();
    const events = fakeEvents();
    const gone: string[] = [];
    pages.onGone((sender) => gone.push(sender));
    const [first, second] = [fakeWindow().webContents, fakeWindow().webContents];
    pages.add(first, () => true);
    pages.add(second, () => true);
    const unfollow = pages.follow(events);
    const change = delta({ counts: TEAM.counts });
    events.emit('team:changed', change);
    first.emit('render-process-gone', {}, { reason: 'crashed' });
    first.emit('destroyed');
    events.emit('team:changed', change);
    unfollow();
    events.emit('team:changed', change);
    expect([first.sent.length, second.sent.length]).toEqual([1, 2]);
    expect(first.sent[0]).toEqual(['rollcall:event', 'team:changed', change]);
    expect(gone).toEqual([`window-${first.id}`]);
  });

  it('out of sight are sent nothing; the others hear all', () => {
    const pages = createPages();
    const events = fakeEvents();
    let isInSight = false;
    const [hidden, seen] = [fakeWindow().webContents, fakeWindow().webContents];
    pages.add(hidden, () => isInSight);
    pages.add(seen, () => true);
    pages.follow(events);
    for (let poll = 1; poll <= 3; poll += 1)
      events.emit('team:changed', { ...delta({}), base: poll, revision: poll + 1 });
    expect([hidden.sent.length, seen.sent.length]).toEqual([0, 3]);
    isInSight = true;
    events.emit('team:changed', { ...delta({}), base: 4, revision: 5 });
    expect(hidden.sent).toEqual([['rollcall:event', 'team:changed', { ...delta({}), base: 1, revision: 5 }]]);
    expect(seen.sent.length).toBe(4);
  });

  it('are sent what they missed once, in the order of its last time', () => {
    const pages = createPages();
    const { webContents } = fakeWindow();
    const line = pages.add(webContents, () => false);
    pages.tell('gap:changed', null);
    pages.tell('hours:changed', null);
    pages.tell('gap:changed', null);
    line.catchUp();
    line.catchUp();
    expect(webContents.sent.map(([, name]) => name)).toEqual(['hours:changed', 'gap:changed']);
  });
});
