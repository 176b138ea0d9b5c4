import type { ApiSecret } from '../kore/types.ts';
import { fail } from '../shared/messages.ts';
import type { ConnectionForm, FieldNotes } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { checkForm, normalizeForm, obstacleOf, type NormalForm } from './form.ts';
import type { Present } from './present.ts';
import { decodeItem } from './secret.ts';
import type { ConnectionParts } from './types.ts';

type EntryParts = Pick<ConnectionParts, 'keychain' | 'parseHost' | 'isValidTimeZone' | 'clock'>;

/** A form that may be used, with its secret. */
export interface Entry {
  readonly draft: NormalForm['draft'];
  readonly secret: ApiSecret;
}

/** Checks a form; an empty secret is fine where the present connection has one for the same place. */
export function checkEntry(parts: EntryParts, form: ConnectionForm, present: Present | null): FieldNotes {
  const { parseHost, isValidTimeZone, clock } = parts;
  const host = parseHost(form.host);
  const hasSavedSecret = host.ok && isKeepable(normalizeForm(form, host.value.origin).draft, present);
  return checkForm(form, { parseHost, isValidTimeZone, hasSavedSecret, now: clock.now() });
}

/**
 * Turns a form into an entry: `invalid-input` with the field, or a keychain error when the saved secret is to be kept
 * and cannot be read.
 */
export async function readEntry(
  parts: EntryParts,
  form: ConnectionForm,
  present: Present | null,
): Promise<Result<Entry>> {
  const obstacle = obstacleOf(checkEntry(parts, form, present));
  if (obstacle !== null) return fail('invalid-input', obstacle);
  const host = parts.parseHost(form.host);
  if (!host.ok) return host;
  const { draft, secret } = normalizeForm(form, host.value.origin);
  const kept = secret === null ? await keptSecret(parts, present) : ok(secret);
  return kept.ok ? ok({ draft, secret: kept.value }) : kept;
}

/** A saved secret goes only where it went before: another host could collect it, another client cannot use it. */
function isKeepable({ host, auth, clientId }: NormalForm['draft'], present: Present | null): boolean {
  if (present === null || present.home === 'demo') return false;
  const { profile } = present;
  return profile.host === host && profile.auth === auth && profile.clientId === clientId;
}

async function keptSecret({ keychain }: EntryParts, present: Present | null): Promise<Result<ApiSecret>> {
  if (present === null) return fail('keychain-missing');
  if (present.secret !== null) return ok(present.secret);
  const read = await keychain.read(present.profile.id, true, 'user');
  if (read.state !== 'stored') return fail(`keychain-${read.state}`);
  const secret = decodeItem(read.value, present.profile);
  return secret === null ? fail('keychain-missing') : ok(secret);
}
