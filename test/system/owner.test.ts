import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOwner } from '../../electron/api/local-socket/client.ts';
import { claimFolder, lastOwner, type Owner } from '../../electron/api/local-socket/lock.ts';
import { ownerFolder } from '../../electron/api/local-socket/endpoint.ts';
import { requestText } from '../../electron/api/local-socket/protocol.ts';
import type { Served } from '../../electron/api/local-socket/server.ts';
import {
  answerText,
  impersonate,
  makeDataFolder,
  removeDataFolder,
  sendRaw,
  socketOf,
} from '../support/owner-scene.ts';
import { runRollcallProcess } from '../support/rollcall-process.ts';

/** The one owner of a data folder: real sockets, locks and processes. */
const ME = { pid: process.pid, surface: 'desktop' } as const;
const PATIENT_MS = 10_000;
const REQUEST = requestText('window:open');
let dataFolder: string;
const owners: Owner[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataFolder = await makeDataFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const owner of owners.splice(0)) await owner.release();
  await removeDataFolder(dataFolder);
});

/** Claims the folder for this process, and answers as the test says. */
async function own(served: Partial<Served> = {}, folder = dataFolder): Promise<boolean> {
  const owner = await claimFolder(folder);
  if (owner === null) return false;
  owners.push(owner);
  const mine = async () => ({ ok: true, value: 'mine' }) as const;
  await owner.serve(ME, { dispatch: mine, leave: () => undefined, on: () => () => undefined, ...served });
  return true;
}

/** Starts another process that claims the folder; whether it became the owner. */
async function ownElsewhere(): Promise<{ readonly child: ChildProcess; readonly isOwner: boolean }> {
  const script = fileURLToPath(new URL('../support/owner-process.ts', import.meta.url));
  const child = fork(script, [dataFolder], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  const [isOwner] = (await once(child, 'message')) as [boolean];
  return { child, isOwner };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function ask(folder = dataFolder): Promise<unknown> {
  return (await askOwner(folder, 'window:open', [], PATIENT_MS))?.answer;
}

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

describe('of many that claim a folder at once exactly one owns it', () => {
  it('in one process', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(dataFolder)));
    owners.push(...claims.filter((owner) => owner !== null));
    expect(owners.length).toBe(1);
  });

  it('in several processes, also over what a killed one left', async () => {
    const first = await ownElsewhere();
    await kill(first.child);
    const racers = await Promise.all(Array.from({ length: 4 }, ownElsewhere));
    expect(racers.filter(({ isOwner }) => isOwner).length).toBe(1);
    expect(await ask()).toEqual({ ok: true, value: true });
    expect(await own()).toBe(false);
  });

  it('and the next one when it has released it', async () => {
    await own();
    await owners[0]?.release();
    expect(await ask()).toBeUndefined();
    expect(await own()).toBe(true);
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
  });
});

describe('an owner that', () => {
  it('was killed is not waited for, and what it left does not keep the next one out', async () => {
    const { child, isOwner } = await ownElsewhere();
    expect([isOwner, await own(), lastOwner(dataFolder)]).toEqual([true, false, child.pid]);
    await kill(child);
    expect((await stat(socketOf(dataFolder))).isSocket()).toBe(true);
    expect(await ask()).toBeUndefined();
    expect([await own(), lastOwner(dataFolder)]).toEqual([true, process.pid]);
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
  });

  it('hangs stays the owner, and is waited for until the deadline only', async () => {
    const { child } = await ownElsewhere();
    child.kill('SIGSTOP');
    expect(await askOwner(dataFolder, 'window:open', [], 200)).toBeNull();
    expect(await own()).toBe(false);
    child.kill('SIGCONT');
    expect(await ask()).toEqual({ ok: true, value: true });
  });

  it('hangs is what status says where no connection is saved, which that one may have', async () => {
    const { child } = await ownElsewhere();
    child.kill('SIGSTOP');
    const { code, out, said } = await runRollcallProcess(['status', '--json'], { ROLLCALL_HOME: dataFolder });
    const message = `Rollcall is already running on this data folder (process ${child.pid}) but does not answer. End it and try again.`;
    expect([code, said]).toEqual([5, `${message}\n`]);
    expect(JSON.parse(out)).toMatchObject({ health: { state: 'offline', message }, counts: null });
  });

  it('lost its lock file still keeps others out', async () => {
    await own();
    await rm(path.join(ownerFolder(dataFolder), 'lock'));
    expect((await ownElsewhere()).isOwner).toBe(false);
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
  });

  it('finds something else in the place of its socket takes it away', async () => {
    await mkdir(ownerFolder(dataFolder), { mode: 0o700 });
    await writeFile(socketOf(dataFolder), 'not a socket');
    expect(await own()).toBe(true);
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
  });
});

it.each([
  ['an older version left open', 0o644],
  ['is new', null],
])('everything in the folder is for this user alone, a lock too that %s', async (_, mode) => {
  const file = (name: string): string => path.join(ownerFolder(dataFolder), name);
  await mkdir(ownerFolder(dataFolder), { mode: 0o700 });
  if (mode !== null) await writeFile(file('lock'), '', { mode });
  await own();
  const names = await readdir(ownerFolder(dataFolder));
  const modes = await Promise.all(names.map(async (name) => [name, await modeOf(file(name))] as const));
  expect(Object.fromEntries(modes)).toEqual({ lock: 0o600, pid: 0o600, socket: 0o600 });
});

describe('the socket', () => {
  it('is for this user alone, in a folder that was open to others too', async () => {
    await mkdir(ownerFolder(dataFolder));
    await chmod(ownerFolder(dataFolder), 0o777);
    await own();
    expect([await modeOf(ownerFolder(dataFolder)), await modeOf(socketOf(dataFolder))]).toEqual([0o700, 0o600]);
  });

  it('goes when the owner does', async () => {
    await own();
    await owners[0]?.release();
    expect((await readdir(ownerFolder(dataFolder))).sort()).toEqual(['lock', 'pid']);
  });

  it('of a folder with a long path is elsewhere, and found without the environment of its owner', async () => {
    const folder = path.join(dataFolder, 'd'.repeat(100));
    const before = process.env['XDG_RUNTIME_DIR'];
    try {
      process.env['XDG_RUNTIME_DIR'] = path.join(dataFolder, 'run');
      await own(undefined, folder);
      expect((await readdir(path.join(dataFolder, 'run', 'rollcall'))).length).toBe(1);
      expect(await modeOf(path.join(dataFolder, 'run', 'rollcall'))).toBe(0o700);
      delete process.env['XDG_RUNTIME_DIR'];
      expect(await ask(folder)).toEqual({ ok: true, value: 'mine' });
      expect(await claimFolder(folder)).toBeNull();
    } finally {
      if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
      else process.env['XDG_RUNTIME_DIR'] = before;
    }
  });

  it('is not searched behind a link into a folder that others can enter', async () => {
    const folder = path.join(dataFolder, 'd'.repeat(100));
    const open = path.join(dataFolder, 'open');
    await mkdir(ownerFolder(folder), { recursive: true });
    const stop = await impersonate(dataFolder, (client) => client.end(answerText({ ok: true, value: 'theirs' })));
    await mkdir(open);
    await chmod(open, 0o755);
    await symlink(path.join(open, 'socket'), path.join(ownerFolder(folder), 'socket'));
    expect(await ask(folder)).toBeUndefined();
    await stop();
  });
});

describe('a folder that cannot be locked', () => {
  it('is nobody’s: the app runs, and nobody can ask it', async () => {
    const folder = path.join(dataFolder, 'file');
    await writeFile(folder, '');
    expect([await own(undefined, folder), await own(undefined, folder), await ask(folder)]).toEqual([
      true,
      true,
      undefined,
    ]);
  });
});

describe('a rogue client', () => {
  const hangUps: readonly (readonly [string, string | Uint8Array])[] = [
    ['10 MB in one line', Buffer.alloc(10 * 1_024 * 1_024, 'x')],
    ['a line one byte too long', `${'x'.repeat(1_025)}\n`],
    ['two requests', `${REQUEST}${REQUEST}`],
    ['arguments that are too long', requestText('window:open', ['x'.repeat(64 * 1_024)])],
    ['NULs', Buffer.alloc(2_000)],
    ['what is no HTTP', 'garbage\n'],
    ['an empty line', '\n'],
    ['the lines of an older version', '{"v":1,"ask":"show"}\n'],
  ];
  it.each(hangUps)('that sends %s is hung up on', async (_name, bytes) => {
    await own();
    expect(await sendRaw(dataFolder, bytes)).toBe('');
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
  });

  it.each([
    ['a command that is only for windows', REQUEST.replace('window:open', 'storage:purge'), /./],
    ['another address', REQUEST.replace('/command/window:open', '/'), /./],
    ['another method', REQUEST.replace('POST', 'PUT'), /./],
    ['arguments that are no JSON', REQUEST.replace('[]', '[}'), /./],
    ['another version', REQUEST.replace('x-rollcall: 4', 'x-rollcall: 99'), /^The running Rollcall is another version/],
    ['no version', REQUEST.replace('x-rollcall: 4', 'x-other: 2'), /^The running Rollcall is another version/],
  ])('that sends %s gets an error that says so', async (_name, bytes, message) => {
    let isDone = false;
    await own({
      async dispatch() {
        isDone = true;
        return { ok: true, value: null };
      },
    });
    const [head = '', body = ''] = (await sendRaw(dataFolder, bytes)).split('\r\n\r\n');
    expect(head).toContain(`\r\nx-rollcall: 4 desktop ${process.pid}\r\n`);
    expect(JSON.parse(body)).toEqual({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringMatching(message) as string },
    });
    expect(isDone).toBe(false);
  });

  it('that says nothing is hung up on, and keeps nobody waiting', async () => {
    await own();
    const silent = sendRaw(dataFolder, '');
    expect(await ask()).toEqual({ ok: true, value: 'mine' });
    expect(await silent).toBe('');
  });

  it('that goes away is announced to whoever works for it', async () => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    await own({
      dispatch() {
        arrived.resolve();
        return gone.promise.then(() => ({ ok: true, value: null }));
      },
      leave: () => gone.resolve(),
    });
    const client = connect(socketOf(dataFolder)).on('error', () => undefined);
    client.write(REQUEST);
    await arrived.promise;
    client.destroy();
    await gone.promise;
  });
});
