import { membersOf } from '../../kore/members.ts';
import type { Clock } from '../../shared/clock.ts';
import { EMPTY_FILTER, type ConnectionProfile } from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { fail, type AppError } from '../../shared/result.ts';
import { deskTexts } from '../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { namesOf } from '../../team/directory/directory-state.ts';
import { countQueues } from '../../team/queue-states.ts';
import { observe } from '../../team/time-in-status.ts';
import type { QueuesInvocation } from '../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { printQueues } from '../output/queues-report.ts';
import { queuesFailureJson } from '../output/status-json.ts';
import { afterLimit } from './after-limit.ts';
import { failedHealth, failureNote } from './open-team.ts';
import type { Session } from './session.ts';

/** Waits at most this long for the rate limit, then ends as rate limited. */
const MAX_WAIT_MS = 10_000;

const texts = terminalTexts.queues;

/** `queues` without a running app: who serves them as it was saved, and who of them is available by one call. */
export async function queuesAlone(
  { target, isJson, isMasked: isAskedFor }: QueuesInvocation,
  io: TerminalIo,
  { session, clock }: { readonly session: Session; readonly clock: Clock },
): Promise<ExitCode> {
  const isMasked = isAskedFor || session.settings.get().preferences.isMasked;
  const profile = session.profileOf(target);
  const refuse = (error: AppError): ExitCode => {
    if (isJson) io.print(queuesFailureJson({ profile, health: failedHealth(error, clock.now()) }));
    io.say(failureNote(error));
    return exitCodeOf(error.code);
  };
  const live = await session.open(target);
  if (!live.ok) return refuse(live.error);
  const state = await session.directory(live.value.profile);
  if (state === null || state.members.queue.size === 0) {
    return refuse(fail('unexpected-shape', { message: noneKnown(live.value.profile) }).error);
  }
  const { client } = live.value;
  const answer = await afterLimit(MAX_WAIT_MS, clock, (maxWaitMs) =>
    client.availability(EMPTY_FILTER, { priority: 'availability', maxWaitMs }),
  );
  if (!answer.ok) return refuse(answer.error);
  if (answer.value.unread.length > 0) return refuse(fail('unexpected-shape').error);
  const times = { now: clock.now(), previousAt: null, isGap: false };
  const { agents: team } = observe(new Map(), membersOf(answer.value.rows), times);
  const { queues: named } = namesOf(state);
  const { queue: lists } = state.members;
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const known = [...new Set([...names.keys(), ...lists.keys()])].flatMap((id) => {
    const members = lists.get(id)?.userIds;
    return members === undefined ? [] : [{ id, name: names.get(id) ?? id, members }];
  });
  const asOf = (id: string): number | null => lists.get(id)?.asOf ?? null;
  const members = { ofView: () => null, ofQueue: () => null, ofSkill: () => null, asOf, leftQueue: () => [] };
  const queues = countQueues([], known, team, { members, isServed: null });
  const covers = queues.flatMap(({ soleCover }) => (soleCover === null ? [] : (team.get(soleCover) ?? [])));
  const agents = Object.fromEntries(covers.map((agent) => [agent.userId, nameText(agent, isMasked)]));
  printQueues({ isJson, isMasked: false }, io, { queues, named, agents, problem: null }, clock.now());
  return EXIT.ok;
}

/** Why no queue is known: a desk reads none itself. */
function noneKnown({ relay }: Pick<ConnectionProfile, 'relay'>): string {
  if (relay === undefined) return texts.noneKnown;
  return relay.audience === 'counts' ? deskTexts.countsOnly.sentence : deskTexts.queuesNotPublished;
}
