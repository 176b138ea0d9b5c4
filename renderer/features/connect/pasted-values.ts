import type { ConnectDraft } from './connect-draft.ts';

/** The fields that a pasted text may hold, by the names under which `rollcall demo` prints them. */
const PASTED_FIELDS = ['name', 'host', 'accountId', 'botId', 'clientId', 'clientSecret', 'token', 'timeZone'] as const;

/** How the line of a desk begins. The core reads the rest. */
const DESK_LINE = /^\s*rollcall-desk:/;

export type PastedField = (typeof PASTED_FIELDS)[number] | 'deskLine';
export type PastedValues = Partial<Record<PastedField, string>>;

/** Reads all values from the line of a desk, or from the JSON that `rollcall demo` prints; null where the text is neither. */
export function readPastedValues(text: string): PastedValues | null {
  if (DESK_LINE.test(text)) return { deskLine: text.trim() };
  const found = Object.entries(parseObject(text)).filter(
    (entry): entry is [PastedField, string] =>
      PASTED_FIELDS.some((field) => field === entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
  );
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** The draft with these values, and for the kind of connection that they are of. */
export function draftWith(draft: Readonly<ConnectDraft>, values: PastedValues): ConnectDraft {
  const isClient = values.clientId !== undefined || values.clientSecret !== undefined;
  if (values.deskLine !== undefined) return { ...draft, ...values, auth: 'desk' };
  // The values of `rollcall demo` are of an account, whatever was chosen before.
  const ofAccount = draft.auth === 'desk' ? 'secret' : draft.auth;
  const auth = isClient ? 'secret' : values.token !== undefined ? 'token' : ofAccount;
  return { ...draft, ...values, auth };
}

/** A terminal breaks a long line in the middle of a value, where JSON has no line break. */
function parseObject(text: string): object {
  try {
    return Object(JSON.parse(text.replace(/[\r\n]/g, ''))) as object;
  } catch {
    return {};
  }
}
