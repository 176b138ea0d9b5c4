import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applicationMenu,
  hardenContents,
  lockSession,
  WEB_PREFERENCES,
  webPreferences,
} from '../../../../electron/desktop/windows/security.ts';
import { answer, connectIpc } from '../../../../electron/desktop/ipc.ts';
import { createPageHandler, PRIVILEGED_SCHEMES } from '../../../../electron/desktop/windows/protocol.ts';
import { historyFileName } from '../../../../electron/shared/history/history-file.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { startElectron } from '../../../support/electron-host/in-process.ts';
import { preventable } from '../fake-app.ts';

describe('webPreferences', () => {
  it('are exactly these', () => {
    expect(WEB_PREFERENCES).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      partition: 'pages',
    });
    expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true);
  });

  it('allow developer tools in a build tree only', () => {
    expect(webPreferences('/preload.cjs', true)).toEqual({
      ...WEB_PREFERENCES,
      preload: '/preload.cjs',
      devTools: false,
    });
    expect(webPreferences('/preload.cjs', false).devTools).toBe(true);
  });
});

describe('hardenContents', () => {
  function hardened() {
    const { electron } = startElectron();
    const { webContents } = new electron.BrowserWindow({ show: false });
    hardenContents(webContents as unknown as Electron.WebContents);
    return webContents;
  }

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('refuses %s', (name) => {
    const event = preventable();
    hardened().emit(name, event, 'https://evil.test/');
    expect(event.isPrevented()).toBe(true);
  });

  it('opens no window', () => {
    expect(hardened().mayOpen('app://rollcall/index.html')).toBe(false);
  });
});

describe('lockSession', () => {
  type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
  type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;

  function locked() {
    const handlers: { request?: RequestHandler | null; check?: CheckHandler | null; device?: unknown } = {};
    const spelling: boolean[] = [];
    const session = Object.assign(startElectron().electron.session.fromPartition('pages'), {
      setPermissionRequestHandler: (handler: RequestHandler | null) => void (handlers.request = handler),
      setPermissionCheckHandler: (handler: CheckHandler | null) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler: ((details: object) => boolean) | null) =>
        void (handlers.device = handler?.({})),
      setSpellCheckerEnabled: (isOn: boolean) => void spelling.push(isOn),
    });
    lockSession(session as unknown as Electron.Session);
    return { session, handlers, spelling };
  }

  it.each(['notifications', 'media', 'geolocation', 'clipboard-read', 'openExternal', 'unknown'] as const)(
    'refuses the permission "%s"',
    (permission) => {
      const { handlers } = locked();
      const granted: boolean[] = [];
      handlers.request?.(
        {} as Electron.WebContents,
        permission,
        (is) => granted.push(is),
        {} as Electron.PermissionRequest,
      );
      expect(granted).toEqual([false]);
      expect(
        handlers.check?.(null, permission, 'app://rollcall', {} as Electron.PermissionCheckHandlerHandlerDetails),
      ).toBe(false);
    },
  );

  it('refuses devices and downloads, and fetches no dictionaries', () => {
    const { session, handlers, spelling } = locked();
    expect([handlers.device, isRefused(session, {}), spelling]).toEqual([false, true, [false]]);
  });

  /** Whether a download is refused that differs in this from the file of views. */
  function isRefused(session: ReturnType<typeof locked>['session'], patch: Readonly<Record<string, string>>): boolean {
    const item = { url: 'https://kore.example/x.bin', name: 'x.bin', type: 'application/octet-stream', ...patch };
    const event = preventable();
    session.emit('will-download', event, {
      getURL: () => item.url,
      getFilename: () => item.name,
      getMimeType: () => item.type,
    });
    return event.isPrevented();
  }

  it('lets a page save its file of views, and nothing like it', () => {
    const { session } = locked();
    const views = { url: 'blob:app://rollcall/6f1c', name: 'rollcall-views.json', type: 'application/json' };
    expect(isRefused(session, views)).toBe(false);
    for (const patch of [
      { url: 'https://evil.test/rollcall-views.json' },
      { url: 'blob:https://evil.test/6f1c' },
      { url: 'blob:app://rollcall.evil/6f1c' },
      { name: 'rollcall-views.json.exe' },
      { type: 'text/html' },
    ]) {
      expect(isRefused(session, { ...views, ...patch }), JSON.stringify(patch)).toBe(true);
    }
  });

  it('lets a page save its file of rules', () => {
    const { session } = locked();
    const rules = { url: 'blob:app://rollcall/6f1c', name: 'rollcall-rules.json', type: 'application/json' };
    expect(isRefused(session, rules)).toBe(false);
    expect(isRefused(session, { ...rules, url: 'https://evil.test/rollcall-rules.json' })).toBe(true);
  });

  it('lets a page save a table of the history, and nothing like it', () => {
    const { session } = locked();
    const name = historyFileName(
      'Früh / Schicht',
      { from: '2026-11-23', to: '2026-11-29' },
      {
        kind: 'totals',
        format: 'csv',
        isPartial: true,
      },
    );
    const table = { url: 'blob:app://rollcall/6f1c', name, type: 'text/csv' };
    expect(isRefused(session, table)).toBe(false);
    for (const patch of [
      { url: 'https://evil.test/rollcall-all-2026-11-23-2026-11-29.csv' },
      { name: `${name}.exe` },
      { name: `../${name}` },
      { name: 'rollcall-views.json' },
      { type: 'text/html' },
    ]) {
      expect(isRefused(session, { ...table, ...patch }), JSON.stringify(patch)).toBe(true);
    }
  });
});

describe('IPC', () => {
  const dispatched: unknown[][] = [];
  const router = {
    dispatch: (...call: unknown[]) => {
      dispatched.push(call);
      return Promise.resolve(ok('answer'));
    },
  };
  const from = (senderFrame: unknown) => ({ sender: { id: 7 }, senderFrame }) as Electron.IpcMainInvokeEvent;
  const event = (url: string, parent: unknown = null) => from({ url, parent });

  it('passes on what our own page asks', async () => {
    dispatched.length = 0;
    expect(await answer(router, event('app://rollcall/index.html'), 'app:info', [])).toEqual(ok('answer'));
    expect(await answer(router, event('app://rollcall/index.html?view=history#x'), 'x', [])).toEqual(ok('answer'));
    expect(dispatched.slice(0, 1)).toEqual([['app:info', [], { transport: 'window', id: 'window-7' }]]);
  });

  it.each<[string, Electron.IpcMainInvokeEvent, unknown]>([
    ['a frame that is gone (C2)', from(null), 'app:info'],
    ['a frame inside our page (C3)', event('app://rollcall/index.html', {}), 'app:info'],
    ['about:blank (C4)', event('about:blank'), 'app:info'],
    ['a web page (C5)', event('https://rollcall/index.html'), 'app:info'],
    ['another host of the scheme (C5)', event('app://other/index.html'), 'app:info'],
    ['a longer host (C5)', event('app://rollcall.evil.test/index.html'), 'app:info'],
    ['a host with a port (C5)', event('app://rollcall:80/index.html'), 'app:info'],
    ['our name as a user name (C5)', event('app://rollcall@evil.test/'), 'app:info'],
    ['a user name before our name (C5)', event('app://evil@rollcall/'), 'app:info'],
    ['a blob of our page', event('blob:app://rollcall/3b0c'), 'app:info'],
    ['a data address', event('data:text/html,app://rollcall/'), 'app:info'],
    ['a file', event('file:///app://rollcall/index.html'), 'app:info'],
    ['nothing', event(''), 'app:info'],
    ['no address at all', event('rollcall'), 'app:info'],
    ['a command that is no name', event('app://rollcall/index.html'), { toString: () => 'app:info' }],
  ])('refuses %s without asking the router', async (_, message, command) => {
    dispatched.length = 0;
    expect(await answer(router, message, command, [])).toMatchObject({ ok: false });
    expect(dispatched).toEqual([]);
  });

  it('listens on one channel', () => {
    const channels: string[] = [];
    const { electron } = startElectron();
    electron.ipcMain.handle = (channel) => void channels.push(channel);
    connectIpc(router);
    expect(channels).toEqual(['rollcall:command']);
  });
});

it('there is no application menu in the installed app, except on macOS, where copy and paste need one', () => {
  expect(applicationMenu('win32', true)).toBeNull();
  expect(applicationMenu('linux', false)).toEqual([{ role: 'viewMenu' }]);
  expect(applicationMenu('darwin', true)).toEqual([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
});

describe('page handler', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rollcall-pages-'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('serves a file with its type and a policy', async () => {
    const response = await createPageHandler(folder)({ url: 'app://rollcall/index.html?view=history', method: 'GET' });
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'");
  });

  it.each([
    ['app://rollcall/../settings.json', 'GET'],
    ['app://other/index.html', 'GET'],
    ['app://rollcall/missing.js', 'GET'],
    ['app://rollcall/index.html', 'POST'],
  ])('knows nothing of %s %s', async (url, method) => {
    const response = await createPageHandler(folder)({ url, method });
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(response.headers.get('content-security-policy')).not.toBeNull();
  });

  it('registers a scheme that is secure and may not fetch', () => {
    expect(PRIVILEGED_SCHEMES).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false } },
    ]);
  });
});
