import type { ConnectDraft } from './connect-draft.ts';

/** The fields that a pasted text may hold, by the names under which `rollcall demo` prints them. */
const PASTED_FIELDS = ['name', 'host', 'accountId', 'botId', 'clientId', 'clientSecret', 'token', 'timeZone'] as const;

export type PastedField = (typeof PASTED_FIELDS)[number];
export type PastedValues = Partial<Record<PastedField, string>>;

/** Reads all values from the JSON that `rollcall demo` prints; null where the text is not that. */
export function readPastedValues(text: string): PastedValues | null {
  const found = Object.entries(parseObject(text)).filter(
    (entry): entry is [PastedField, string] =>
      PASTED_FIELDS.some((field) => field === entry[0]) && typeof entry[1] === 'string' && entry[1] !== '',
  );
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** The draft with these values: who gives a token signs with it, and who gives a client with that. */
export function draftWith(draft: Readonly<ConnectDraft>, values: PastedValues): ConnectDraft {
  const isClient = values.clientId !== undefined || values.clientSecret !== undefined;
  const auth = isClient ? 'secret' : values.token !== undefined ? 'token' : draft.auth;
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
