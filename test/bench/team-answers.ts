const BUCKETS = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'] as const;

/** One agent as the document "Agents availability" shows it. */
function row(index: number): Readonly<Record<string, string>> {
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

const PER_PAGE = 50;
const RECORDS = 20;
const MINUTE_MS = 60_000;

/** The bytes of one page of status details of a past day, with twenty records of each agent. */
export function detailsBytes(agents: number, offset: number): Uint8Array {
  const midnight = Date.UTC(2026, 2, 1);
  const wall = (minute: number): string => new Date(midnight + minute * MINUTE_MS).toISOString().slice(0, 19);
  const data = Array.from({ length: Math.min(PER_PAGE, Math.max(0, agents - offset)) }, (_, index) => {
    const { userId, firstName, lastName, emailId: email } = row(offset + index);
    const status = Array.from({ length: RECORDS }, (_unused, at) => ({
      primaryStatus: BUCKETS[at % BUCKETS.length],
      secondaryStatus: 'Morning briefing',
      startTime: wall(480 + at * 25),
      endTime: wall(505 + at * 25),
      duration: '00:25:00',
    }));
    return { userId, firstName, lastName, email, status };
  });
  return Buffer.from(JSON.stringify({ hasMore: offset + PER_PAGE < agents, limit: PER_PAGE, offset, data }));
}
