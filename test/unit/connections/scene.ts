import { createConnections } from '../../../electron/connections/connections.ts';
import type { DemoServer } from '../../../electron/connections/types.ts';
import type { KoreClient } from '../../../electron/kore/types.ts';
import type { SavedConnection, SettingsDocument } from '../../../electron/settings/types.ts';
import { NOTHING_LEARNED, type ConnectionForm, type ConnectionProfile } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';
import { createProbe } from '../../support/no-probe.ts';
import { NO_NAMES } from '../../support/no-names.ts';

/** The profile of a connection called by its letter. */
export function profileOf(name: string, patch: Partial<ConnectionProfile> = {}): ConnectionProfile {
  return {
    id: `c-${name.toLowerCase()}`,
    name,
    host: `https://${name.toLowerCase()}.kore.ai`,
    accountId: '63f07d26f04465685df4aaaa',
    botId: 'st-1',
    auth: 'secret',
    clientId: 'cs-1',
    algorithm: 'HS256',
    timeZone: null,
    apiTimes: 'auto',
    copies: 1,
    ...patch,
  };
}

/** The same, saved. */
export function savedOf(name: string, patch: Partial<ConnectionProfile> = {}): SavedConnection {
  return {
    profile: profileOf(name, patch),
    isSecretStored: true,
    memory: NOTHING_LEARNED,
    views: [],
    activeViewId: null,
  };
}

/** What a supervisor fills in for it. */
export function formOf(name: string, patch: Partial<ConnectionForm> = {}): ConnectionForm {
  const { host, accountId, botId, auth, algorithm, timeZone } = profileOf(name);
  const secrets = { clientId: 'cs-1', clientSecret: `secret of ${name}, which is long enough`, token: null };
  const answers = { isHostConfirmed: false, isNameConfirmed: false };
  return { id: null, name, host, accountId, botId, auth, algorithm, timeZone, ...secrets, ...answers, ...patch };
}

/** Connections over saved ones, each with its item in the keychain; the first is the active one. */
export function openScene(names: readonly string[], document: Partial<SettingsDocument> = {}) {
  const saved = names.map((name) => savedOf(name));
  const activeConnectionId = saved[0]?.profile.id ?? null;
  const settings = createMemorySettings({ connections: saved, activeConnectionId, ...document });
  const keychain = createFakeKeychain();
  for (const name of names) keychain.items.set(`c-${name.toLowerCase()}`, itemOf(name));
  const forgotten: string[] = [];
  /** While set, the demo starts when this is resolved. */
  const slow = { demo: null as Promise<void> | null };
  let ids = 0;

  const client: KoreClient = {
    clockOffsetMs: () => null,
    names: NO_NAMES,
    availability: () => Promise.resolve(ok({ rows: [], ignored: 0, unread: [], receivedAt: 0, isUnchanged: false })),
    statusDetails: () =>
      Promise.resolve(ok({ rows: [], notUnderstood: [], isEndSaid: true, stopped: null, receivedAt: 0 })),
  };
  const demo: DemoServer = {
    host: 'http://127.0.0.1:4711',
    accountId: 'demo-account',
    botId: 'st-demo',
    clientId: 'cs-demo',
    clientSecret: 'demo-secret',
    timeZone: 'Europe/Berlin',
    stop: () => Promise.resolve(),
  };
  const connections = createConnections({
    settings,
    keychain,
    createCaller: () => ({ client: { ...client }, createProbe, feed: null }),
    localTimeZone: () => 'UTC',
    clock: createFakeClock(),
    randomUUID: () => `id-${++ids}`,
    onForgotten: (id) => forgotten.push(id),
    startDemo: async () => {
      await slow.demo;
      return demo;
    },
  });
  /** `*Name secret` of each connection in the list; the open one with a star. */
  const list = (): string[] =>
    connections.list().map(({ profile, isOpen, secret }) => `${isOpen ? '*' : ''}${profile.name} ${secret}`);
  const active = (): string | null => settings.get().activeConnectionId;
  return { connections, settings, keychain, forgotten, list, active, slow };
}

/** The keychain item of a connection. */
export function itemOf(name: string): string {
  return JSON.stringify({ v: 1, clientSecret: `secret of ${name}, which is long enough` });
}
