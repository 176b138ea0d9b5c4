import { describe, expect, it } from 'vitest';
import { createPages } from '../../../electron/desktop/pages.ts';
import { delta, fakeEvents, fakeWindow, TEAM } from './fake-electron.ts';

describe('pages', () => {
  it('all hear every event, until they are gone', () => {
    const pages = createPages();
    const events = fakeEvents();
    const gone: string[] = [];
    pages.onGone((sender) => gone.push(sender));
    const [first, second] = [fakeWindow().webContents, fakeWindow().webContents];
    pages.add(first);
    pages.add(second);
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
});
