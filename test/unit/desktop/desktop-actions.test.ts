import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDesktopActions, type DesktopActionParts } from '../../../electron/desktop/desktop-actions.ts';
import type { UpdateState } from '../../../electron/shared/model.ts';
import { startElectron } from '../../support/electron-host/in-process.ts';

describe('desktop actions', () => {
  let dataFolder = '';
  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-actions-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  function actionsWith(change: Partial<DesktopActionParts> = {}) {
    const calls: unknown[] = [];
    const { electron } = startElectron();
    const { openPath } = electron.shell;
    electron.shell.openPath = (folder) => {
      calls.push(['open', folder]);
      return openPath(folder);
    };
    electron.clipboard.writeText = async (text) => void calls.push(['copy', text]);
    let isOn = false;
    const update: UpdateState = { kind: 'idle', isCurrent: true };
    const actions = createDesktopActions({
      popover: { pin: (isPinned) => calls.push(['pin', isPinned]) },
      loginItem: {
        isOn: () => isOn,
        set: async (next) => void (isOn = next),
      },
      shortcut: { problem: () => 'taken', advice: () => 'advice' },
      updates: { state: () => update, check: async () => void calls.push(['check']) },
      restart: () => void calls.push(['restart']),
      dataFolder,
      files: { licences: '/app/licences.txt' },
      onChange: () => calls.push(['changed']),
      onSurprise: (error) => calls.push(['surprise', String(error)]),
      ...change,
    });
    return { actions, calls, electron };
  }

  it('start at login, and tell every window', async () => {
    const { actions, calls } = actionsWith();
    const update = { kind: 'idle', isCurrent: true };
    const state = { startsAtLogin: true, shortcutProblem: 'taken', shortcutAdvice: 'advice', update };
    expect(await actions.startAtLogin(true)).toEqual({ ok: true, value: state });
    expect([actions.state(), calls]).toEqual([state, [['changed']]]);
  });

  it('say when the system does not let them', async () => {
    const loginItem = { isOn: () => false, set: () => Promise.reject(new Error('EACCES /home/ana')) };
    const { actions, calls } = actionsWith({ loginItem });
    expect(await actions.startAtLogin(true)).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect(calls).toEqual([['surprise', 'Error: EACCES /home/ana']]);
  });

  it('open the two folders, which need not be there yet', async () => {
    const { actions, calls } = actionsWith();
    await actions.showFolder('data');
    expect(await actions.showFolder('logs')).toEqual({ ok: true, value: null });
    const logs = path.join(dataFolder, 'logs');
    expect([calls, (await stat(logs)).isDirectory()]).toEqual([
      [
        ['open', dataFolder],
        ['open', logs],
      ],
      true,
    ]);
  });

  it('open the licences, which are a file', async () => {
    const { actions, calls } = actionsWith();
    expect(await actions.showFolder('licences')).toEqual({ ok: true, value: null });
    expect(calls).toEqual([['open', '/app/licences.txt']]);
  });

  it('say when a folder cannot be opened', async () => {
    await writeFile(path.join(dataFolder, 'logs'), 'a file in the way');
    const { actions, calls, electron } = actionsWith();
    electron.shell.openPath = () => Promise.resolve('no file manager');
    for (const name of ['data', 'logs'] as const) {
      expect(await actions.showFolder(name)).toMatchObject({ ok: false, error: { code: 'storage' } });
    }
    expect(calls).toEqual([]);
  });

  it('pin, and copy', async () => {
    const { actions, calls } = actionsWith();
    actions.pinPopover(true);
    expect(await actions.copyText('ana@example.com')).toEqual({ ok: true, value: null });
    expect(calls).toEqual([
      ['pin', true],
      ['copy', 'ana@example.com'],
    ]);
  });

  it('check for an update, and restart only for one that is ready', () => {
    const { actions, calls } = actionsWith();
    expect(actions.checkForUpdate()).toMatchObject({ ok: true, value: { update: { kind: 'idle' } } });
    expect(actions.restartToUpdate()).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(calls).toEqual([['check']]);
    const ready = actionsWith({
      updates: { state: () => ({ kind: 'ready', version: '2.0.0' }), check: async () => {} },
    });
    expect([ready.actions.restartToUpdate(), ready.calls]).toEqual([{ ok: true, value: null }, [['restart']]]);
  });

  it('say when the clipboard takes nothing, without the text', async () => {
    const { actions, electron } = actionsWith();
    electron.clipboard.writeText = (text) => Promise.reject(new Error(text));
    const answer = await actions.copyText('ana@example.com');
    expect(answer).toMatchObject({ ok: false, error: { code: 'unexpected' } });
    expect(JSON.stringify(answer)).not.toContain('ana@');
  });
});
