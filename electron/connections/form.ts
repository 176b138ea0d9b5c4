import { parseHost } from '../kore/host.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { ConnectionField, ConnectionForm, ConnectionProfile, FieldNote, FieldNotes } from '../shared/model.ts';
import { connectCheckTexts as texts } from '../shared/texts/connect/connect-checks.ts';
import { cleanName, trimPasted, withoutInvisible } from '../shared/names/invisible.ts';
import { isValidTimeZone } from '../time/local-zone.ts';
import { checkId, checkSecret, checkToken, cleanToken, errorNote, noticeNote } from './credentials.ts';
import { checkDeskLine, normalizeDesk } from './desk-form.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Registry } from './registry.ts';
import { decodeItem, toApiSecret } from './secret.ts';
import type { ConnectionParts, ConnectionSecret } from './types.ts';

type FormParts = Pick<ConnectionParts, 'keychain' | 'clock'>;

/** What a check needs to know besides the form. */
export interface FormFacts {
  /** Whether an empty secret or token can keep a saved one. */
  readonly hasSavedSecret: boolean;
  /** The host of another connection that has the form's name already; null when the name is free. */
  readonly nameHolder: string | null;
  /** Epoch milliseconds, to tell an expired token. */
  readonly now: number;
}

/** A connection as the form has it: no id yet, and nothing that the form does not ask for. */
export type ConnectionDraft = Omit<ConnectionProfile, 'id' | 'apiTimes' | 'copies' | 'isHistoryOff'>;

/** A form that may be used, with its secret. */
export interface Entry {
  readonly draft: ConnectionDraft;
  readonly secret: ConnectionSecret;
}

/** A form in its final spelling; a null secret means that the saved one stays. */
interface NormalForm {
  readonly draft: ConnectionDraft;
  readonly secret: ConnectionSecret | null;
}

const MAX_NAME = 60;

/** Checks a form; an empty secret is fine where the connection that is changed has one for the same place. */
export function checkEntry({ clock }: FormParts, form: ConnectionForm, registry: Registry): FieldNotes {
  const draft = entryOf(form, registry)?.draft ?? null;
  const hasSavedSecret = draft !== null && canReuseSecret(draft, registry.targetOf(form));
  const nameHolder = registry.holderOf(draft?.name ?? form.name, form.id)?.profile.host ?? null;
  return checkForm(form, { hasSavedSecret, nameHolder, now: clock.now() });
}

/**
 * Makes an entry of a form: `invalid-input` with the field, or a keychain error when the saved secret is used again and
 * cannot be read.
 */
export async function readEntry(parts: FormParts, form: ConnectionForm, registry: Registry): Promise<Result<Entry>> {
  const obstacle = obstacleOf(checkEntry(parts, form, registry));
  if (obstacle !== null) return fail('invalid-input', obstacle);
  const entry = entryOf(form, registry);
  if (entry === null) return fail('invalid-input');
  const { draft, secret } = entry;
  const used = secret === null ? await savedSecret(parts, registry.targetOf(form)) : ok(secret);
  return used.ok ? ok({ draft, secret: used.value }) : used;
}

/** The form in its final spelling; null where it has no host, or no line of a desk. */
function entryOf(form: ConnectionForm, registry: Registry): NormalForm | null {
  if (form.auth === 'desk') return normalizeDesk(form, registry.targetOf(form)?.profile.relay ?? null);
  const host = parseHost(form.host);
  return host.ok ? normalizeForm(form, host.value.origin) : null;
}

/** A saved secret is sent only to the host it was saved for; another host could steal it, another client cannot use it. */
function canReuseSecret({ host, auth, clientId }: ConnectionDraft, target: OpenConnection | null): boolean {
  if (target === null) return false;
  const { profile } = target;
  return profile.host === host && profile.auth === auth && profile.clientId === clientId;
}

async function savedSecret({ keychain }: FormParts, target: OpenConnection | null): Promise<Result<ConnectionSecret>> {
  if (target === null) return fail('keychain-missing');
  if (target.secret !== null) return ok(target.secret);
  const read = await keychain.read(target.profile.id, true, 'user');
  if (read.state !== 'stored') return fail(`keychain-${read.state}`);
  const secret = decodeItem(read.value, target.profile);
  return secret === null ? fail('keychain-missing') : ok(secret);
}

/** Checks every field of the form without any call; a field without a note is fine. */
export function checkForm(form: ConnectionForm, { hasSavedSecret, nameHolder, now }: FormFacts): FieldNotes {
  if (form.auth === 'desk') return checkDesk(form, { hasSavedSecret, nameHolder });
  const isToken = form.auth === 'token';
  const notes: Record<ConnectionField, FieldNote | null> = {
    name: checkName(form.name) ?? checkHolder(form, nameHolder),
    host: checkHost(form),
    accountId: checkId('accountId', form.accountId),
    botId: checkId('botId', form.botId),
    clientId: isToken ? null : checkId('clientId', form.clientId),
    clientSecret: isToken ? null : checkSecret(form.clientSecret, hasSavedSecret),
    token: isToken ? checkToken(form.token, hasSavedSecret, now) : null,
    deskLine: null,
    timeZone: checkTimeZone(form.timeZone),
  };
  return saidOf(notes);
}

function checkDesk(form: ConnectionForm, { hasSavedSecret, nameHolder }: Omit<FormFacts, 'now'>): FieldNotes {
  return saidOf({
    name: checkName(form.name) ?? checkHolder(form, nameHolder),
    deskLine: checkDeskLine(form.deskLine, hasSavedSecret),
  });
}

function saidOf(notes: Readonly<Partial<Record<ConnectionField, FieldNote | null>>>): FieldNotes {
  return Object.fromEntries(Object.entries(notes).filter(([, note]) => note !== null));
}

/** The first note that stops testing and saving: an error, or a confirmation that is still missing; else null. */
export function obstacleOf(notes: FieldNotes): { readonly field: string; readonly message: string } | null {
  const found = Object.entries(notes).find(([, note]) => note.level !== 'notice');
  return found === undefined ? null : { field: found[0], message: found[1].message };
}

/**
 * The form in its final spelling: `host` an origin, ids without whitespace, an empty name becomes the host's. The secret
 * is sealed already; null means that the saved one stays.
 */
export function normalizeForm(form: ConnectionForm, origin: string): NormalForm {
  const isToken = form.auth === 'token';
  const clientId = withoutInvisible(form.clientId);
  const text = isToken ? cleanToken(form.token ?? '') : trimPasted(form.clientSecret ?? '');
  return {
    draft: {
      name: cleanName(form.name) || new URL(origin).hostname.slice(0, MAX_NAME),
      host: origin,
      accountId: withoutInvisible(form.accountId),
      botId: withoutInvisible(form.botId),
      auth: form.auth,
      clientId: isToken ? null : clientId,
      algorithm: form.algorithm,
      timeZone: cleanZone(form.timeZone),
    },
    secret: text === '' ? null : toApiSecret(isToken ? 'token' : 'secret', text, clientId),
  };
}

/** What to say about the name of a connection; an empty one becomes the host. */
export function checkName(name: string): FieldNote | null {
  if (cleanName(name).length > MAX_NAME) return errorNote(texts.nameTooLong(MAX_NAME));
  if (/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u.test(cleanName(name))) return errorNote(texts.nameCharacters);
  return null;
}

/** Saving replaces another connection of the name, so it asks first. */
function checkHolder({ isNameConfirmed }: ConnectionForm, holder: string | null): FieldNote | null {
  if (holder === null) return null;
  if (isNameConfirmed) return noticeNote(texts.nameReplaces(holder));
  return { level: 'confirm', message: texts.nameHeld(holder) };
}

function checkHost({ host, isHostConfirmed }: ConnectionForm): FieldNote | null {
  const parsed = parseHost(host);
  if (!parsed.ok) return errorNote(parsed.error.message);
  const { origin, notice, needsConfirmation } = parsed.value;
  if (needsConfirmation && !isHostConfirmed) {
    return { level: 'confirm', message: notice ?? texts.hostConfirm(origin) };
  }
  return noticeNote(notice ?? false);
}

/** What to say about the team's time zone; null means this computer's. */
export function checkTimeZone(zone: string | null): FieldNote | null {
  const clean = cleanZone(zone);
  return clean === null || isValidTimeZone(clean) ? null : errorNote(texts.timeZone);
}

/** The name of a zone without what a paste brings along; null where nothing is left. */
export function cleanZone(zone: string | null): string | null {
  return withoutInvisible(zone ?? '') || null;
}
