import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StepFailed } from '../../../../build/setup/say.mjs';
import { downloadReason, reasonAgainst, startElectron } from '../../../../build/start/electron.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-electron-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in Electron's place: a script with the lines given, run by this Node. */
function program(name: string, ...lines: string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, [`#!${process.execPath}`, ...lines].join('\n'), { mode: 0o755 });
  return file;
}

const isPosix = process.platform !== 'win32';

describe.runIf(isPosix)('an attempt to start Electron', () => {
  it('is ready with the ready line, and ends with the code of the app', async () => {
    const app = program('ready', `console.error('noise'); console.error('Rollcall: ready'); process.exitCode = 3;`);
    const { attempt, code } = await startElectron(app, ['--demo']);
    expect(attempt).toEqual({ kind: 'ready' });
    expect(await code).toBe(3);
  });

  it('gets the project and the arguments, and no ELECTRON_RUN_AS_NODE', async () => {
    process.env['ELECTRON_RUN_AS_NODE'] = '1';
    const app = program(
      'arguments',
      `console.error(JSON.stringify(process.argv.slice(3)), process.env.ELECTRON_RUN_AS_NODE); process.exitCode = 9;`,
    );
    const { attempt } = await startElectron(app, ['--or-demo']);
    delete process.env['ELECTRON_RUN_AS_NODE'];
    expect(attempt).toEqual({ kind: 'ended', code: 9, errorText: '["--or-demo"] undefined' });
  });

  it('is given up and ended when it keeps silent', async () => {
    const app = program('silent', 'setInterval(() => {}, 1000);');
    const { attempt, code } = await startElectron(app, [], 200);
    expect(attempt).toEqual({ kind: 'silent' });
    expect(await code).toBe(143);
  });

  it('cannot be started where there is no program', async () => {
    const { attempt } = await startElectron(path.join(folder, 'absent'), []);
    expect(attempt).toMatchObject({ kind: 'unstartable', message: expect.stringContaining('ENOENT') as string });
  });
});

describe('the reason against Electron after an attempt', () => {
  it.each([
    [{ kind: 'ready' }, null],
    [{ kind: 'ended', code: 0, errorText: '' }, null],
    [{ kind: 'ended', code: 1, errorText: 'Missing X server' }, 'Electron ended with code 1'],
    [
      {
        kind: 'ended',
        code: 127,
        errorText: 'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file',
      },
      'Electron needs the library libgtk-3.so.0',
    ],
    [
      {
        kind: 'ended',
        code: 133,
        errorText:
          "[77996:0908/150845.938417:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:166] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now. You need to make sure that /home/ana/it's mine/node_modules/electron/dist/chrome-sandbox is owned by root and has mode 4755.",
      },
      String.raw`this system keeps Electron's sandbox from starting (sudo chown root:root '/home/ana/it'\''s mine/node_modules/electron/dist/chrome-sandbox' && sudo chmod 4755 '/home/ana/it'\''s mine/node_modules/electron/dist/chrome-sandbox' allows it)`,
    ],
    ...[
      'FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:128] No usable sandbox! If you are running on Ubuntu 23.10+',
      'FATAL:credentials.cc(131)] Failed to move to new namespace: PID namespaces supported, but failed: errno = Operation not permitted',
      'The SUID sandbox helper binary is missing: /x/chrome-sandbox Aborting now.',
    ].map(
      (errorText) =>
        [
          { kind: 'ended', code: 133, errorText },
          "this system keeps Electron's sandbox from starting (it has to allow unprivileged user namespaces)",
        ] as const,
    ),
    [{ kind: 'silent' }, 'Electron was not ready within 20 s'],
    [{ kind: 'unstartable', message: 'spawn EACCES' }, 'Electron could not be started (spawn EACCES)'],
  ] as const)('%j', (attempt, reason) => {
    expect(reasonAgainst(attempt)).toBe(reason);
  });
});

describe('the reason of a failed download', () => {
  const failure = (...lines: string[]) =>
    new StepFailed('The download of Electron failed (code 1).', 'try again', lines);

  it('says what the guard said, before the stack of the installer', () => {
    const lines = [
      '12 of 118 MB',
      'Reason: getaddrinfo ENOTFOUND github.com',
      'TypeError: fetch failed',
      '    at node:internal',
    ];
    expect(downloadReason(failure(...lines))).toBe('getaddrinfo ENOTFOUND github.com');
  });

  it('says the last line, or how the installer ended, where the guard said nothing', () => {
    expect(downloadReason(failure('Error: no space left on device'))).toBe('Error: no space left on device');
    expect(downloadReason(failure())).toBe('The download of Electron failed (code 1).');
  });
});
