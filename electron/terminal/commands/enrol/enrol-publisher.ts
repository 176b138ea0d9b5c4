import { rm } from 'node:fs/promises';
import path from 'node:path';
import { changeConnection } from '../../../connections/document.ts';
import { itemAccounts } from '../../../keychain/accounts.ts';
import { brokerUrl } from '../../../relay/broker/url.ts';
import { addAccount, removeAccount } from '../../../relay/enrol/accounts.ts';
import { newPublisher, type NewPublisher } from '../../../relay/enrol/new-accounts.ts';
import { decodePublisherItem, encodePublisherItem } from '../../../relay/enrol/publisher-item.ts';
import { publicKeyText, readPublicKey, signingKeyText } from '../../../relay/wire/keys.ts';
import type { PublisherAccess, SavedConnection } from '../../../settings/types.ts';
import { MAX_DESK_KEYS } from '../../../shared/model.ts';
import { err, fail, ok, type Result } from '../../../shared/result.ts';
import { enrolTexts as texts } from '../../../shared/texts/relay/enrol.ts';
import type { EnrolAction } from '../../invocation.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { atBroker, writeNew, writeToSet, type Enrolment, type EnrolParts } from './enrol-parts.ts';

type PublisherAction = Extract<EnrolAction, { kind: 'publisher' }>;
type Given = Omit<Enrolment, 'publisher'>;

/** `enrol --publisher`: makes a publisher of a connection, or has one that is there trust more keys. */
export async function enrolPublisher(
  action: PublisherAction,
  given: Given,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  const { profile, publisher } = given.saved;
  if (profile.auth === 'desk') return fail('invalid-input', { message: texts.isDesk(profile.name) });
  if (!action.keys.every((key) => readPublicKey(key) !== null)) return fail('invalid-input', { message: texts.noKey });
  if (publisher === undefined || (await isOfAnother(publisher, action, given.saved, parts))) {
    return makePublisher(action, given, io, parts);
  }
  if (action.broker !== null || action.keys.length === 0) {
    return fail('invalid-input', { message: texts.isPublisher(profile.name) });
  }
  return trustKeys(action.keys, given.saved, publisher, io, parts);
}

/** A standby may begin with the settings of the first publisher, whose views have the ids that desks know. */
async function isOfAnother(
  { site, keys }: PublisherAccess,
  action: PublisherAction,
  { profile: { id } }: SavedConnection,
  { keychain }: EnrolParts,
): Promise<boolean> {
  const [itsKey = ''] = keys;
  if (action.site !== site || !action.keys.includes(itsKey)) return false;
  const item = await keychain.read(itemAccounts.publisher(id), false, 'user');
  const secret = item.state === 'stored' ? decodePublisherItem(item.value) : null;
  return secret === null || publicKeyText(secret.signingKey) !== itsKey;
}

async function makePublisher(
  action: PublisherAction,
  given: Given,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  const { profile } = given.saved;
  if (action.broker === null) return fail('invalid-input', { message: texts.brokerMissing });
  const broker = brokerUrl(action.broker);
  if (!broker.ok) return broker;
  const { site, keys } = action;
  const made = newPublisher(
    { name: texts.publisherName(profile.name), broker: broker.value, site, keys },
    parts.randomBytes,
  );
  // First where its secrets are: without them nobody could use the account.
  const kept = await keepSecrets(action.secretFile, made, given.saved, parts);
  if (!kept.ok) return kept;
  const done = await setAndSave(made, given, io, parts);
  if (done.ok) sayMade(action, made, given.saved, io);
  else await kept.value.forget();
  return done;
}

/** Puts the secrets into the keychain, or into a new file for the service manager. */
async function keepSecrets(
  file: string | null,
  { access, password, signingKey }: NewPublisher,
  saved: SavedConnection,
  { keychain }: EnrolParts,
): Promise<Result<{ readonly forget: () => Promise<unknown> }>> {
  if (file !== null) {
    const written = await writeNew(file, {
      v: 1,
      // For the administrator to fill in: it is never copied from the keychain.
      [saved.profile.auth === 'token' ? 'token' : 'clientSecret']: '',
      password,
      signingKey: signingKeyText(signingKey),
      connection: { ...saved, publisher: access },
    });
    return written.ok ? ok({ forget: () => rm(file, { force: true }) }) : written;
  }
  const account = itemAccounts.publisher(saved.profile.id);
  const written = await keychain.write(account, encodePublisherItem({ password, signingKey }), 'user');
  if (!written.ok) return err({ ...written.error, message: `${written.error.message} ${texts.useSecretFile}` });
  return ok({ forget: () => keychain.remove(account, true, 'user') });
}

async function setAndSave(
  { account, access, password }: NewPublisher,
  { invocation, saved }: Given,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  if (invocation.print !== null) {
    const written = await writeToSet(invocation.print, account, password, io);
    return written.ok ? savePublisher(saved, access, parts) : written;
  }
  return atBroker(access.broker, { invocation, saved }, io, parts, async (broker) => {
    const added = await addAccount(broker, account, password);
    if (!added.ok) return added;
    const written = await savePublisher(saved, access, parts);
    if (!written.ok) await removeAccount(broker, account.user);
    return written;
  });
}

async function trustKeys(
  keys: readonly string[],
  saved: SavedConnection,
  publisher: PublisherAccess,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  const all = [...new Set([...publisher.keys, ...keys])];
  if (all.length > MAX_DESK_KEYS) return fail('invalid-input', { message: texts.manyKeys(MAX_DESK_KEYS) });
  const written = await savePublisher(saved, { ...publisher, keys: all }, parts);
  if (!written.ok) return written;
  io.say(texts.trusted(all.length));
  // A publisher that runs has read its keys when it began.
  io.say(texts.restart);
  return written;
}

/** Saves what is known of a connection's publisher; undefined forgets it. */
export function savePublisher(
  { profile: { id } }: SavedConnection,
  publisher: PublisherAccess | undefined,
  { session }: EnrolParts,
): Promise<Result<null>> {
  return session.settings.update((document) => changeConnection(document, id, (saved) => ({ ...saved, publisher })));
}

function sayMade(
  { secretFile, site, keys }: PublisherAction,
  { access }: NewPublisher,
  { profile }: SavedConnection,
  io: TerminalIo,
): void {
  const [ownKey = ''] = access.keys;
  io.say(secretFile === null ? texts.publisherMade(profile.name) : texts.secretsInFile(path.resolve(secretFile)));
  io.say(site === null ? texts.standby(access.site, ownKey) : texts.toFirst(ownKey));
  if (keys.length > 0) io.say(texts.trusted(access.keys.length));
}
