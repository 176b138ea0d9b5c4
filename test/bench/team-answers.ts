const BUCKETS = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'] as const;

/** One agent as the document "Agents availability" shows it. */
function row(index: number): unknown {
  const id = String(index).padStart(6, '0');
  return {
    _id: `a-75b2b7b-674c-4d0e-8a6f-0c1d2e${id}`,
    userId: `u-75b2b7b1-674c-5d0e-8a6f-0c1d2e${id}`,
    firstName: 'Maximiliane',
    lastName: `Hohenstein ${id}`,
    emailId: `agent${id}@example.com`,
    customId: id,
    phoneNumber: '+49 30 5550100',
  };
}

/** The bytes of an availability answer; the agent with the number `moved` is in the next bucket. */
export function availabilityBytes(agents: number, moved: number | null = null): Uint8Array {
  const buckets: Record<string, unknown[]> = { AVAILABLE: [], BUSY: [], AWAY: [], OFFLINE: [] };
  for (let index = 0; index < agents; index += 1) {
    const bucketIndex = index % 7 < 3 ? 0 : index % BUCKETS.length;
    const bucket = BUCKETS[(bucketIndex + (index === moved ? 1 : 0)) % BUCKETS.length] ?? 'AWAY';
    buckets[bucket]?.push(row(index));
  }
  return Buffer.from(JSON.stringify(buckets));
}
