import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDeskLine, type DeskLine } from '../../electron/relay/broker/desk-line.ts';
import { openKeyringSession } from '../support/keyring.ts';
import type { RelayScene } from '../support/relay-scene.ts';
import { timeNode } from './time-node.ts';

const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const ROUNDS = 5;
const NOT_CONNECTED = 3;

/** What a saved desk takes to its first team, milliseconds. */
export interface DeskStarts {
  readonly over: string;
  /** More than `rollcall status` takes that has nobody to connect to: the keychain, the connection, and the team. */
  readonly toTeam: readonly number[];
  /** With the start of Node. */
  readonly inAll: readonly number[];
}

/** Runs `rollcall status` as it is built, with a desk and its password in a keychain, over both kinds of connection. */
export async function deskStarts(
  { broker }: RelayScene,
  { access, ...line }: DeskLine,
): Promise<readonly DeskStarts[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-desk-'));
  const keyring = await openKeyringSession({ bus: true });
  const env = { ...keyring.env, NODE_EXTRA_CA_CERTS: broker.authorityFile };
  try {
    await keyring.startDaemon('a password');
    const starts: DeskStarts[] = [];
    for (const url of [broker.webSocketUrl, broker.url]) {
      const over = new URL(url).protocol.slice(0, -1);
      const run = { env, folder: path.join(folder, over) };
      const input = writeDeskLine({ ...line, access: { ...access, broker: url } });
      await timeNode([CLI, 'connect', '--desk-stdin'], { ...run, input });
      const [toTeam, inAll]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        const empty = { env, folder: path.join(folder, 'empty'), code: NOT_CONNECTED };
        const floor = await timeNode([CLI, 'status', '--json'], empty);
        const took = await timeNode([CLI, 'status', '--json'], run);
        toTeam.push(took - floor);
        inAll.push(took);
      }
      starts.push({ over, toTeam, inAll });
    }
    return starts;
  } finally {
    await keyring.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
