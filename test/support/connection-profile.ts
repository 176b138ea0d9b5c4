import type { ConnectionForm, ConnectionProfile } from '../../electron/shared/model.ts';
import type { KoreAccount } from './kore-server/types.ts';

/** An ordinary connection with a client secret, changed by `changes`. */
export function connectionProfile(changes: Partial<ConnectionProfile> = {}): ConnectionProfile {
  return {
    id: 'c-1',
    name: 'Billing',
    host: 'https://platform.kore.ai',
    accountId: '63f07d26f04465685df4aaaa',
    botId: 'st-e19dd469-90f5-5655-b0b2-858de901aaaa',
    auth: 'secret',
    clientId: 'cs-b0233c67-322e-5d1a-9fb7-366e7f5915a7',
    algorithm: 'HS256',
    timeZone: null,
    apiTimes: 'auto',
    copies: 1,
    ...changes,
  };
}

/** The form that a supervisor would fill in to connect to a server. */
export function formFor(
  { host, accountId, botId, clientId, clientSecret }: KoreAccount & { readonly host: string },
  patch: Partial<ConnectionForm> = {},
): ConnectionForm {
  return {
    id: null,
    name: 'Billing',
    host,
    accountId,
    botId,
    auth: 'secret',
    clientId,
    clientSecret,
    token: null,
    algorithm: 'HS256',
    timeZone: 'UTC',
    isHostConfirmed: false,
    isNameConfirmed: true,
    ...patch,
  };
}
