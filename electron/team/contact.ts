import type { AvailabilityRow } from '../kore/types.ts';
import type { ContactField } from '../shared/contract/commands.ts';

/**
 * An agent's e-mail or phone number as the last availability answer had it; null when it had none. An agent in several
 * buckets has several rows, any of which may carry it.
 */
export function contactOf(rows: readonly AvailabilityRow[], userId: string, field: ContactField): string | null {
  return rows.find((row) => row.userId === userId && row[field] !== null)?.[field] ?? null;
}
