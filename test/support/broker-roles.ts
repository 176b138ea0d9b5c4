import type { AedesOptions, Client } from 'aedes';

/** What somebody may do at a broker, as topic filters. */
export interface BrokerAccount {
  readonly password: string;
  readonly subscribe: readonly string[];
  readonly publish: readonly string[];
}

/** Accounts by user name, as Mosquitto's dynamic security keeps them. */
export interface BrokerRoles {
  /** For `startTestBroker`. */
  readonly options: AedesOptions;
  add(user: string, account: BrokerAccount): void;
  /** Takes the account away and ends its connection. */
  revoke(user: string): void;
  /** Ends a connection as a dead process does: without a word. */
  kill(user: string): void;
}

const NOT_AUTHORIZED = 5;

/**
 * Users whose client id has to be their name, each with a role. A refused subscription is answered with 128. A refused
 * message ends the connection; Mosquitto only drops it.
 */
export function createBrokerRoles(accounts: Readonly<Record<string, BrokerAccount>>): BrokerRoles {
  const known = new Map(Object.entries(accounts));
  const clients = new Map<string, Client>();
  const kill = (user: string): void => void clients.get(user)?.conn.destroy();
  return {
    options: {
      authenticate(client, user = '', password = Buffer.alloc(0), done) {
        const isRight = known.get(user)?.password === password.toString() && client.id === user;
        if (isRight) clients.set(user, client);
        if (isRight) done(null, true);
        else done(Object.assign(new Error('Not authorized'), { returnCode: NOT_AUTHORIZED as never }), null);
      },
      authorizeSubscribe({ id }, subscription, done) {
        const isAllowed = known.get(id)?.subscribe.some((filter) => covers(filter, subscription.topic)) ?? false;
        done(null, isAllowed ? subscription : null);
      },
      authorizePublish(client, { topic }, done) {
        const isAllowed = known.get(client?.id ?? '')?.publish.some((filter) => covers(filter, topic)) ?? false;
        done(isAllowed ? null : new Error('Not authorized'));
      },
    },
    add: (user, account) => void known.set(user, account),
    revoke(user) {
      known.delete(user);
      kill(user);
    },
    kill,
  };
}

/** Whether one topic filter has all that another one, or a topic, names. */
function covers(filter: string, wanted: string): boolean {
  const [levels, names] = [filter.split('/'), wanted.split('/')];
  if (levels.at(-1) === '#') return levels.slice(0, -1).every((level, at) => isLevel(level, names[at]));
  return levels.length === names.length && levels.every((level, at) => isLevel(level, names[at]));
}

function isLevel(level: string, name: string | undefined): boolean {
  return name !== undefined && (level === name || (level === '+' && name !== '#'));
}
