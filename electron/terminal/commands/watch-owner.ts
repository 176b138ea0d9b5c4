import type { Clock } from '../../shared/clock.ts';
import type { Sighting } from './sighting.ts';

/** Asks the running app for its team, as `askOwnerTeam`. */
export type AskTeam = (withAgents: boolean) => Promise<Sighting | 'starting' | null>;

/** A change is seen this much later than in the app, whose own pace is many times slower. */
const FOLLOW_MS = 2_000;

/**
 * Follows the team of the running app, which costs the account no call, until that answers no more, or `ended`. The
 * agents, thousands in a big team, are asked for only when something is new.
 */
export async function followOwner(
  askTeam: AskTeam,
  {
    clock,
    withAgents,
    ended,
  }: { readonly clock: Clock; readonly withAgents: boolean; readonly ended: Promise<unknown> },
  show: (sighting: Sighting) => void,
): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  let known = '';
  for (let found = await askTeam(false); found !== null && !isOver; found = await askTeam(false)) {
    if (found !== 'starting') {
      const isNew = revisionOf(found) !== known;
      const whole = withAgents && isNew ? await askTeam(true) : found;
      if (whole === null) return;
      if (whole !== 'starting' && (isNew || !withAgents)) show(whole);
      known = whole === 'starting' ? known : revisionOf(whole);
    }
    await pause(clock, ended);
  }
}

function revisionOf({ profile, team, attention }: Sighting): string {
  return JSON.stringify([profile.id, team.revision, team.asOf, attention]);
}

async function pause(clock: Clock, ended: Promise<unknown>): Promise<void> {
  let cancel = (): void => undefined;
  const due = new Promise<void>((resolve) => (cancel = clock.after(FOLLOW_MS, resolve)));
  await Promise.race([due, ended]);
  cancel();
}
