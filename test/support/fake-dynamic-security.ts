import type { BrokerSession, BrokerTarget, connectBroker } from '../../electron/relay/broker/session.ts';
import { fail, ok, type ErrorCode } from '../../electron/shared/result.ts';

interface FakeClient {
  readonly username: string;
  readonly clientid: string;
  readonly password: string;
  readonly textname: string;
  readonly roles: readonly { readonly rolename: string }[];
}

interface FakeRole {
  readonly rolename: string;
  readonly acls: readonly { readonly acltype: string; readonly topic: string }[];
}

/** A broker with Mosquitto's dynamic security in memory, and one administrator. */
export interface FakeDynamicSecurity {
  readonly connect: typeof connectBroker;
  readonly clients: Map<string, FakeClient>;
  readonly roles: Map<string, FakeRole>;
  /** What it has retained, by topic. */
  readonly retained: Map<string, Uint8Array>;
  /** Who has signed in, in order. */
  readonly signedIn: BrokerTarget[];
  /** While set, every connection fails with this code. */
  refusal: ErrorCode | null;
  /** Whether nothing is answered any more. */
  isSilent: boolean;
  /** A command that is refused with this text. */
  refused: { readonly command: string; readonly error: string } | null;
  /** Connections that nobody has ended. */
  open: number;
}

function covers(filter: string, topic: string): boolean {
  return filter.endsWith('#') ? topic.startsWith(filter.slice(0, -1)) : topic === filter;
}

export function createFakeDynamicSecurity(password = 'the administrator'): FakeDynamicSecurity {
  const clients = new Map<string, FakeClient>();
  const roles = new Map<string, FakeRole>();
  const retained = new Map<string, Uint8Array>();

  /** As the plugin answers one command: an error in words, or data. */
  function run(command: { readonly command: string } & Record<string, unknown>): { error?: string; data?: unknown } {
    if (fake.refused?.command === command.command) return { error: fake.refused.error };
    switch (command.command) {
      case 'createRole': {
        const role = command as unknown as FakeRole;
        if (roles.has(role.rolename)) return { error: 'Role already exists' };
        roles.set(role.rolename, role);
        return {};
      }
      case 'createClient': {
        const client = command as unknown as FakeClient;
        if (clients.has(client.username)) return { error: 'Client already exists' };
        clients.set(client.username, client);
        return {};
      }
      case 'deleteRole':
        return roles.delete(String(command['rolename'])) ? {} : { error: 'Role not found' };
      case 'deleteClient':
        return clients.delete(String(command['username'])) ? {} : { error: 'Client not found' };
      case 'listClients':
        return { data: { totalCount: clients.size, clients: [...clients.values()] } };
      case 'listRoles':
        return { data: { totalCount: roles.size, roles: [...roles.values()] } };
      default:
        return { error: 'Unknown command' };
    }
  }

  const fake: FakeDynamicSecurity = {
    clients,
    roles,
    retained,
    signedIn: [],
    refusal: null,
    isSilent: false,
    refused: null,
    open: 0,
    connect({ target, onMessage }) {
      fake.signedIn.push(target);
      if (fake.refusal !== null) return Promise.resolve(fail(fake.refusal));
      const isAdministrator = target.user === 'admin';
      if (target.password !== (isAdministrator ? password : clients.get(target.user)?.password))
        return Promise.resolve(fail('forbidden'));
      fake.open += 1;
      const session: BrokerSession = {
        publish(to, bytes) {
          if (!isAdministrator) {
            if (bytes.length === 0) retained.delete(to);
            return Promise.resolve(true);
          }
          if (fake.isSilent) return Promise.resolve(true);
          const { commands } = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
            readonly commands: readonly ({ readonly command: string } & Record<string, unknown>)[];
          };
          const responses = commands.map((each) => ({
            command: each.command,
            ...run(each),
            correlationData: each['correlationData'],
          }));
          const topic = '$CONTROL/dynamic-security/v1/response';
          onMessage({ topic, bytes: Buffer.from(JSON.stringify({ responses })), isRetained: false });
          return Promise.resolve(true);
        },
        subscribe(topics) {
          if (isAdministrator) return Promise.resolve(ok([]));
          const may = roles.get(target.user)?.acls.flatMap(({ topic }) => topic) ?? [];
          const granted = topics.filter((topic) => may.some((each) => covers(each, topic)));
          for (const [topic, bytes] of retained) {
            if (granted.some((each) => covers(each, topic))) onMessage({ topic, bytes, isRetained: true });
          }
          return Promise.resolve(ok(topics.filter((topic) => !granted.includes(topic))));
        },
        unsubscribe: () => Promise.resolve(),
        end() {
          fake.open -= 1;
          return Promise.resolve();
        },
      };
      return Promise.resolve(ok(session));
    },
  };
  return fake;
}
