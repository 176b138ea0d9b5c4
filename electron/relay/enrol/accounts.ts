import { ok, type Result } from '../../shared/result.ts';
import type { DynamicAcl, DynamicCommand, DynamicSecurity } from './dynamic-security.ts';
import type { Rights } from './rights.ts';

/** An account at a broker, with a role of its own. */
export interface BrokerAccount {
  /** The user name and the client id: nobody else can sign in with it under another id. */
  readonly user: string;
  /** What whoever made it calls it. */
  readonly name: string;
  readonly rights: Rights;
}

/** Makes an account; where a part of it fails, nothing of it is left. */
export async function addAccount(
  broker: DynamicSecurity,
  { user, name, rights }: BrokerAccount,
  password: string,
): Promise<Result<null>> {
  const made = await broker.run([
    { command: 'createRole', rolename: user, textname: name, acls: aclsOf(rights) },
    {
      command: 'createClient',
      username: user,
      clientid: user,
      password,
      textname: name,
      roles: [{ rolename: user }],
    },
  ]);
  if (made.ok) return ok(null);
  await broker.run([{ command: 'deleteRole', rolename: user }]);
  return made;
}

/** Ends an account, and the connection of whoever uses it at this moment. */
export async function removeAccount(broker: DynamicSecurity, user: string): Promise<Result<null>> {
  const commands: readonly DynamicCommand[] = [
    { command: 'deleteClient', username: user },
    { command: 'deleteRole', rolename: user },
  ];
  const removed = await broker.run(commands);
  return removed.ok ? ok(null) : removed;
}

/** The accounts whose user name begins so, also those of which the role alone is left: a second try ends them. */
export async function listAccounts(broker: DynamicSecurity, prefix: string): Promise<Result<readonly BrokerAccount[]>> {
  const read = await broker.run([
    { command: 'listClients', verbose: true },
    { command: 'listRoles', verbose: true },
  ]);
  if (!read.ok) return read;
  const [clients, roles] = read.value;
  const accounts = new Map<string, BrokerAccount>();
  for (const client of listIn(clients, 'clients')) {
    const user = textOf(client, 'username');
    accounts.set(user, { user, name: textOf(client, 'textname'), rights: { subscribe: [], publish: [] } });
  }
  for (const role of listIn(roles, 'roles')) {
    const user = textOf(role, 'rolename');
    const name = accounts.get(user)?.name ?? textOf(role, 'textname');
    accounts.set(user, { user, name, rights: rightsIn(listIn(role, 'acls')) });
  }
  return ok([...accounts.values()].filter(({ user }) => user.startsWith(prefix)));
}

/** To receive is allowed unless an administrator has changed the default, so it is said too. */
function aclsOf({ subscribe, publish }: Rights): readonly DynamicAcl[] {
  return [
    ...subscribe.flatMap((topic): DynamicAcl[] => [
      { acltype: 'subscribePattern', topic, allow: true },
      { acltype: 'publishClientReceive', topic, allow: true },
    ]),
    ...publish.map((topic): DynamicAcl => ({ acltype: 'publishClientSend', topic, allow: true })),
  ];
}

function rightsIn(acls: readonly object[]): Rights {
  const topicsOf = (acltype: DynamicAcl['acltype']): readonly string[] =>
    acls.filter((acl) => textOf(acl, 'acltype') === acltype).map((acl) => textOf(acl, 'topic'));
  return { subscribe: topicsOf('subscribePattern'), publish: topicsOf('publishClientSend') };
}

/** The objects of a list that an answer may have under a name. */
function listIn(value: unknown, name: string): readonly object[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list.filter((each): each is object => typeof each === 'object' && each !== null) : [];
}

function textOf(value: object, name: string): string {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return Object.entries(Object(value) as object).find(([key]) => key === name)?.[1];
}
