import type { SavedConnection, SettingsDocument } from '../settings/types.ts';
import { copiesOfAccount, LEAST_COPIES, NOTHING_LEARNED, type ConnectionProfile } from '../shared/model.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { namesakesOf, withConnection, withoutConnection } from './document.ts';
import type { Entry } from './entry.ts';
import { findById, findConnection } from './find.ts';
import { createMemoryCell } from './memory-cell.ts';
import type { Present } from './present.ts';
import { presentSaved } from './reader.ts';
import { removeSecret } from './remove.ts';
import { encodeItem } from './secret.ts';
import type { Sessions } from './sessions.ts';
import type { ConnectionParts } from './types.ts';

type SaveParts = Pick<ConnectionParts, 'settings' | 'keychain' | 'createClient' | 'randomUUID' | 'onForgotten'>;

/** How a form is saved. */
export interface SaveOptions {
  readonly sessions: Sessions;
  /** The connection that is changed; null for a new one, which takes the place of one of its name. */
  readonly target: Present | null;
  /** Whether it will be the one looked at: not when the user has opened another one meanwhile. */
  readonly isShown: () => boolean;
}

/** What became of a save: the connection to look at, and an error when not all of it could be kept. */
export interface Saved {
  readonly present: Present;
  readonly written: Result<null>;
}

/**
 * Puts the secret into the keychain and the rest into the settings, as the active connection; others of the same name
 * are replaced, also one that another process saves at this moment. A keychain error means that nothing was changed. A
 * new connection that the settings file cannot take is kept for this run only, and its secret is taken out of the
 * keychain again, where nobody would ever look for it.
 */
export async function saveInKeychain(parts: SaveParts, entry: Entry, options: SaveOptions): Promise<Result<Saved>> {
  const { settings, keychain } = parts;
  const { sessions, target } = options;
  const before = settings.get();
  const existing = target === null ? findConnection(before, entry.draft.name) : findById(before, target.profile.id);
  const profile = profileOf(parts, entry.draft, existing?.profile ?? target?.profile ?? null, sessions);
  const saved = savedFrom(profile, existing);
  const { id } = saved.profile;
  const stored = await keychain.write(id, encodeItem(entry.secret), 'user');
  if (!stored.ok) return err(stored.error);
  const { written, replaced } = await writeSaved(settings, saved, options.isShown);
  if (written.ok || existing !== null) {
    sessions.forget(id);
    const left = await forgetNamesakes(parts, sessions, saved.profile, replaced);
    return ok({ present: presentSaved(parts, saved, entry.secret), written: written.ok ? left : written });
  }
  await keychain.remove(id, true, 'user');
  const { activeConnectionId } = before;
  await settings.update((document) => ({ ...withoutConnection(document, id), activeConnectionId }));
  return ok({ present: keepForSession(parts, entry, options), written });
}

/**
 * Keeps a connection for this run only: neither keychain nor settings hear of it, so no restart finds half of it. A saved
 * one of its name stays saved beside it.
 */
export function keepForSession(
  parts: SaveParts,
  { draft, secret }: Entry,
  { sessions, target }: Pick<SaveOptions, 'sessions' | 'target'>,
): Present {
  const existing = target === null ? sessions.find(draft.name) : sessions.get(target.profile.id);
  const profile = profileOf(parts, draft, existing?.profile ?? null, sessions);
  const memory = createMemoryCell();
  const live = { profile, isDemo: false, memory, client: parts.createClient(profile, secret, memory) };
  const present: Present = { profile, home: 'session', secretState: 'session', secret, live };
  forgetSessions(parts, sessions, profile);
  sessions.keep(present);
  return present;
}

function savedFrom(profile: ConnectionProfile, existing: SavedConnection | null): SavedConnection {
  return {
    profile,
    isSecretStored: true,
    memory: existing?.profile.host === profile.host ? existing.memory : NOTHING_LEARNED,
    views: existing?.views ?? [],
    activeViewId: existing?.activeViewId ?? null,
  };
}

async function writeSaved(
  settings: SaveParts['settings'],
  saved: SavedConnection,
  isShown: () => boolean,
): Promise<{ readonly written: Result<null>; readonly replaced: readonly SavedConnection[] }> {
  const { id } = saved.profile;
  const becomesActive = isShown();
  // The change may be applied once more, to what another process has written; the last time is the one that counts.
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
  sessions.forget(other.profile.id);
  onForgotten?.(other.profile.id);
}

/**
 * The form does not ask how API times are read and how many copies there are: a replaced connection keeps both, but what
 * was said of its account comes first.
 */
function profileOf(
  { settings, randomUUID }: SaveParts,
  draft: Entry['draft'],
  existing: ConnectionProfile | null,
  sessions: Sessions,
): ConnectionProfile {
  const others = [...settings.get().connections, ...sessions.list()].map(({ profile }) => profile);
  return {
    ...draft,
    id: existing?.id ?? randomUUID(),
    apiTimes: existing?.apiTimes ?? 'auto',
    copies: copiesOfAccount(draft, others) ?? existing?.copies ?? LEAST_COPIES,
  };
}
