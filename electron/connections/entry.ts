import type { ApiSecret } from '../kore/types.ts';
import { fail } from '../shared/messages.ts';
import type { ConnectionForm, FieldNotes } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { checkForm, normalizeForm, obstacleOf, type NormalForm } from './form.ts';
import type { Present } from './present.ts';
import type { Shelf } from './shelf.ts';
import { decodeItem } from './secret.ts';
import type { ConnectionParts } from './types.ts';

type EntryParts = Pick<ConnectionParts, 'keychain' | 'parseHost' | 'isValidTimeZone' | 'clock'>;

/** A form that may be used, with its secret. */
export interface Entry {
  readonly draft: NormalForm['draft'];
  readonly secret: ApiSecret;
}

/** Checks a form; an empty secret is fine where the connection that is changed has one for the same place. */
export function checkEntry(parts: EntryParts, form: ConnectionForm, shelf: Shelf): FieldNotes {
  const { parseHost, isValidTimeZone, clock } = parts;
  const host = parseHost(form.host);
  const draft = host.ok ? normalizeForm(form, host.value.origin).draft : null;
  const hasSavedSecret = draft !== null && isKeepable(draft, targetOf(form, shelf));
  const nameHolder = shelf.holderOf(draft?.name ?? form.name, form.id)?.profile.host ?? null;
  return checkForm(form, { parseHost, isValidTimeZone, hasSavedSecret, nameHolder, now: clock.now() });
}

/** The connection that a form changes; null for a new one, and for one that was forgotten meanwhile. */
export function targetOf({ id }: ConnectionForm, shelf: Shelf): Present | null {
  return id === null ? null : shelf.find(id);
}

/**
 * Turns a form into an entry: `invalid-input` with the field, or a keychain error when the saved secret is to be kept
 * and cannot be read.
 */
export async function readEntry(parts: EntryParts, form: ConnectionForm, shelf: Shelf): Promise<Result<Entry>> {
  const obstacle = obstacleOf(checkEntry(parts, form, shelf));
  if (obstacle !== null) return fail('invalid-input', obstacle);
  const host = parts.parseHost(form.host);
  if (!host.ok) return host;
  const { draft, secret } = normalizeForm(form, host.value.origin);
  const kept = secret === null ? await keptSecret(parts, targetOf(form, shelf)) : ok(secret);
  return kept.ok ? ok({ draft, secret: kept.value }) : kept;
}

/** A saved secret goes only where it went before: another host could collect it, another client cannot use it. */
function isKeepable({ host, auth, clientId }: NormalForm['draft'], target: Present | null): boolean {
  if (target === null) return false;
  const { profile } = target;
  return profile.host === host && profile.auth === auth && profile.clientId === clientId;
}

async function keptSecret({ keychain }: EntryParts, target: Present | null): Promise<Result<ApiSecret>> {
  if (target === null) return fail('keychain-missing');
  if (target.secret !== null) return ok(target.secret);
  const read = await keychain.read(target.profile.id, true, 'user');
  if (read.state !== 'stored') return fail(`keychain-${read.state}`);
  const secret = decodeItem(read.value, target.profile);
  return secret === null ? fail('keychain-missing') : ok(secret);
}
