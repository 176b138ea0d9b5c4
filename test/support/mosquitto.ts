import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { findMosquitto } from '../../build/setup/mosquitto.mjs';
import { certificates } from './certificates.ts';

/** A real broker on 127.0.0.1 with dynamic security and TLS, whose authority this process trusts meanwhile, for one test. */
export interface Mosquitto {
  readonly url: string;
  readonly webSocketUrl: string;
  /** For the environment of another process (`NODE_EXTRA_CA_CERTS`). */
  readonly authorityFile: string;
  pid(): number;
  readonly admin: { readonly user: string; readonly password: string };
  /** Ends the broker and starts it again, with the accounts it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const ADMIN = { user: 'admin', password: 'the administrator' };

/** Starts the broker as a child process; it needs no root, and nothing of it is left. */
export async function startMosquitto(): Promise<Mosquitto> {
  const found = findMosquitto();
  if (found === null) throw new Error('mosquitto is not installed');
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-mosquitto-'));
  const accounts = path.join(folder, 'accounts.json');
  const configFile = path.join(folder, 'mosquitto.conf');
  const inFolder = async (name: string, content: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  };
  const authorityFile = await inFolder('authority.pem', certificates.authority);
  execFileSync('mosquitto_ctrl', ['dynsec', 'init', accounts, ADMIN.user, ADMIN.password], { stdio: 'ignore' });
  const [port, webSocketPort] = await freePorts();
  const tlsLines = [
    `certfile ${await inFolder('broker.pem', certificates.good)}`,
    `keyfile ${await inFolder('broker.key', certificates.key)}`,
  ];
  const lines = [
    // Root would become the user of the package, who cannot read this folder.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    'per_listener_settings false',
    'allow_anonymous false',
    `plugin ${found.plugin}`,
    `plugin_opt_config_file ${accounts}`,
    `listener ${port} 127.0.0.1`,
    ...tlsLines,
    `listener ${webSocketPort} 127.0.0.1`,
    'protocol websockets',
    ...tlsLines,
  ];
  await writeFile(configFile, `${lines.join('\n')}\n`);
  let broker = await start(found.program, configFile);
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, certificates.authority]);

  return {
    url: `mqtts://127.0.0.1:${port}`,
    webSocketUrl: `wss://127.0.0.1:${webSocketPort}/mqtt`,
    authorityFile,
    admin: ADMIN,
    pid: () => broker.pid ?? 0,
    async restart() {
      await end(broker);
      broker = await start(found.program, configFile);
    },
    async stop() {
      tls.setDefaultCACertificates(trusted);
      await end(broker);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(program: string, configFile: string): Promise<ChildProcess> {
  const broker = spawn(program, ['-c', configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(broker.stderr)) {
    if (!/ running$/.test(line)) continue;
    broker.stderr.resume(); // it would wait for ever once nobody reads what it says
    return broker;
  }
  throw new Error('mosquitto did not start');
}

async function end(broker: ChildProcess): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const exited = once(broker, 'exit');
  broker.kill('SIGTERM');
  await exited;
}

/** Mosquitto takes no port 0, so two are taken and left again; the system gives others out first. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
