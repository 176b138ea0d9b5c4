import type { SettingsDocument } from '../settings/types.ts';
import type { ConnectionPatch } from '../shared/contract/commands.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { isSameAccount, type ConnectionProfile } from '../shared/model.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { deskTexts } from '../shared/texts/relay/desk.ts';
import { cleanName } from '../shared/names/invisible.ts';
import { changeConnection, withAccountCopies } from './document.ts';
import { checkName, checkTimeZone, cleanZone } from './form.ts';
import { withProfile, type OpenConnection, type OpenConnectionStore } from './open-connection.ts';
import type { Registry } from './registry.ts';
import type { ConnectionParts, PublishedFacts } from './types.ts';

type ProfilePatch = ConnectionPatch & Pick<ConnectionProfile, 'isDemo'>;

/**
 * Changes name, team zone or zone of API times of the open connection, the number of copies of its account, or whether its
 * history is saved, in the settings too where it is saved there. `not-connected`, `invalid-input` with the field,
 * `not-on-desk` for what a publisher decides, or `storage` when the change holds for this run only.
 */
export async function updateConnection(
  settings: ConnectionParts['settings'],
  store: OpenConnectionStore,
  registry: Registry,
  patch: ConnectionPatch,
): Promise<Result<null>> {
  const open = store.get();
  if (open === null) return fail('not-connected');
  const clean = cleanPatch(patch);
  const refused = refusalOf(registry, clean, open);
  return refused ?? changeOpen(settings, store, registry, open, clean);
}

/** Takes over what the publisher of a desk says of its team, where it is the open connection. */
export async function takePublished(
  settings: ConnectionParts['settings'],
  store: OpenConnectionStore,
  registry: Registry,
  { id }: Pick<ConnectionProfile, 'id'>,
  { timeZone, isDemo }: PublishedFacts,
): Promise<void> {
  const open = store.get();
  if (open?.profile.id !== id) return;
  // A zone that this computer does not know is none for it.
  const zone = checkTimeZone(timeZone) === null ? timeZone : open.profile.timeZone;
  const isKnown = open.profile.timeZone === zone && (open.profile.isDemo ?? false) === isDemo;
  if (!isKnown) await changeOpen(settings, store, registry, open, { timeZone: zone, isDemo });
}

async function changeOpen(
  settings: ConnectionParts['settings'],
  store: OpenConnectionStore,
  { sessions }: Registry,
  open: OpenConnection,
  patch: ProfilePatch,
): Promise<Result<null>> {
  const changed = withProfile(open, patch);
  const { copies } = patch;
  if (copies !== undefined) {
    const ofAccount = sessions.list().filter(({ profile }) => isSameAccount(profile, open.profile));
    for (const session of ofAccount) sessions.put(withProfile(session, { copies }));
  }
  if (open.home === 'session') sessions.put(changed);
  store.set(changed);
  return write(settings, changed, patch);
}

function cleanPatch(patch: ConnectionPatch): ConnectionPatch {
  const { name, timeZone } = patch;
  return {
    ...patch,
    ...(name === undefined ? {} : { name: cleanName(name) }),
    ...(timeZone === undefined ? {} : { timeZone: cleanZone(timeZone) }),
  };
}

async function write(
  settings: ConnectionParts['settings'],
  { home, profile }: OpenConnection,
  patch: ProfilePatch,
): Promise<Result<null>> {
  const change = (document: SettingsDocument): SettingsDocument => {
    const own = changeConnection(document, profile.id, (saved) => ({
      ...saved,
      profile: { ...saved.profile, ...patch },
    }));
    return patch.copies === undefined ? own : withAccountCopies(own, profile, patch.copies);
  };
  // One of this run may share its account with saved ones.
  const isForFile = home === 'saved' || change(settings.get()) !== settings.get();
  return isForFile ? settings.update(change) : ok(null);
}

function refusalOf(
  registry: Registry,
  { name, timeZone, apiTimes, copies }: ConnectionPatch,
  { profile }: OpenConnection,
): Result<null> | null {
  if (name !== undefined) {
    const note = checkName(name);
    if (note !== null) return fail('invalid-input', { field: 'name', message: note.message });
    if (name === '') return fail('invalid-input', { field: 'name', message: texts.nameMissing });
    if (registry.holderOf(name, profile.id) !== null) {
      return fail('invalid-input', { field: 'name', message: texts.nameTaken });
    }
  }
  const isOfAccount = timeZone !== undefined || apiTimes !== undefined || copies !== undefined;
  if (isOfAccount && profile.auth === 'desk') return fail('not-on-desk', { message: deskTexts.setByPublisher });
  const zoneNote = checkTimeZone(timeZone ?? null);
  return zoneNote === null ? null : fail('invalid-input', { field: 'timeZone', message: zoneNote.message });
}
