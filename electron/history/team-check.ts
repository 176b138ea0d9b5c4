import type { AvailabilityRow } from '../kore/types.ts';
import { EMPTY_FILTER, type HistoryReport } from '../shared/model.ts';
import type { DaysRead } from './read-days.ts';
import type { HistoryCall, HistorySource } from './types.ts';

/** A call that only makes a report better is not worth a longer wait. */
const MAX_WAIT_MS = 10_000;

/** Everybody whom availability names at present; null when it does not tell. */
export async function readTeam(
  client: HistorySource['client'],
  { signal, maxWaitMs }: HistoryCall,
): Promise<readonly AvailabilityRow[] | null> {
  const team = await client.availability(EMPTY_FILTER, {
    priority: 'history',
    maxWaitMs: Math.min(MAX_WAIT_MS, maxWaitMs),
    isAside: true,
    ...(signal === undefined ? {} : { signal }),
  });
  return team.ok ? team.value.rows : null;
}

/** The user ids of everybody whom a read names. */
export function agentsOf({ answers }: DaysRead): ReadonlySet<string> {
  return new Set(answers.flatMap(({ answer }) => answer.rows.map(({ userId }) => userId)));
}

/** Whether a read may have come to its end without having been told of everybody. */
export function mayLackAgents({ answers, gap }: DaysRead): boolean {
  return gap === null && answers.some(({ isEndSaid }) => !isEndSaid);
}

/** How many agents a read names, where the team has more; null where it has not. */
export function fewerThanTeam(read: DaysRead, team: readonly AvailabilityRow[]): HistoryReport['fewerThanTeam'] {
  const [named, members] = [agentsOf(read).size, new Set(team.map(({ userId }) => userId)).size];
  return named < members ? { read: named, team: members } : null;
}

/** Who was asked for and is named by no answer; nobody as long as not everything was read. */
export function notFoundIn({ answers, gap }: DaysRead, asked: readonly string[]): readonly string[] {
  if (gap !== null) return [];
  const rows = answers.flatMap(({ answer }) => answer.rows);
  const found = new Set(rows.flatMap(({ email, userId }) => [email.toLowerCase(), userId.toLowerCase()]));
  return asked.filter((email) => !found.has(email.toLowerCase()));
}

/** The e-mails as the team spells them; null when that spells none of those who were not found in another way. */
export function respell(
  asked: readonly string[],
  notFound: readonly string[],
  team: readonly AvailabilityRow[],
): readonly string[] | null {
  const spelled = new Map(team.map(({ email }) => [email?.toLowerCase() ?? '', email ?? '']));
  const spell = (email: string): string => spelled.get(email.toLowerCase()) ?? email;
  return notFound.some((email) => spell(email) !== email) ? asked.map(spell) : null;
}
