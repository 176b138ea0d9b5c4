import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createItemFinder, type FindItem } from '../../electron/keychain/find-item.ts';
import { INHERITED } from './rollcall-process.ts';

/** A separate session bus with temporary home and runtime folders, so the user's keyring stays untouched. */
export interface KeyringSession {
  /**
   * The environment by which a program finds this session's bus and home. It has nothing from the caller's own session.
   */
  readonly env: NodeJS.ProcessEnv;
  /** Starts gnome-keyring; the right password unlocks (or creates) the login keyring, another leaves it locked. */
  startDaemon(password: string): Promise<void>;
  /** Ends the daemon, even a frozen one. */
  stopDaemon(): Promise<void>;
  /** SIGSTOP: the daemon keeps its name on the bus but does not answer. */
  freezeDaemon(): void;
  /** Ends everything that was started and removes the folders. */
  stop(): Promise<void>;
}

/** Finds items in this session instead of the caller's. */
export const findItemOf = ({ env }: KeyringSession): FindItem =>
  createItemFinder('linux', (file, args, options, onEnd) => execFile(file, args, { ...options, env }, onEnd));

/** Without a service folder the bus starts nothing by itself: no second daemon, no password prompt. */
const busConfig = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

/** Opens a session; with `bus: false` there is no D-Bus in it, as on a server or in a container. */
export async function openKeyringSession({ bus }: { readonly bus: boolean }): Promise<KeyringSession> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-keyring-'));
  const env = await sessionEnv(folder);
  const busDaemon = bus ? await startBus(folder, env) : null;
  let daemon: ChildProcess | null = null;

  async function stopDaemon(): Promise<void> {
    await end(daemon);
    daemon = null;
  }

  return {
    env,
    stopDaemon,
    async startDaemon(password) {
      const args = ['--foreground', '--unlock', '--components=secrets', '--control-directory', folder];
      daemon = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
      daemon.stdin?.end(password);
      await run('gdbus', ['wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'], env);
    },
    freezeDaemon: () => void daemon?.kill('SIGSTOP'),
    async stop() {
      await stopDaemon();
      await end(busDaemon);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sessionEnv(folder: string): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = { ...INHERITED, HOME: folder };
  for (const name of ['RUNTIME_DIR', 'DATA_HOME', 'CONFIG_HOME', 'CACHE_HOME']) {
    const directory = path.join(folder, name.toLowerCase());
    await mkdir(directory, { mode: 0o700 });
    env[`XDG_${name}`] = directory;
  }
  return env;
}

async function startBus(folder: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const configFile = path.join(folder, 'bus.conf');
  await writeFile(configFile, busConfig(path.join(folder, 'bus')));
  const args = ['--config-file', configFile, '--nofork', '--nopidfile', '--print-address'];
  const daemon = spawn('dbus-daemon', args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  // The address is printed once the bus listens.
  const [address] = (await once(createInterface(daemon.stdout), 'line')) as [string];
  env['DBUS_SESSION_BUS_ADDRESS'] = address;
  return daemon;
}

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const [code] = (await once(spawn(command, args, { env, stdio: 'ignore' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL'); // also ends a stopped process
  await exited;
}
