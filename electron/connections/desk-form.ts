import { readDeskLine } from '../relay/broker/desk-line.ts';
import { cleanName } from '../shared/names/invisible.ts';
import { brokerOrigin, type ConnectionForm, type DeskAccess, type FieldNote } from '../shared/model.ts';
import { connectCheckTexts } from '../shared/texts/connect/connect-checks.ts';
import { errorNote, noticeNote } from './credentials.ts';
import type { ConnectionDraft } from './form.ts';
import { toDeskSecret } from './secret.ts';
import type { DeskSecret } from './types.ts';

const texts = connectCheckTexts.desk;

/** What to say about the line of a desk; an empty one keeps a saved desk. */
export function checkDeskLine(text: string | null | undefined, hasSaved: boolean): FieldNote | null {
  const pasted = (text ?? '').trim();
  if (pasted === '') return hasSaved ? null : errorNote(texts.missing);
  const line = readDeskLine(pasted);
  if (typeof line === 'string') return errorNote(texts.problems[line]);
  const { broker, audience } = line.access;
  return noticeNote(texts.found(line.name, hostOf(broker), texts.audiences[audience]));
}

/**
 * A form of a desk in its final spelling: an empty name becomes that of the line. Without a line it is the saved desk under
 * the form's name, and its secret stays.
 */
export function normalizeDesk(
  { name, deskLine }: Pick<ConnectionForm, 'name' | 'deskLine'>,
  saved: DeskAccess | null,
): { readonly draft: ConnectionDraft; readonly secret: DeskSecret | null } | null {
  const line = readDeskLine((deskLine ?? '').trim());
  const access = typeof line === 'string' ? saved : line.access;
  if (access === null) return null;
  const itsName = typeof line === 'string' ? '' : line.name;
  return {
    draft: {
      name: cleanName(name) || itsName || hostOf(access.broker),
      host: brokerOrigin(access.broker) ?? access.broker,
      accountId: access.site,
      botId: access.audience,
      auth: 'desk',
      clientId: null,
      algorithm: 'HS256',
      // The publisher's zone counts.
      timeZone: null,
      relay: access,
    },
    secret: typeof line === 'string' ? null : toDeskSecret(access, line.password),
  };
}

function hostOf(broker: string): string {
  return URL.parse(broker)?.hostname ?? broker;
}
