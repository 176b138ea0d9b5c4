import { decodeAvailability } from '../../electron/kore/decode/availability.ts';
import { EMPTY_FILTER, type TeamDelta } from '../../electron/shared/model.ts';
import { createTeamMerge } from '../../electron/team/merge.ts';
import { createTeamStore } from '../../electron/team/team-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { Finding } from './finding.ts';
import { availabilityBytes } from './team-answers.ts';
import { DEFAULT_RULES, liveHealth } from '../support/fake-team.ts';

const AGENTS = 500;
const INTERVAL_MS = 30_000;
const GOAL = 0.005;

/** Goal 2: bytes of the event for one agent that moved, against the full list; both as JSON, as a tab gets them. */
export function eventBytes(): Finding[] {
  const clock = createFakeClock();
  let last: TeamDelta | null = null;
  const store = createTeamStore({
    clock,
    intervalMs: () => INTERVAL_MS,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => (last = delta),
  });
  const merge = createTeamMerge(clock);
  for (const moved of [null, 42]) {
    const wire = decodeAvailability(JSON.parse(Buffer.from(availabilityBytes(AGENTS, moved)).toString()));
    if (wire === null) throw new Error('The answer was not understood.');
    const answer = { ...wire, receivedAt: clock.now(), isUnchanged: false };
    store.takeAnswer(merge.merge(answer, { agents: store.all() }, INTERVAL_MS), EMPTY_FILTER, liveHealth(clock.now()));
    clock.jump(INTERVAL_MS);
  }
  const here = Buffer.byteLength(JSON.stringify(last));
  const peer = Buffer.byteLength(JSON.stringify(store.snapshot()));
  return [
    {
      what: `event of one change, ${AGENTS} agents`,
      here: `${here} bytes`,
      peer: `${peer} bytes, the full list`,
      result: `${((100 * here) / peer).toFixed(2)} %`,
      goal: '<= 0.5 %',
      isMet: here <= GOAL * peer,
    },
  ];
}
