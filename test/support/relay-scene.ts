import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeskLine } from '../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../electron/relay/broker/session.ts';
import { addAccount, removeAccount, type BrokerAccount } from '../../electron/relay/enrol/accounts.ts';
import { openDynamicSecurity, type DynamicSecurity } from '../../electron/relay/enrol/dynamic-security.ts';
import { newDesk, newPublisher } from '../../electron/relay/enrol/new-accounts.ts';
import { signingKeyText } from '../../electron/relay/wire/keys.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import { ok, type Result } from '../../electron/shared/result.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { connectionProfile } from './connection-profile.ts';
import { startKoreServer, type KoreServer } from './kore-server.ts';
import { startMosquitto, type Mosquitto } from './mosquitto.ts';

/** A scripted account at Kore.ai, a real broker, and what a publisher and desks need to meet there over WSS. */
export interface RelayScene {
  readonly broker: Mosquitto;
  readonly kore: KoreServer;
  /** For `rollcall publish`, with a data folder of this name. */
  publishing(folder: string): { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
  /** Makes the accounts of desks that see everybody by name. */
  enrol(names: readonly string[]): Promise<readonly DeskLine[]>;
  revoke(desk: DeskLine): Promise<void>;
  stop(): Promise<void>;
}

/** So many commands are under way at the broker at once. */
const AT_ONCE = 10;

export async function createRelayScene(): Promise<RelayScene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-relay-'));
  const [broker, kore] = await Promise.all([startMosquitto(), startKoreServer()]);
  const made = newPublisher({ name: 'Publisher', broker: broker.webSocketUrl, site: null, keys: [] }, randomBytes);
  const { access, password, signingKey } = made;
  await administer((security) => addAccount(security, made.account, password));
  const { host, accountId, botId, clientId, clientSecret } = kore;
  const profile = connectionProfile({ host, accountId, botId, clientId, timeZone: 'UTC' });
  const saved = { profile, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null };
  const secret = { v: 1, clientSecret, password, signingKey: signingKeyText(signingKey) };
  const secretFile = path.join(folder, 'publisher.json');
  await writeFile(secretFile, JSON.stringify({ ...secret, connection: { ...saved, publisher: access } }), {
    mode: 0o600,
  });

  /** Does something at the broker as its administrator. */
  async function administer<T>(act: (security: DynamicSecurity) => Promise<Result<T>>): Promise<T> {
    const { user, password: adminPassword } = broker.admin;
    const target = { url: broker.webSocketUrl, clientId: user, user, password: adminPassword };
    const security = got(
      await openDynamicSecurity(target, { connect: connectBroker, clock: createSystemClock(), randomUUID }),
    );
    try {
      return got(await act(security));
    } finally {
      await security.close();
    }
  }

  return {
    broker,
    kore,
    publishing: (name) => ({
      args: ['publish', '--secret-file', secretFile],
      env: { ROLLCALL_HOME: path.join(folder, name), NODE_EXTRA_CA_CERTS: broker.authorityFile },
    }),
    async enrol(names) {
      const role = { audience: 'names', views: ['everybody'] } as const;
      const desks = names.map((name) => newDesk(name, role, access, randomBytes));
      await administer((security) => addAll(security, desks));
      return desks.map(({ line }) => line);
    },
    async revoke({ access: { deskId } }) {
      await administer((security) => removeAccount(security, deskId));
    },
    async stop() {
      await Promise.all([broker.stop(), kore.stop()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function addAll(
  security: DynamicSecurity,
  desks: readonly { readonly account: BrokerAccount; readonly line: DeskLine }[],
): Promise<Result<null>> {
  const next = desks.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { account, line } of next) got(await addAccount(security, account, line.password));
    }),
  );
  return ok(null);
}

function got<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
