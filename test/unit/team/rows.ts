import type { AvailabilityAnswer, AvailabilityRow } from '../../../electron/kore/types.ts';

/** One availability row as `kore/` gives it. */
export function row(userId: string, bucket: string, name = userId): AvailabilityRow {
  return { userId, agentId: `a-${userId}`, name, email: `${userId}@example.com`, phone: null, bucket };
}

/** An availability answer from `user id -> bucket`. */
export function answer(buckets: Readonly<Record<string, string>>, receivedAt: number): AvailabilityAnswer {
  const rows = Object.entries(buckets).map(([userId, bucket]) => row(userId, bucket));
  return { rows, ignored: 0, unread: [], receivedAt, isUnchanged: false };
}
