import type { ConnectionField, ConnectionForm, ConnectionProfile, FieldNote, FieldNotes } from '../shared/model.ts';
import { checkId } from './check-ids.ts';
import { checkSecret, checkToken } from './check-secret.ts';
import { cleanName, withoutUnseen } from '../shared/unseen.ts';
import { cleanPastedId, cleanSecret, cleanToken } from './clean.ts';
import { errorNote, noticeNote } from './notes.ts';
import { toApiSecret } from './secret.ts';
import type { ApiSecret } from '../kore/types.ts';
import type { ParseHost } from './types.ts';

/** What a check needs to know besides the form. */
export interface FormFacts {
  readonly parseHost: ParseHost;
  readonly isValidTimeZone: (timeZone: string) => boolean;
  /** Whether an empty secret or token can keep a saved one. */
  readonly hasSavedSecret: boolean;
  /** The host of another connection that has the form's name already; null when the name is free. */
  readonly nameHolder: string | null;
  /** Epoch milliseconds, to tell an expired token. */
  readonly now: number;
}

/** A form as it will be used: no id yet, and the secret already sealed; null keeps the saved one. */
export interface NormalForm {
  readonly draft: Omit<ConnectionProfile, 'id' | 'apiTimes' | 'copies'>;
  readonly secret: ApiSecret | null;
}

const MAX_NAME = 60;

/** Checks every field of the form without any call (reliability: B1-B23); a field without a note is fine. */
export function checkForm(form: ConnectionForm, facts: FormFacts): FieldNotes {
  const isToken = form.auth === 'token';
  const notes: Record<ConnectionField, FieldNote | null> = {
    name: checkName(form.name) ?? checkHolder(form, facts.nameHolder),
    host: checkHost(form, facts.parseHost),
    accountId: checkId('accountId', form.accountId),
    botId: checkId('botId', form.botId),
    clientId: isToken ? null : checkId('clientId', form.clientId),
    clientSecret: isToken ? null : checkSecret(form.clientSecret, facts.hasSavedSecret),
    token: isToken ? checkToken(form.token, facts.hasSavedSecret, facts.now) : null,
    timeZone: checkTimeZone(form.timeZone, facts.isValidTimeZone),
  };
  return Object.fromEntries(Object.entries(notes).filter(([, note]) => note !== null));
}

/** The first note that stops testing and saving: an error, or a confirmation that is still missing; else null. */
export function obstacleOf(notes: FieldNotes): { readonly field: string; readonly message: string } | null {
  const found = Object.entries(notes).find(([, note]) => note.level !== 'notice');
  return found === undefined ? null : { field: found[0], message: found[1].message };
}

/** The form in its final spelling: `host` an origin, ids without whitespace, an empty name becomes the host's. */
export function normalizeForm(form: ConnectionForm, origin: string): NormalForm {
  const isToken = form.auth === 'token';
  const clientId = cleanPastedId(form.clientId);
  const text = isToken ? cleanToken(form.token ?? '') : cleanSecret(form.clientSecret ?? '');
  return {
    draft: {
      name: cleanName(form.name) || new URL(origin).hostname.slice(0, MAX_NAME),
      host: origin,
      accountId: cleanPastedId(form.accountId),
      botId: cleanPastedId(form.botId),
      auth: form.auth,
      clientId: isToken ? null : clientId,
      algorithm: form.algorithm,
      timeZone: cleanZone(form.timeZone),
    },
    secret: text === '' ? null : toApiSecret(form.auth, text, clientId),
  };
}

/** What to say about the name of a connection; an empty one becomes the host. */
export function checkName(name: string): FieldNote | null {
  if (cleanName(name).length > MAX_NAME) return errorNote(`The name may have at most ${MAX_NAME} characters.`);
  if (/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u.test(cleanName(name)))
    return errorNote('The name contains characters that cannot be shown.');
  return null;
}

/** What to say about a name that another connection has; saving replaces that one, so it asks first. */
function checkHolder({ isNameConfirmed }: ConnectionForm, holder: string | null): FieldNote | null {
  if (holder === null) return null;
  if (isNameConfirmed) return noticeNote(`The connection of this name (${holder}) will be replaced.`);
  return { level: 'confirm', message: `Another connection has this name (${holder}). Choose another, or replace it.` };
}

function checkHost({ host, isHostConfirmed }: ConnectionForm, parseHost: ParseHost): FieldNote | null {
  const parsed = parseHost(host);
  if (!parsed.ok) return errorNote(parsed.error.message);
  const { origin, notice, needsConfirmation } = parsed.value;
  if (needsConfirmation && !isHostConfirmed) {
    return { level: 'confirm', message: notice ?? `This host will be called: ${origin}. Is that the one you mean?` };
  }
  return noticeNote(notice ?? false);
}

/** What to say about the team's time zone; null means this computer's. */
export function checkTimeZone(zone: string | null, isValid: (zone: string) => boolean): FieldNote | null {
  const clean = cleanZone(zone);
  return clean === null || isValid(clean)
    ? null
    : errorNote('This time zone is not known. Choose one like Europe/Berlin.');
}

/** The name of a zone without what a paste brings along; null where nothing is left. */
export function cleanZone(zone: string | null): string | null {
  return withoutUnseen(zone ?? '') || null;
}
