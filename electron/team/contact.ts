import type { AvailabilityRow } from '../kore/types.ts';
import type { ContactField } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import type { Result } from '../shared/result.ts';

/**
 * An agent's e-mail or phone number as the last availability answer had it; null when it had none. An agent in several
 * buckets has several rows, any of which may carry it.
 */
export function contactOf(rows: readonly AvailabilityRow[], userId: string, field: ContactField): string | null {
  return rows.find((row) => row.userId === userId && row[field] !== null)?.[field] ?? null;
}

/** Copies a contact; a refusal names the field and never its value. */
export async function copyContact(
  {
    contact,
    desktop,
  }: {
    readonly contact: (userId: string, field: ContactField) => string | null;
    /** Null without a clipboard, which only the desktop has. */
    readonly desktop: { copyText(text: string): Promise<Result<null>> } | null;
  },
  userId: string,
  field: ContactField,
): Promise<Result<null>> {
  if (desktop === null) return fail('invalid-input', { message: DESKTOP_ONLY });
  const value = contact(userId, field);
  return value === null ? fail('invalid-input', { message: MISSING[field] }) : desktop.copyText(value);
}

const DESKTOP_ONLY = 'Contacts can be copied in the desktop app only; they are not sent to a browser.';
const MISSING: Readonly<Record<ContactField, string>> = {
  email: 'Kore.ai has sent no e-mail of this agent. It may come when the team is read the next time.',
  phone: 'Kore.ai has sent no phone number of this agent. It may come when the team is read the next time.',
};
