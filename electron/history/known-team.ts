import type { CallOptions, DetailsRow, KoreClient } from '../kore/types.ts';
import { EMPTY_FILTER } from '../shared/model.ts';
import type { HistoryKey } from './cache/history-repository.ts';
import { peopleOf, type HistoryTeam, type TeamPerson } from './people.ts';

/** The team with what reads of history say of it besides: nothing of this is saved. */
export interface KnownTeam extends HistoryTeam {
  /** The e-mail of somebody who may have left the team; null where no answer of this run had it. */
  emailOf(userId: string): string | null;
  /** Takes the e-mails of an answer. */
  learn(rows: readonly Pick<DetailsRow, 'userId' | 'email'>[]): void;
  /** Asks availability who is in the team, in one call. */
  read(client: Pick<KoreClient, 'availability'>, call: Pick<CallOptions, 'signal' | 'maxWaitMs'>): Promise<void>;
}

/** A call that only makes other calls fewer is not worth a longer wait. */
const MAX_WAIT_MS = 10_000;

/** Creates it with what the live team knows. Another connection or account is another team. */
export function createKnownTeam(team: HistoryTeam, source: () => HistoryKey | null): KnownTeam {
  let of = '';
  let read: readonly TeamPerson[] = [];
  const emails = new Map<string, string>();

  function follow(): void {
    const present = source();
    const next = present === null ? '' : `${present.connectionId} ${present.account}`;
    if (next === of) return;
    of = next;
    read = [];
    emails.clear();
  }

  return {
    people() {
      follow();
      const live = team.people();
      return live.length > 0 ? live : read;
    },
    testOf: team.testOf,
    emailOf(userId) {
      follow();
      return emails.get(userId) ?? null;
    },
    learn(rows) {
      follow();
      for (const { userId, email } of rows) if (email !== '') emails.set(userId, email);
    },
    async read(client, { signal, maxWaitMs }) {
      follow();
      const asked = of;
      const wait = { maxWaitMs: Math.min(MAX_WAIT_MS, maxWaitMs), ...(signal && { signal }) };
      const answer = await client.availability(EMPTY_FILTER, { priority: 'lower', isAside: true, ...wait });
      follow();
      if (answer.ok && asked === of) read = peopleOf(answer.value.rows);
    },
  };
}
