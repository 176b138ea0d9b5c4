import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startElectron } from '../../../../build/start/electron.mjs';

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
