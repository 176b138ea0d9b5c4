import {
  EMPTY_FORM,
  type Algorithm,
  type AuthKind,
  type ConnectionField,
  type ConnectionForm,
  type ConnectionProfile,
  type FieldNote,
} from '../../../electron/shared/model.ts';

/** The contents of Connect's fields; an empty string where the core's form has null. */
export interface ConnectDraft {
  /** The connection to change; null for a new one. */
  id: string | null;
  name: string;
  host: string;
  accountId: string;
  botId: string;
  auth: AuthKind;
  clientId: string;
  clientSecret: string;
  token: string;
  deskLine: string;
  algorithm: Algorithm;
  timeZone: string;
  isHostConfirmed: boolean;
  isNameConfirmed: boolean;
}

/** The fields in the order of the page, so the first problem found is the topmost. */
export const CONNECT_FIELDS: readonly ConnectionField[] = [
  'name',
  'host',
  'accountId',
  'botId',
  'clientId',
  'clientSecret',
  'token',
  'deskLine',
  'timeZone',
];

export const EMPTY_DRAFT: Readonly<ConnectDraft> = {
  ...EMPTY_FORM,
  clientSecret: '',
  token: '',
  deskLine: '',
  timeZone: '',
};

/** The form as the core expects it: an empty secret, token or line becomes null, which keeps the saved one. */
export function formOf(draft: Readonly<ConnectDraft>): ConnectionForm {
  const { clientSecret, token, deskLine, timeZone, ...rest } = draft;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
  return {
    ...rest,
    clientSecret: orNull(clientSecret),
    token: orNull(token),
    timeZone: orNull(timeZone),
    ...(rest.auth === 'desk' && { deskLine: orNull(deskLine) }),
  };
}

/** The fields of a saved connection, without its secret, which the page never gets. */
export function draftOf(profile: ConnectionProfile): Partial<ConnectDraft> {
  const { id, name, host, accountId, botId, auth, clientId, algorithm, timeZone } = profile;
  return { id, name, host, accountId, botId, auth, clientId: clientId ?? '', algorithm, timeZone: timeZone ?? '' };
}

/** Whether a note prevents testing and saving: an error always does, a question until it is answered, a notice never. */
export function isBlocking(note: FieldNote | undefined, isConfirmed: boolean): boolean {
  return note?.level === 'error' || (note?.level === 'confirm' && !isConfirmed);
}
