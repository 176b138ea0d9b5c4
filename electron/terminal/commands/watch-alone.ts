import type { Connections, LiveConnection } from '../../connections/types.ts';
import { needsDetails, selectionOf, type View } from '../../shared/model.ts';
import { countAttention } from '../../alerts/attention.ts';
import { DETAILS_WAIT_MS } from '../../team/details-reader.ts';
import { createLiveTeam } from '../../team/live-team.ts';
import { createRelief } from './relief.ts';
import type { Session } from './session.ts';
import type { Sighting } from './sighting.ts';
import type { AskTeam } from './watch-owner.ts';
import type { Clock } from '../../shared/clock.ts';

/** What is watched without a running app. */
export interface Watched {
  readonly live: LiveConnection;
  readonly view: View | null;
  readonly withAgents: boolean;
}

/** What watching alone needs. */
export interface AloneParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly askTeam: AskTeam;
  readonly ended: Promise<unknown>;
  /** Whether somebody is still there to see what a call brings. */
  readonly isWanted: () => boolean;
}

/** An app that starts is noticed within this also when no call is due, for example because the secret is refused. */
const LOOK_MS = 5_000;

/** The read of status details that nobody wants. */
const NEVER = new Promise<never>(() => undefined);

/**
 * Reads the team itself, and asks before each call whether an app has come that does: resolves then, or once `ended`.
 * Nothing is shown after that.
 */
export async function watchAlone(
  { live, view, withAgents }: Watched,
  session: Pick<Session, 'core'>,
  { clock, random, askTeam, ended, isWanted }: AloneParts,
  show: (sighting: Sighting) => void,
): Promise<void> {
  const { readToday, share, attentionRules } = await session.core();
  const relief = createRelief(askTeam);
  const isTimed = withAgents || needsDetails(selectionOf(view));
  const team = createLiveTeam({
    clock,
    random,
    connections: only(relief.guard(live, isWanted)),
    view: () => view,
    pace: () => 'standard',
    share,
    readToday: (connection, asked, agents, signal) =>
      isTimed ? readToday({ ...asked, live: connection, agents, signal, maxWaitMs: DETAILS_WAIT_MS }) : NEVER,
    onDelta: () => (relief.hasCome() ? undefined : show(look())),
    onPoll: () => undefined,
  });

  function look(): Sighting {
    const { details, ...facts } = team.snapshot();
    const snapshot = isTimed ? { ...facts, details } : facts;
    const rules = attentionRules(live.profile.timeZone);
    const attention = withAgents ? countAttention(snapshot.agents, snapshot, rules, clock.now()).count : null;
    return { profile: live.profile, isDemo: live.isDemo, team: snapshot, isMasked: false, rules, attention };
  }

  const stopLooking = relief.lookEvery(LOOK_MS, clock);
  team.start();
  await Promise.race([relief.came, ended]);
  stopLooking();
  team.stop();
}

/** One connection that never changes, for a live team that belongs to one command. */
function only(live: LiveConnection): Pick<Connections, 'live' | 'state' | 'generation' | 'subscribe'> {
  return {
    live: () => live,
    state: () => ({ kind: 'account', profile: live.profile, secret: 'session' }),
    generation: () => 1,
    subscribe: () => () => undefined,
  };
}
