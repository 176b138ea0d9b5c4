import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** `build/rollcall.cjs` in a checkout of its own, whose program says how it was started. */
const COMMAND = 'build/rollcall.cjs';
const inProject = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const PROGRAM = `
  import { text } from 'node:stream/consumers';
  const { env, argv } = process;
  const input = argv.includes('--stdin') ? await text(process.stdin) : null;
  if (argv.includes('--wait')) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(signal.length));
    setInterval(() => undefined, 1_000);
  }
  console.log(JSON.stringify({ node: env.NODE_NAME ?? 'of the PATH', args: argv.slice(2), cwd: process.cwd(), input }));
  if (argv.includes('--crash')) process.kill(process.pid, 'SIGKILL');
  process.exitCode = 6;
`;
/** Makes the Node that reads it say that it is an older one. */
const OLD_NODE = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;

let checkout: string;
let elsewhere: string;

beforeEach(async () => {
  checkout = await realpath(await mkdtemp(path.join(tmpdir(), 'rollcall-command-')));
  elsewhere = path.join(checkout, 'elsewhere');
  await mkdir(elsewhere);
  await put('old-node.cjs', OLD_NODE);
  await mkdir(path.join(checkout, 'build'));
  await copyFile(inProject(COMMAND), path.join(checkout, COMMAND));
  await put('package.json', '{ "type": "module" }');
  await put('out/cli.js', PROGRAM);
  await put('node_modules/node/bin/node', `#!/bin/sh\nNODE_NAME=own exec "${process.execPath}" "$@"\n`);
  await chmod(path.join(checkout, 'node_modules/node/bin/node'), 0o755);
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

async function put(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(checkout, file)), { recursive: true });
  await writeFile(path.join(checkout, file), content);
}

function start(
  args: readonly string[],
  { isOldNode = false, command = path.join(checkout, COMMAND) } = {},
): ChildProcess {
  const nodeArgs = isOldNode ? ['-r', path.join(checkout, 'old-node.cjs')] : [];
  return spawn(process.execPath, [...nodeArgs, command, ...args], { cwd: elsewhere });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; message: string }> {
  const reads = [child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream)));
  const [[code], out = '', message = ''] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    ...reads,
  ]);
  return { code, out, message };
}

const TODO = (): string => `Run this once, then try again: npm --prefix "${checkout}" run build\n`;

describe.skipIf(process.platform === 'win32')('the command of a checkout', () => {
  it.each([[true], [false]])(
    "runs the program on the project's own Node, where the user is, on an old Node too (%s)",
    async (isOldNode) => {
      const child = start(['status', '--stdin', 'two words', '*'], { isOldNode });
      child.stdin?.end('a secret');
      const { code, out, message } = await ended(child);
      expect([code, message]).toEqual([6, '']);
      expect(JSON.parse(out)).toEqual({
        node: 'own',
        args: ['status', '--stdin', 'two words', '*'],
        cwd: elsewhere,
        input: 'a secret',
      });
    },
  );

  it('finds its checkout through the link that npm puts on the PATH', async () => {
    const link = path.join(elsewhere, 'rollcall');
    await symlink(path.join(checkout, COMMAND), link);
    const { code, out } = await ended(start(['status'], { command: link }));
    expect([code, JSON.parse(out)]).toMatchObject([6, { node: 'own' }]);
  });

  it('runs on the Node of the PATH where that is new enough and the project has none', async () => {
    await rm(path.join(checkout, 'node_modules'), { recursive: true });
    const { code, out } = await ended(start(['status']));
    expect([code, JSON.parse(out)]).toMatchObject([6, { node: 'of the PATH' }]);
  });

  it('says which Node is needed before anything is imported, and the one command that brings it', async () => {
    await rm(path.join(checkout, 'node_modules'), { recursive: true });
    expect(await ended(start(['status'], { isOldNode: true }))).toEqual({
      code: 5,
      out: '',
      message: `Rollcall needs Node.js 24 or newer, and this is 20.20.2. ${TODO()}`,
    });
  });

  it('builds nothing by itself', async () => {
    await rm(path.join(checkout, 'out'), { recursive: true });
    const built = await ended(start(['status']));
    expect(built).toEqual({ code: 5, out: '', message: `Rollcall has not been built yet. ${TODO()}` });
  });

  it('says so when its Node cannot be run here', async () => {
    await chmod(path.join(checkout, 'node_modules/node/bin/node'), 0o644);
    const { code, message } = await ended(start(['status']));
    expect([code, message]).toEqual([5, expect.stringContaining('EACCES') as string]);
    expect(message).toContain(TODO());
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on and ends as the program does', async (signal) => {
    const child = start(['--wait']);
    child.stdout?.once('data', () => child.kill(signal));
    expect((await ended(child)).code).toBe(signal.length);
  });

  it('ends as a shell reports a program that was killed', async () => {
    expect((await ended(start(['--crash']))).code).toBe(137);
  });

  it('is the bin of the package, and can be executed as it is committed', async () => {
    const { bin } = JSON.parse(await readFile(inProject('package.json'), 'utf8')) as { bin: unknown };
    expect(bin).toEqual({ rollcall: COMMAND });
    // A copy has the mode of the committed file.
    const copied = spawn(path.join(checkout, COMMAND), ['status'], { env: { PATH: path.dirname(process.execPath) } });
    const { code, out, message } = await ended(copied);
    expect([code, JSON.parse(out), message]).toMatchObject([6, { node: 'own', args: ['status'] }, '']);
  });
});
