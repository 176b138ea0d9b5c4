import { itemAccounts } from '../../../keychain/accounts.ts';
import { addAccount, listAccounts, removeAccount, type BrokerAccount } from '../../../relay/enrol/accounts.ts';
import type { DynamicSecurity } from '../../../relay/enrol/dynamic-security.ts';
import { deskPrefix, newCleaner, publisherPrefix, userPrefix } from '../../../relay/enrol/new-accounts.ts';
import { decodePublisherItem } from '../../../relay/enrol/publisher-item.ts';
import { clearRetained } from '../../../relay/enrol/retained.ts';
import { roleOf } from '../../../relay/enrol/rights.ts';
import { isTopicId, siteTopics, topicOf } from '../../../relay/wire/topics.ts';
import { foldName } from '../../../shared/names/invisible.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { enrolTexts as texts } from '../../../shared/texts/relay/enrol.ts';
import type { EnrolAction } from '../../invocation.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { printable } from '../../target-arguments.ts';
import { atBroker, viewNames, writeNew, type Enrolment, type EnrolParts } from './enrol-parts.ts';
import { savePublisher } from './enrol-publisher.ts';

/** `enrol list`: every account of the site, publishers among them. */
export async function listEnrolled(
  { isJson }: Extract<EnrolAction, { kind: 'list' }>,
  given: Enrolment,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  const accounts = await atBroker(given.publisher.broker, given, io, parts, (broker) => accountsOf(broker, given));
  if (!accounts.ok) return accounts;
  if (isJson) {
    io.print(JSON.stringify(accounts.value.map((account) => ({ ...described(account, given), id: account.user }))));
    return ok(null);
  }
  for (const account of accounts.value) io.print(lineOf(account, given));
  if (!accounts.value.some((account) => described(account, given).kind === 'desk')) io.say(texts.none);
  return ok(null);
}

/** `enrol revoke`: ends a desk's account, or that of the publisher with all that is kept of it here. */
export async function revoke(
  { desk }: Extract<EnrolAction, { kind: 'revoke' }>,
  given: Enrolment,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  if (desk === null) return revokePublisher(given, io, parts);
  const revoked = await atBroker(given.publisher.broker, given, io, parts, async (broker) => {
    const accounts = await accountsOf(broker, given);
    if (!accounts.ok) return accounts;
    const found = findAccount(desk, accounts.value, given);
    const user = found.ok ? found.value.user : desk;
    // Its desks and what is retained would stay, and nobody could revoke them any more.
    if (user === given.publisher.user) return fail('invalid-input', { message: texts.ownPublisher });
    if (!found.ok && !isStandbyId(user, given)) return found;
    const removed = found.ok ? await removeAccount(broker, user) : ok(null);
    if (!removed.ok) return removed;
    if (found.ok && isDesk(found.value, given)) return ok([texts.deskRevoked(printable(found.value.name))]);
    const others = accounts.value.filter((other) => other.user !== user && isStandby(other, given));
    const dropped = await dropKeys(others.length, given, parts);
    if (!dropped.ok) return dropped;
    const cleared = await clear(broker, topicOfPublisher(user, given), given, parts);
    const done = found.ok ? texts.standbyRevoked(printable(found.value.name)) : texts.standbyCleared(user);
    if (cleared.ok) return ok([done, ...dropped.value]);
    const left = [...(found.ok ? [done, ...dropped.value] : []), cleared.error.message, texts.standbyLeft(user)];
    return fail(cleared.error.code, { message: left.join('\n') });
  });
  if (!revoked.ok) return revoked;
  for (const line of revoked.value) io.say(line);
  return ok(null);
}

/**
 * Has new desks trust this publisher alone once no other is enrolled: nobody knows which key is whose. Says what became of
 * the keys.
 */
async function dropKeys(
  others: number,
  { saved, publisher }: Enrolment,
  parts: EnrolParts,
): Promise<Result<readonly string[]>> {
  if (publisher.keys.length === 1) return ok([]);
  if (others > 0) return ok([texts.keyUnclear]);
  const written = await savePublisher(saved, { ...publisher, keys: publisher.keys.slice(0, 1) }, parts);
  return written.ok ? ok([texts.keyDropped, texts.restart]) : written;
}

async function revokePublisher(given: Enrolment, io: TerminalIo, parts: EnrolParts): Promise<Result<null>> {
  const { saved, publisher } = given;
  const { print } = given.invocation;
  const told =
    print === null
      ? await atBroker(publisher.broker, given, io, parts, (broker) => removeSite(broker, given, parts))
      : await printRevoked(print, given, parts);
  if (!told.ok) return told;
  const forgotten = await parts.keychain.remove(itemAccounts.publisher(saved.profile.id), false, 'user');
  const written = await savePublisher(saved, undefined, parts);
  if (!written.ok) return written;
  io.say(texts.publisherRevoked(saved.profile.name));
  io.say(told.value);
  if (!forgotten.ok) io.say(forgotten.error.message);
  return ok(null);
}

/**
 * Removes the account of a publisher with what it has said of itself, and with the last one of a site its desks and all that is
 * retained of it; says what became of them. What an earlier try has removed is not missed.
 */
async function removeSite(broker: DynamicSecurity, given: Enrolment, parts: EnrolParts): Promise<Result<string>> {
  const { site, user: own } = given.publisher;
  const accounts = await accountsOf(broker, given);
  if (!accounts.ok) return accounts;
  const removed = await removeAll(
    broker,
    accounts.value.filter(({ user }) => user === own),
  );
  if (!removed.ok) return removed;
  const desks = accounts.value.filter((account) => isDesk(account, given));
  const isLast = !accounts.value.some((account) => isStandby(account, given));
  const cleared = await clear(broker, isLast ? siteTopics(site) : topicOfPublisher(own, given), given, parts);
  if (!cleared.ok) return cleared;
  if (!isLast) return ok(texts.desksStay(desks.length));
  const gone = await removeAll(broker, desks);
  return gone.ok ? ok(texts.desksRevoked(desks.map(({ name }) => printable(name)))) : gone;
}

/** Clears what the broker has retained of some topics, with an account that ends with it. */
async function clear(
  broker: DynamicSecurity,
  topics: string,
  { publisher: { site, broker: url } }: Enrolment,
  parts: EnrolParts,
): Promise<Result<null>> {
  const { account, password } = newCleaner(site, parts.randomBytes);
  const left = await listAccounts(broker, account.user);
  const removed = left.ok ? await removeAll(broker, left.value) : left;
  const added = removed.ok ? await addAccount(broker, account, password) : removed;
  if (!added.ok) return added;
  const target = { url, clientId: account.user, user: account.user, password };
  const cleared = await clearRetained({ ...parts, target, topics });
  const ended = await removeAccount(broker, account.user);
  return cleared.ok ? ended : cleared;
}

/** What a publisher says of itself. */
function topicOfPublisher(user: string, { publisher: { site } }: Enrolment): string {
  return topicOf(site, { kind: 'publisher', publisher: user.slice(publisherPrefix(site).length) });
}

function isDesk({ user }: BrokerAccount, { publisher: { site } }: Enrolment): boolean {
  return user.startsWith(deskPrefix(site));
}

/** Whether it is another publisher than this one. */
function isStandby({ user }: BrokerAccount, { publisher: { site, user: own } }: Enrolment): boolean {
  return user !== own && user.startsWith(publisherPrefix(site));
}

/** Whether it is the id of another publisher, of which an earlier try may have removed the account alone. */
function isStandbyId(id: string, { publisher: { site } }: Enrolment): boolean {
  const prefix = publisherPrefix(site);
  return id.startsWith(prefix) && isTopicId(id.slice(prefix.length));
}

async function removeAll(broker: DynamicSecurity, accounts: readonly BrokerAccount[]): Promise<Result<null>> {
  for (const { user } of accounts) {
    const removed = await removeAccount(broker, user);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

/** At a broker that Rollcall cannot administer: clears what is retained, and writes which users are to be deleted. */
async function printRevoked(file: string, given: Enrolment, parts: EnrolParts): Promise<Result<string>> {
  const { site, user, broker, keys } = given.publisher;
  const written = await writeNew(file, { userName: user, isRevoked: true });
  if (!written.ok) return written;
  // Whether the others that it has known still publish, only the broker knows.
  if (keys.length > 1) return ok(texts.othersPerhaps(topicOfPublisher(user, given), siteTopics(site)));
  const item = await parts.keychain.read(itemAccounts.publisher(given.saved.profile.id), false, 'user');
  const secret = item.state === 'stored' ? decodePublisherItem(item.value) : null;
  if (secret === null) return ok(texts.clearThere(siteTopics(site)));
  const target = { url: broker, clientId: user, user, password: secret.password };
  const cleared = await clearRetained({ ...parts, target, topics: siteTopics(site) });
  return ok(cleared.ok ? texts.deleteUsers : texts.clearThere(siteTopics(site)));
}

async function accountsOf(
  broker: DynamicSecurity,
  { publisher }: Enrolment,
): Promise<Result<readonly BrokerAccount[]>> {
  const accounts = await listAccounts(broker, userPrefix(publisher.site));
  return accounts.ok ? ok(accounts.value.toSorted((one, other) => one.name.localeCompare(other.name))) : accounts;
}

function described(account: BrokerAccount, given: Enrolment) {
  const { name, rights } = account;
  if (!isDesk(account, given)) return { name, kind: 'publisher' as const };
  const { audience = null, views = [] } = roleOf(given.publisher.site, rights) ?? {};
  // Without a view there is nothing that an audience is of.
  return {
    name,
    kind: 'desk' as const,
    audience: views.length === 0 ? null : audience,
    views: viewNames(views, given.saved),
  };
}

function lineOf(account: BrokerAccount, given: Enrolment): string {
  const about = described(account, given);
  const publisher = account.user === given.publisher.user ? texts.thisPublisher : texts.publisher;
  const role = about.kind === 'desk' ? texts.role(about.views, about.audience) : publisher;
  return texts.listed({ name: printable(account.name), role, user: account.user });
}

/** The account of this name or id. */
function findAccount(text: string, accounts: readonly BrokerAccount[], given: Enrolment): Result<BrokerAccount> {
  const fits = accounts.filter(({ user, name }) => user === text || foldName(name) === foldName(text));
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return ok(only);
  const known = fits.length === 0 ? accounts.filter((account) => isDesk(account, given)) : fits;
  const problem = fits.length === 0 ? texts.nobody(printable(text), known.length) : texts.several(printable(text));
  return fail('invalid-input', {
    message: [problem, ...known.map((account) => `  ${lineOf(account, given)}`)].join('\n'),
  });
}
