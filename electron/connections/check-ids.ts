import type { FieldNote } from '../shared/model.ts';
import { codeOf } from '../shared/unseen.ts';
import { cleanPastedId } from './clean.ts';
import { errorNote, noticeNote } from './notes.ts';

/** The ids the form asks for. */
export type IdField = 'accountId' | 'botId' | 'clientId';

/** kore-facts 2.3. The samples' last characters are masked with x, so no id is held to being hexadecimal. */
const FORMS: readonly { readonly pattern: RegExp; readonly name: string; readonly field: IdField | null }[] = [
  { pattern: /^cs-/, name: 'a client ID', field: 'clientId' },
  { pattern: /^st-/, name: 'a bot ID', field: 'botId' },
  { pattern: /^o-/, name: 'an organisation ID', field: null },
  { pattern: /^u-/, name: "a user's ID", field: null },
  { pattern: /^[0-9a-f]{20}[0-9a-fx]{4}$/i, name: 'an account ID', field: 'accountId' },
];

const WANTED: Readonly<Record<IdField, { readonly name: string; readonly form: string; readonly where: string }>> = {
  accountId: { name: 'account ID', form: '24 characters, 0-9 and a-f', where: 'Ask your administrator for it.' },
  botId: { name: 'bot ID', form: 'st- and a UUID', where: 'It is on the App Settings page of Kore.ai.' },
  clientId: { name: 'client ID', form: 'cs- and a UUID', where: 'It is shown with the app under API Scope.' },
};

/** What to say about an id: an error when it cannot be sent, a notice when it looks like another one or unusual. */
export function checkId(field: IdField, text: string): FieldNote | null {
  const id = cleanPastedId(text);
  const { name, form, where } = WANTED[field];
  if (id === '') return errorNote(`Enter the ${name}. ${where}`);
  if (!/^[\w-]{1,128}$/.test(id)) {
    const rule = `The ${name} may hold only letters, digits, - and _, at most 128.`;
    return errorNote(`${rule}${lookAlikeIn(id)} Copy it once more.`);
  }
  const looksLike = FORMS.find(({ pattern }) => pattern.test(id));
  if (looksLike?.field === field) return null;
  return looksLike === undefined
    ? noticeNote(`This is an unusual ${name}: most are ${form}.`)
    : noticeNote(`This looks like ${looksLike.name}, not like the ${name} (${form}).`);
}

/** The first letter or dash of another script, which cannot be told from a right one by looking; empty without one. */
function lookAlikeIn(id: string): string {
  const characters = [...id];
  const index = characters.findIndex((character) => !/[\0-\x7f]/.test(character));
  const character = characters[index];
  return character === undefined ? '' : ` Character ${index + 1} is “${character}” (${codeOf(character)}).`;
}
