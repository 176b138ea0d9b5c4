import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWindowState, parseWindowState } from '../../../../electron/desktop/windows/window-state.ts';

const bounds = { x: 10, y: -20, width: 900, height: 600 };
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-ui-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('parseWindowState', () => {
  it.each([
    [JSON.stringify({ history: bounds, seenReason: 'x' }), { history: bounds, seenReason: 'x' }],
    ['', { history: null, seenReason: null }],
    ['null', { history: null, seenReason: null }],
    ['[1,2', { history: null, seenReason: null }],
    [JSON.stringify({ history: { ...bounds, width: 0 } }), { history: null, seenReason: null }],
    [JSON.stringify({ history: { ...bounds, x: 1.5 } }), { history: null, seenReason: null }],
    [JSON.stringify({ history: { ...bounds, y: 1e9 } }), { history: null, seenReason: null }],
    [JSON.stringify({ history: { ...bounds, height: '600' }, seenReason: 3 }), { history: null, seenReason: null }],
  ])('takes what is usable of %s', (text, state) => {
    expect(parseWindowState(text)).toEqual(state);
  });
});

describe('loadWindowState', () => {
  it('keeps what was written', async () => {
    const file = await loadWindowState(folder);
    await Promise.all([file.update({ history: bounds }), file.update({ seenReason: 'no tray' })]);
    expect(file.get()).toEqual({ history: bounds, seenReason: 'no tray' });
    expect((await loadWindowState(folder)).get()).toEqual({ history: bounds, seenReason: 'no tray' });
    expect(await readFile(path.join(folder, 'windows.json'), 'utf8')).toContain('"seenReason":"no tray"');
  });

  it('ends with the last of many changes', async () => {
    const file = await loadWindowState(folder);
    const reasons = Array.from({ length: 30 }, (_, index) => `reason ${index}`);
    await Promise.all(reasons.map((seenReason) => file.update({ seenReason })));
    expect((await loadWindowState(folder)).get().seenReason).toBe('reason 29');
  });

  it('starts over after damage, and goes on where nothing can be written', async () => {
    await writeFile(path.join(folder, 'windows.json'), '{"history":');
    expect((await loadWindowState(folder)).get()).toEqual({ history: null, seenReason: null });
    const nowhere = await loadWindowState(path.join(folder, 'windows.json'));
    await nowhere.update({ seenReason: 'x' });
    expect(nowhere.get().seenReason).toBe('x');
  });
});
