import { membersOf } from '../../kore/members.ts';
import type { Clock } from '../../shared/clock.ts';
import type { LiveConnection } from '../../connections/types.ts';
import type { TeamFeed } from '../../relay/wire/team-feed.ts';
import { EMPTY_FILTER, type Agent, type Health } from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { deskTexts } from '../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { namesOf } from '../../team/directory/directory-state.ts';
import type { Members } from '../../team/directory/types.ts';
import { hearLast } from '../../team/once/hear-once.ts';
import { publishedMembers } from '../../team/once/published-members.ts';
import { countQueues, type KnownQueue } from '../../team/queue-states.ts';
import { observe } from '../../team/time-in-status.ts';
import type { QueuesInvocation } from '../invocation.ts';
import { EXIT, exitCodeOf, exitCodeOfHealth, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { noneKnownText, printQueues } from '../output/queues-report.ts';
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
  const hasNone = live.value.profile.relay?.audience === 'counts';
  if (hasNone) return refuse(fail('unexpected-shape', { message: deskTexts.countsOnly.queues }).error);
  const served =
    live.value.feed === null
      ? await readQueues(live.value, { session, clock })
      : await hearQueues(live.value.feed, clock);
  if (!served.ok) return refuse(served.error);
  const { team, countedAt, health, known, named, members, problem } = served.value;
  const { profile: present, isDemo } = (await session.core()).connections.live() ?? live.value;
  if (known.length === 0) {
    const message = health?.message ?? noneKnownText(present.relay);
    return refuse(fail('unexpected-shape', { message }).error);
  }
  const queues = countQueues([], known, team, { members, isServed: null });
  const covers = queues.flatMap(({ soleCover }) => (soleCover === null ? [] : (team.get(soleCover) ?? [])));
  const agents = Object.fromEntries(covers.map((agent) => [agent.userId, nameText(agent, isMasked)]));
  const { relay } = present;
  const report = { queues, countedAt, isLive: health === null, named, agents, problem, relay };
  printQueues({ isJson, isMasked: false }, io, report, clock.now());
  if (isDemo) io.say(terminalTexts.demo(present.auth === 'desk'));
  if (health === null) return EXIT.ok;
  io.say(health.message);
  return exitCodeOfHealth(health.state);
}

/** Queues with the team that serves them. */
interface ServedQueues {
  readonly team: ReadonlyMap<string, Agent>;
  readonly countedAt: number;
  /** Why the team is not up to date; null where it is. */
  readonly health: Health | null;
  readonly known: readonly KnownQueue[];
  readonly named: ReturnType<typeof namesOf>['queues'];
  readonly members: Members;
  /** What is missing of them. */
  readonly problem: string | null;
}

/** Who serves them as it was saved, and by one call who is available. */
async function readQueues(
  { client, profile }: LiveConnection,
  { session, clock }: { readonly session: Pick<Session, 'directory'>; readonly clock: Clock },
): Promise<Result<ServedQueues>> {
  const state = await session.directory(profile);
  if (state === null || state.members.queue.size === 0) {
    return fail('unexpected-shape', { message: texts.noneKnown });
  }
  const answer = await afterLimit(MAX_WAIT_MS, clock, (maxWaitMs) =>
    client.availability(EMPTY_FILTER, { priority: 'availability', maxWaitMs }),
  );
  if (!answer.ok) return answer;
  if (answer.value.unread.length > 0) return fail('unexpected-shape');
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
  return ok({ team, countedAt: times.now, health: null, known, named, members, problem: null });
}

/** All of it as the publisher of a desk says it. */
async function hearQueues(feed: TeamFeed, clock: Clock): Promise<Result<ServedQueues>> {
  const heard = await hearLast(feed, { clock });
  if (!heard.ok) return heard;
  const { health } = heard.value;
  const { agents: team, asOf: countedAt, queues, missing } = heard.value.team;
  const known = queues.map(({ id, name, members }) => ({ id, name, members: new Set(members) }));
  const problem = missing.length === 0 ? null : deskTexts.missing(missing);
  return ok({ team, countedAt, health, known, named: [], members: publishedMembers(heard.value.team), problem });
}
