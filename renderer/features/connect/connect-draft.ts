import type {
  Algorithm,
  AuthKind,
  ConnectionField,
  ConnectionForm,
  ConnectionProfile,
  FieldNote,
} from '../../../electron/shared/model.ts';

/** What stands in the fields of Connect; empty strings where the form has null. */
export interface ConnectDraft {
  /** The connection that is changed; null for a new one. */
  id: string | null;
  name: string;
  host: string;
  accountId: string;
  botId: string;
  auth: AuthKind;
  clientId: string;
  clientSecret: string;
  token: string;
  algorithm: Algorithm;
  timeZone: string;
  isHostConfirmed: boolean;
  isNameConfirmed: boolean;
}

/** The fields in the order of the page, so that the first problem is the topmost. */
export const CONNECT_FIELDS: readonly ConnectionField[] = [
  'name',
  'host',
  'accountId',
  'botId',
  'clientId',
  'clientSecret',
  'token',
  'timeZone',
];

/** A form nobody has typed into. */
export const EMPTY_DRAFT: Readonly<ConnectDraft> = {
  id: null,
  name: '',
  host: '',
  accountId: '',
  botId: '',
  auth: 'secret',
  clientId: '',
  clientSecret: '',
  token: '',
  algorithm: 'HS256',
  timeZone: '',
  isHostConfirmed: false,
  isNameConfirmed: false,
};

/** The fields as the core takes them: an empty secret or token is null and keeps the saved one. */
export function formOf(draft: Readonly<ConnectDraft>): ConnectionForm {
  const { clientSecret, token, timeZone, ...rest } = draft;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
  return { ...rest, clientSecret: orNull(clientSecret), token: orNull(token), timeZone: orNull(timeZone) };
}

/** The fields of a saved connection. It has no secret to give. */
export function draftOf(profile: ConnectionProfile): Partial<ConnectDraft> {
  const { id, name, host, accountId, botId, auth, clientId, algorithm, timeZone } = profile;
  return { id, name, host, accountId, botId, auth, clientId: clientId ?? '', algorithm, timeZone: timeZone ?? '' };
}

/** Whether a note stops testing and saving: an error does, a question until it was answered, a notice never. */
export function isBlocking(note: FieldNote | undefined, isConfirmed: boolean): boolean {
  return note?.level === 'error' || (note?.level === 'confirm' && !isConfirmed);
}
