import { itemAccounts } from '../keychain/accounts.ts';
import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import { copiesOfAccount, MIN_COPIES, NOTHING_LEARNED, type ConnectionProfile } from '../shared/model.ts';
import { err, fail, ok, type Result } from '../shared/result.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { findById, findConnection, namesakesOf, withConnection, withoutConnection } from './document.ts';
import type { Entry } from './form.ts';
import { openConnection, savedWithSecret, type OpenConnection } from './open-connection.ts';
import type { Registry } from './registry.ts';
import { encodeItem } from './secret.ts';
import type { ConnectionParts, PublishedFacts } from './types.ts';

type Sessions = Registry['sessions'];
type SaveParts = Pick<ConnectionParts, 'settings' | 'keychain' | 'createCaller' | 'randomUUID' | 'onForgotten'>;

/** How a form is saved. */
export interface SaveOptions {
  readonly sessions: Sessions;
  /** What publishers have said of their teams, by site. */
  readonly published: ReadonlyMap<string, PublishedFacts>;
  /** The connection that is changed; null for a new one, which takes the place of one of its name. */
  readonly target: OpenConnection | null;
  /** Whether to open it afterwards: not when the user has opened another one meanwhile. */
  readonly opens: () => boolean;
}

/** What became of a save: the connection to open, and an error when not all of it could be kept. */
export interface Saved {
  readonly saved: OpenConnection;
  readonly written: Result<null>;
}

/**
 * Puts the secret into the keychain and the rest into the settings, as the active connection; others of the same name
 * are replaced, also one that another process saves at this moment. A keychain error means that nothing was changed. A
 * new connection that the settings file cannot take is kept for this run only, and its secret is taken out of the
 * keychain again, where nobody would find it.
 */
export async function saveInKeychain(parts: SaveParts, entry: Entry, options: SaveOptions): Promise<Result<Saved>> {
  const { settings, keychain } = parts;
  const { sessions, target } = options;
  const before = settings.get();
  const existing = target === null ? findConnection(before, entry.draft.name) : findById(before, target.profile.id);
  const profile = profileOf(parts, entry.draft, existing?.profile ?? target?.profile ?? null, options);
  const saved = savedFrom(profile, existing);
  const { id } = saved.profile;
  const stored = await keychain.write(id, encodeItem(entry.secret), 'user');
  if (!stored.ok) return err(stored.error);
  const { written, replaced } = await writeSaved(settings, saved, options.opens);
  if (written.ok || existing !== null) {
    sessions.delete(id);
    const left = await forgetNamesakes(parts, sessions, saved.profile, replaced);
    return ok({ saved: savedWithSecret(parts, saved, entry.secret), written: written.ok ? left : written });
  }
  await keychain.remove(id, true, 'user');
  const { activeConnectionId } = before;
  await settings.update((document) => ({ ...withoutConnection(document, id), activeConnectionId }));
  return ok({ saved: saveForSession(parts, entry, options), written });
}

/**
 * Keeps a connection for this run only, in neither keychain nor settings, so that no restart finds half of it. A saved
 * connection of the same name stays saved.
 */
export function saveForSession(
  parts: SaveParts,
  { draft, secret }: Entry,
  options: Omit<SaveOptions, 'opens'>,
): OpenConnection {
  const { sessions, target } = options;
  const existing = target === null ? sessions.find(draft.name) : sessions.get(target.profile.id);
  const profile = profileOf(parts, draft, existing?.profile ?? null, options);
  const session = openConnection(parts.createCaller, profile, 'session', secret);
  forgetSessions(parts, sessions, profile);
  sessions.put(session);
  return session;
}

/**
 * Forgets a saved connection: its keychain item and its place in the settings, where `successor` becomes the active one
 * if it was. The settings forget it even if the keychain fails; the error then says what is left in the keychain.
 */
export async function forgetSaved(
  { keychain, settings }: Pick<ConnectionParts, 'keychain' | 'settings'>,
  saved: SavedConnection,
  successor: string | null,
): Promise<Result<null>> {
  const removed = await removeSecret(keychain, saved);
  const written = await settings.update((document) => withoutConnection(document, saved.profile.id, successor));
  return written.ok ? removed : written;
}

/** Takes the secret of a connection out of the keychain; the error of a failure says what is left behind. */
async function removeSecret(
  keychain: ConnectionParts['keychain'],
  { profile: { id, name }, isSecretStored, publisher }: SavedConnection,
): Promise<Result<null>> {
  if (publisher !== undefined) {
    for (const account of Object.values(itemAccounts)) await keychain.remove(account(id), false, 'user');
  }
  const removed = await keychain.remove(id, isSecretStored, 'user');
  if (removed.ok) return ok(null);
  return fail(removed.error.code, { message: texts.secretLeft(name, id) });
}

function savedFrom(profile: ConnectionProfile, existing: SavedConnection | null): SavedConnection {
  return {
    profile,
    isSecretStored: true,
    memory: existing?.profile.host === profile.host ? existing.memory : NOTHING_LEARNED,
    views: existing?.views ?? [],
    activeViewId: existing?.activeViewId ?? null,
    ...(existing?.rules === undefined ? {} : { rules: existing.rules }),
    ...(existing?.publisher === undefined ? {} : { publisher: existing.publisher }),
  };
}

async function writeSaved(
  settings: SaveParts['settings'],
  saved: SavedConnection,
  opens: () => boolean,
): Promise<{ readonly written: Result<null>; readonly replaced: readonly SavedConnection[] }> {
  const { id } = saved.profile;
  const becomesActive = opens();
  // The change may run again, on settings that another process has written. The last run counts.
  let replaced: readonly SavedConnection[] = [];
  const written = await settings.update((document) => {
    replaced = namesakesOf(document, saved.profile);
    const rest = replaced.reduce<SettingsDocument>(
      (left, other) => withoutConnection(left, other.profile.id),
      document,
    );
    const activeConnectionId = becomesActive ? id : (rest.activeConnectionId ?? id);
    return { ...withConnection(rest, saved), activeConnectionId };
  });
  return { written, replaced };
}

async function forgetNamesakes(
  parts: SaveParts,
  sessions: Sessions,
  profile: ConnectionProfile,
  replaced: readonly SavedConnection[],
): Promise<Result<null>> {
  forgetSessions(parts, sessions, profile);
  let outcome: Result<null> = ok(null);
  for (const other of replaced) {
    const removed = await removeSecret(parts.keychain, other);
    if (!removed.ok) outcome = removed;
    parts.onForgotten?.(other.profile.id);
  }
  return outcome;
}

function forgetSessions({ onForgotten }: SaveParts, sessions: Sessions, { id, name }: ConnectionProfile): void {
  const other = sessions.find(name);
  if (other === null || other.profile.id === id) return;
  sessions.delete(other.profile.id);
  onForgotten?.(other.profile.id);
}

/**
 * The form asks neither for the zone of API times nor for the number of copies, nor whether history is saved. A replaced
 * connection keeps them, but a number that is known of its account comes first.
 */
function profileOf(
  { settings, randomUUID }: SaveParts,
  draft: Entry['draft'],
  existing: ConnectionProfile | null,
  { sessions, published }: Pick<SaveOptions, 'sessions' | 'published'>,
): ConnectionProfile {
  const others = [...settings.get().connections, ...sessions.list()].map(({ profile }) => profile);
  // Only the publisher says them, and a desk that is given another name keeps its publisher.
  const same = existing?.auth === 'desk' && existing.accountId === draft.accountId ? existing : null;
  const facts = draft.auth === 'desk' ? (published.get(draft.accountId) ?? same) : null;
  return {
    ...draft,
    ...(facts !== null && { timeZone: facts.timeZone, isDemo: facts.isDemo }),
    id: existing?.id ?? randomUUID(),
    apiTimes: existing?.apiTimes ?? 'auto',
    copies: copiesOfAccount(draft, others) ?? existing?.copies ?? MIN_COPIES,
    ...(existing?.isHistoryOff === undefined ? {} : { isHistoryOff: existing.isHistoryOff }),
  };
}
