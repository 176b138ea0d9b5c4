import type { LiveConnection } from '../../connections/types.ts';
import type { TeamFeed } from '../../relay/wire/team-feed.ts';
import type { SavedConnection } from '../../settings/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { clockSecond } from '../../shared/format.ts';
import { areIds, findFilter, isId, unknownView, type KnownNames } from '../../shared/names/find-names.ts';
import {
  activeView,
  EMPTY_FILTER,
  EVERYBODY,
  findView,
  type ConnectionProfile,
  type NamedId,
  type TeamFilter,
  type View,
} from '../../shared/model.ts';
import { fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { membersOf } from '../../kore/members.ts';
import type { CallOptions } from '../../kore/types.ts';
import { EMPTY_STATE, namesOf } from '../../team/directory/directory-state.ts';
import { healthStateOf } from '../../team/health.ts';
import { hearPublished } from '../../team/once/hear-once.ts';
import type { StatusInvocation, TeamChoice } from '../invocation.ts';
import { exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { printStatus, type ReportHealth } from '../output/status-report.ts';
import { unclearNote } from '../output/unclear-note.ts';
import { afterLimit } from './after-limit.ts';
import { hearPublishedViews } from './published-views.ts';
import { withNames } from './read-names.ts';
import type { Session } from './session.ts';

/** A read of the team waits at most this long for the rate limit. */
const MAX_WAIT_MS = 10_000;
/** Names are read once and then saved, so that this wait does not come again. */
const NAMES_WAIT_MS = 70_000;

/** A team that can be read: its connection, and its view. */
export interface OpenTeam {
  readonly live: LiveConnection;
  readonly chosen: ChosenView;
}

export interface OpenTeamParts {
  readonly session: Pick<Session, 'open' | 'profileOf' | 'find' | 'directory' | 'saveDirectory' | 'settings'>;
  readonly clock: Clock;
}

/** Opens the team that `status` means; where that fails it says why, and the exit code is the answer. */
export async function openTeam(
  invocation: StatusInvocation,
  io: TerminalIo,
  { session, clock }: OpenTeamParts,
): Promise<OpenTeam | { readonly code: ExitCode }> {
  const profile = session.profileOf(invocation.target);
  const known = chosenView(invocation, session, profile);
  const failed = (error: AppError, view: string | null): { readonly code: ExitCode } => ({
    code: sayFailure(invocation, io, { profile, view }, error, clock.now()),
  });
  // The publisher of a desk may have views that nobody has heard of here.
  if (!known.ok && profile?.relay === undefined) return failed(known.error, null);
  const live = await session.open(invocation.target);
  if (!live.ok) return failed(live.error, known.ok ? known.value.name : null);
  const chosen = known.ok ? known : await hearView(invocation.team, live.value, { session, clock });
  if (!chosen.ok) return failed(chosen.error, null);
  const onWaiting = (until: number): void => io.say(commandTexts.waiting(Math.ceil((until - clock.now()) / 1_000)));
  const named = await withIds(chosen.value, live.value, { session, clock, onWaiting }, invocation.isMasked);
  return named.ok ? { live: live.value, chosen: named.value } : failed(named.error, null);
}

/** Chooses of the views that the publisher of a desk has now. */
async function hearView(
  team: TeamChoice,
  live: LiveConnection,
  { session: { find, settings }, clock }: OpenTeamParts,
): Promise<Result<ChosenView>> {
  const heard = await hearPublishedViews(live, settings, clock);
  // Where they cannot be saved, they are known for this command.
  return heard.ok || heard.error.code === 'storage' ? chooseView(team, find(live.profile.name)) : heard;
}

interface FoundNames extends KnownNames {
  /** Whether some may be missing. */
  readonly isCut: boolean;
}

type NamesParts = OpenTeamParts & Pick<CallOptions, 'onWaiting'>;

/** Names on the command line become ids. */
async function withIds(
  chosen: ChosenView,
  live: LiveConnection,
  parts: NamesParts,
  isMasked: boolean,
): Promise<Result<ChosenView>> {
  const { view } = chosen;
  // A saved view holds ids.
  if (view === null || chosen.name !== null || areIds(view.filter)) return ok(chosen);
  const { filter } = view;
  const known = await (live.feed === null ? readNamesOf(filter, live, parts) : hearNames(live.feed, parts));
  if (!known.ok) return known;
  const found = findFilter(filter, known.value, known.value.isCut);
  if ('unclear' in found) {
    return fail('invalid-input', { message: unclearNote(found.unclear, isMasked, live.profile.auth === 'desk') });
  }
  return ok({ ...chosen, view: { ...view, filter: found.filter } });
}

/** What queues and agents are called as a publisher says. */
async function hearNames(feed: TeamFeed, { clock }: Pick<OpenTeamParts, 'clock'>): Promise<Result<FoundNames>> {
  const heard = await hearPublished(feed, { clock });
  if (!heard.ok) return heard;
  const { agents, queues } = heard.value;
  const agentIds = [...agents.values()].map(({ userId, name, addition }) => ({ id: userId, name, addition }));
  return ok({ queueIds: queues, skillIds: [], agentIds, isCut: false });
}

/** The names that a filter needs, by what was saved of queues and skills, or else is read; those of agents are read. */
async function readNamesOf(
  filter: TeamFilter,
  live: LiveConnection,
  { session, clock, onWaiting }: NamesParts,
): Promise<Result<FoundNames>> {
  const saved = await session.directory(live.profile);
  const names = await withNames(filter, saved, live, {
    clock,
    save: (before, next) => session.saveDirectory(live, before, next),
    priority: 'availability',
    maxWaitMs: NAMES_WAIT_MS,
    onWaiting,
  });
  if (!names.ok) return names;
  const { queues, skills, isCut } = namesOf(names.value ?? EMPTY_STATE);
  const agents = filter.agentIds.every(isId) ? ok([]) : await readAgents(live, clock);
  return agents.ok ? ok({ queueIds: queues, skillIds: skills, agentIds: agents.value, isCut }) : agents;
}

async function readAgents({ client }: LiveConnection, clock: Clock): Promise<Result<readonly NamedId[]>> {
  const answer = await afterLimit(MAX_WAIT_MS, clock, (maxWaitMs) =>
    client.availability(EMPTY_FILTER, { priority: 'availability', maxWaitMs }),
  );
  if (!answer.ok) return answer;
  return ok(
    [...membersOf(answer.value.rows).values()].map(({ agentId, userId, name, addition }) => ({
      id: agentId ?? userId,
      name,
      addition,
    })),
  );
}

/** A missing connection is reported before a missing view. */
function chosenView(
  { target, team }: StatusInvocation,
  { find }: OpenTeamParts['session'],
  profile: ConnectionProfile | null,
): Result<ChosenView> {
  if (target.kind === 'given') return chooseView(team, null);
  return profile === null ? ok(EVERYBODY_CHOSEN) : chooseView(team, find(target.name));
}

/** Says why there is no team, to a person and to a program; the exit code is the answer. */
export function sayFailure(
  invocation: StatusInvocation,
  io: TerminalIo,
  team: { readonly profile: ConnectionProfile | null; readonly view: string | null },
  error: AppError,
  now: number,
): ExitCode {
  const isDemo = team.profile?.isDemo === true;
  printStatus(invocation, io, { ...team, isDemo, health: failedHealth(error, now), team: null }, now);
  io.say(failureNote(error));
  return exitCodeOf(error.code);
}

/** A failure as the health of a team that could not be read. */
export function failedHealth({ code, message, retryAt }: AppError, now: number): ReportHealth {
  const state = code === 'not-connected' ? code : healthStateOf(code);
  return { state, since: now, nextAt: retryAt ?? null, message };
}

/** A failure for a person, with when to try again where that is known. */
export function failureNote({ message, retryAt }: AppError): string {
  return retryAt === undefined ? message : commandTexts.askAgainAt(message, clockSecond(retryAt));
}

/** The view of a command, and its name where it has one. */
export interface ChosenView {
  /** Null is everybody. */
  readonly view: View | null;
  /** Null for everybody and for ids, which have no name. */
  readonly name: string | null;
}

const EVERYBODY_CHOSEN: ChosenView = { view: null, name: null };

/** The view a command line means, of a saved connection or null; `invalid-input` names those there are. */
export function chooseView(choice: TeamChoice, saved: SavedConnection | null): Result<ChosenView> {
  switch (choice.kind) {
    case 'everybody':
      return ok(EVERYBODY_CHOSEN);
    case 'ids':
      return ok({ view: { ...EVERYBODY, id: '', name: '', filter: choice.filter }, name: null });
    case 'open':
      return ok(named(saved === null ? null : activeView({ views: saved.views, activeId: saved.activeViewId })));
    case 'view': {
      const views = saved?.views ?? [];
      const view = findView(views, choice.name, choice.id);
      return view === null
        ? fail('invalid-input', { message: unclearNote(unknownView(choice.name, views), false) })
        : ok(named(view));
    }
  }
}

function named(view: View | null): ChosenView {
  return { view, name: view?.name ?? null };
}
