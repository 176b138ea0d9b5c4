import { findConnection, withConnection } from '../../../connections/document.ts';
import { encodeItem, toApiSecret } from '../../../connections/secret.ts';
import { itemAccounts } from '../../../keychain/accounts.ts';
import { createGivenKeychain } from '../../../keychain/given-keychain.ts';
import type { Keychain } from '../../../keychain/types.ts';
import { decodePublisherItem, type PublisherSecret } from '../../../relay/enrol/publisher-item.ts';
import { readSecretFile, type SecretFile, type SecretFileRights } from '../../../relay/publish/secret-file.ts';
import { publicKeyText } from '../../../relay/wire/keys.ts';
import { settingsSchema } from '../../../settings/schema.ts';
import {
  DEFAULT_SETTINGS,
  type PublisherAccess,
  type SavedConnection,
  type SettingsStore,
} from '../../../settings/types.ts';
import { appError, err, fail, ok, type Result } from '../../../shared/result.ts';
import { publishTexts as texts } from '../../../shared/texts/relay/relay.ts';
import type { PublishInvocation } from '../../invocation.ts';

/** Who publishes, with everything that takes. */
export interface PublisherIdentity {
  readonly saved: SavedConnection;
  readonly access: PublisherAccess;
  readonly secret: PublisherSecret;
  /** Has the secret of Kore.ai. */
  readonly keychain: Keychain;
}

/** What an identity is read from. */
export interface IdentityParts {
  readonly settings: SettingsStore;
  readonly createKeychain: () => Keychain;
  readonly readInput: () => Promise<string>;
  readonly rights: SecretFileRights;
}

/**
 * Reads who publishes: the connection from settings or the secret file, and the secrets from there, from the keychain
 * and stdin. The connection becomes the active one of the data folder.
 */
export async function readIdentity(
  { name, secretFile, readsSecret }: Pick<PublishInvocation, 'name' | 'secretFile' | 'readsSecret'>,
  parts: IdentityParts,
): Promise<Result<PublisherIdentity>> {
  const file = secretFile === null ? null : await readSecretFile(secretFile, parts.rights);
  if (file?.ok === false) return file;
  const found = await connectionOf(name, file?.value ?? null, parts.settings);
  if (!found.ok) return found;
  const saved = found.value;
  const { profile, publisher: access } = saved;
  if (profile.auth === 'desk') return fail('invalid-input', { message: texts.isDesk(profile.name) });
  if (access === undefined) return fail('not-connected', { message: texts.notEnrolled(profile.name) });
  const pasted = readsSecret ? (await parts.readInput()).trim() : '';
  const kore = pasted === '' ? (file?.value.kore ?? null) : { auth: profile.auth, text: pasted };
  if (file !== null && kore?.auth !== profile.auth) return fail('not-connected', { message: texts.noKoreSecret });
  const item = kore === null ? null : encodeItem(toApiSecret(profile.auth, kore.text, profile.clientId ?? ''));
  const items = item === null ? {} : { [profile.id]: item };
  const keychain = createGivenKeychain(items, file === null ? parts.createKeychain() : null);
  const secret = file === null ? await secretIn(keychain, profile.id, access) : ok(file.value);
  if (!secret.ok) {
    await keychain.stop();
    return secret;
  }
  const { password, signingKey } = secret.value;
  if (publicKeyText(signingKey) !== access.keys[0]) return fail('invalid-input', { message: texts.secretOfOther });
  return ok({ saved, access, secret: { password, signingKey }, keychain });
}

/** The connection that is published, which becomes the active one. */
async function connectionOf(
  name: string | null,
  file: SecretFile | null,
  settings: SettingsStore,
): Promise<Result<SavedConnection>> {
  const given = file === null ? null : connectionIn(file.connection);
  if (given !== null) await settings.update((document) => withConnection(document, withMemory(given, settings)));
  const saved = given ?? findConnection(settings.get(), name);
  if (saved === null) {
    return fail('not-connected', { message: file === null ? texts.noneSaved : texts.noConnection });
  }
  const { id } = saved.profile;
  if (settings.get().activeConnectionId !== id) {
    await settings.update((document) => ({ ...document, activeConnectionId: id }));
  }
  return ok(saved);
}

/** The connection of a secret file, read as settings are. */
function connectionIn(value: unknown): SavedConnection | null {
  if (value === undefined) return null;
  return settingsSchema.safeParse({ ...DEFAULT_SETTINGS, connections: [value] }).data?.connections[0] ?? null;
}

/** What was learned of the server here stays. */
function withMemory(given: SavedConnection, settings: SettingsStore): SavedConnection {
  const known = settings.get().connections.find(({ profile }) => profile.id === given.profile.id);
  return { ...given, isSecretStored: true, memory: known?.memory ?? given.memory };
}

async function secretIn(
  keychain: Keychain,
  connectionId: string,
  { broker, site, keys: [key = ''] }: PublisherAccess,
): Promise<Result<PublisherSecret>> {
  const read = await keychain.read(itemAccounts.publisher(connectionId), true, 'user');
  const secret = read.state === 'stored' ? decodePublisherItem(read.value) : null;
  if (secret !== null) return ok(secret);
  const isMissing = read.state === 'stored' || read.state === 'missing';
  const message = isMissing ? texts.secretElsewhere({ broker, site, key }) : texts.noSecret(read.state);
  return err(appError('keychain-missing', { message }));
}
