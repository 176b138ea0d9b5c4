import type { Clock } from '../../../electron/shared/clock.ts';

/** The simulated account's team, as both APIs send it. */
export interface Centre {
  /** The body of an availability answer now. */
  availability(): unknown;
  /** The body of an availability answer for one queue. */
  members(): unknown;
  /** The rows of queue performance. */
  queues(): readonly unknown[];
  /** The body of one page of status details, for these e-mail addresses, or for everybody if empty. */
  details(emails: readonly string[], offset: number, limit: number): unknown;
}

const BUCKETS = ['AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE'] as const;

interface Member {
  readonly userId: string;
  readonly emailId: string;
  bucket: (typeof BUCKETS)[number];
  since: number;
}

/** Everybody's secondary status. */
const SECONDARY = 'Phone';

/** Makes a team in which somebody changes status every `changeEveryMs` on average. */
export function createCentre(
  clock: Clock,
  random: () => number,
  agents: number,
  changeEveryMs: number,
  queues = 0,
): Centre {
  const members = Array.from({ length: agents }, (_, index): Member => ({
    userId: `u-${index}`,
    emailId: `a${index}@example.com`,
    bucket: 'AVAILABLE',
    since: clock.now(),
  }));
  const byEmail = new Map(members.map((member) => [member.emailId, member]));
  let nextChangeAt = clock.now();

  function catchUp(): void {
    for (; nextChangeAt <= clock.now(); nextChangeAt += -Math.log(1 - random()) * changeEveryMs) {
      const member = members[Math.floor(random() * members.length)];
      const bucket = BUCKETS[Math.floor(random() * BUCKETS.length)];
      if (member !== undefined && bucket !== undefined) Object.assign(member, { bucket, since: nextChangeAt });
    }
  }

  return {
    availability() {
      catchUp();
      const rows = (bucket: string): unknown[] =>
        members.filter((member) => member.bucket === bucket).map(({ userId, emailId }) => ({ userId, emailId }));
      return Object.fromEntries(BUCKETS.map((bucket) => [bucket, rows(bucket)]));
    },
    members: () => ({
      AVAILABLE: members.slice(0, 20).map(({ userId }) => ({ userId })),
      BUSY: [],
      AWAY: [],
      OFFLINE: [],
    }),
    queues: () =>
      Array.from({ length: queues }, (_, index) => ({ queueId: `qu-${index}`, queueName: `Queue ${index}` })),
    details(emails, offset, limit) {
      catchUp();
      const requested = emails.length === 0 ? members : emails.flatMap((email) => byEmail.get(email) ?? []);
      const data = requested.slice(offset, offset + limit).map(({ userId, emailId, bucket, since }) => ({
        userId,
        email: emailId,
        status: [
          {
            primaryStatus: bucket,
            secondaryStatus: SECONDARY,
            startTime: new Date(since).toISOString().slice(0, 19),
            endTime: '-',
          },
        ],
      }));
      return { data, hasMore: offset + limit < requested.length, limit, offset };
    },
  };
}
