import type { LiveConnection } from '../connections/types.ts';
import type { AvailabilityRow } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { ContactField } from '../shared/contract/commands.ts';
import { fail } from '../shared/messages.ts';
import type { Agent, TeamFilter } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { contactOf } from './contact.ts';
import { createIntake, type Arrival, type Intake } from './intake.ts';

/** What is asked, and what the answer is compared with. */
export interface Question {
  readonly filter: TeamFilter;
  /** The team as it is known when the answer comes, and when it was read last; null where nobody knows. */
  readonly before: () => {
    readonly agents: ReadonlyMap<string, Agent>;
    readonly asOf: number | null;
    readonly clockOffsetMs?: number | undefined;
  };
  readonly intervalMs: number;
  /** Waits at least this long for the budget: while all is well, as long as a poll. */
  readonly leastWaitMs: number;
  readonly signal: AbortSignal;
}

/** Reads availability for the live team and keeps what only this room may know of the last answer. */
export interface Reading {
  ask(live: LiveConnection, question: Question): Promise<Result<Arrival>>;
  /** What the last answer said of an agent; null when that is nothing. In memory only. */
  contact(userId: string, field: ContactField): string | null;
  /** What comes next is no news; times in status and rows of the last answer are still known. */
  expectBaseline: Intake['forget'];
  /** What comes next is another team. */
  forget(): void;
}

/** Availability waits this long for the budget before the poll counts as limited. */
const BUDGET_WAIT_MS = 10_000;

/** Creates a reading that has asked nothing yet. */
export function createReading(clock: Clock): Reading {
  const intake = createIntake(clock);
  let rows: readonly AvailabilityRow[] = [];
  return {
    async ask({ client }, { filter, before, intervalMs, leastWaitMs, signal }) {
      const answer = await client.availability(filter, {
        priority: 'availability',
        maxWaitMs: Math.max(BUDGET_WAIT_MS, leastWaitMs),
        signal,
      });
      if (signal.aborted) return fail('cancelled');
      if (!answer.ok) return answer;
      rows = answer.value.rows;
      // Not earlier: status details may have come while the answer was under way.
      const { agents, asOf, clockOffsetMs } = before();
      return ok(intake.take(answer.value, agents, intervalMs, asOf, clockOffsetMs));
    },
    contact: (userId, field) => contactOf(rows, userId, field),
    expectBaseline: intake.forget,
    forget() {
      intake.forget();
      rows = [];
    },
  };
}
