import type { RunningQueues, RunningStatus, WantedTeam } from '../shared/contract/socket.ts';
import type { DemoScene } from '../shared/demo-scene.ts';
import { findFilter, hideAgents, unknownView, type UnclearName } from '../shared/names/find-names.ts';
import { masked, nameText } from '../shared/names/names.ts';
import {
  EVERYBODY,
  findView,
  isCountedByView,
  isPublished,
  type Settings,
  type TeamSnapshot,
  type View,
} from '../shared/model.ts';
import type { Connections } from '../connections/types.ts';
import { ok, type Result } from '../shared/result.ts';
import type { AttentionRules } from '../shared/team/attention.ts';
import type { TeamDirectory } from '../team/directory/types.ts';
import type { LiveTeam } from '../team/types.ts';
import type { Views } from '../team/views/views.ts';
import type { Services } from './handlers.ts';

/** The running app, as far as commands of other processes are about its team. */
interface RunningTeam {
  readonly connections: Pick<Connections, 'state'>;
  readonly team: Pick<LiveTeam, 'snapshot' | 'everybody' | 'snapshotOf' | 'notFoundIn' | 'agentIdOf' | 'queues'>;
  readonly directory: Pick<TeamDirectory, 'get'>;
  readonly views: Pick<Views, 'list'>;
  readonly settings: { get(): Pick<Settings, 'isMasked'> };
  readonly attentionRules: () => AttentionRules;
  readonly demoScene: () => DemoScene | null;
}

/** The present team, or the one that is wanted where the last answer tells it. */
export function runningStatus(running: RunningTeam, withAgents: boolean, wanted?: WantedTeam): RunningStatus {
  const { team } = running;
  if (wanted === undefined) return statusOf(running, withAgents, team.snapshot());
  const view = viewOf(running, wanted);
  if (view !== null && 'why' in view) return { ...statusOf(running, withAgents, team.snapshot()), wanted: view.why };
  const found = team.snapshotOf(view);
  if (found === null) return { ...statusOf(running, withAgents, team.snapshot()), wanted: 'unread' };
  return { ...statusOf(running, withAgents, found), wanted: 'answered' };
}

/** The same, where the app reads what its last answer does not tell. */
export async function readStatus(
  running: RunningTeam & Pick<Services, 'readAside'>,
  withAgents: boolean,
  wanted: WantedTeam,
): Promise<Result<RunningStatus>> {
  const known = runningStatus(running, withAgents, wanted);
  const view = viewOf(running, wanted);
  if (known.wanted !== 'unread' || (view !== null && 'why' in view)) return ok(known);
  const { connection } = known;
  const read = await running.readAside(view);
  if (!read.ok) return read;
  const status = statusOf(running, withAgents, read.value.team, read.value.notFound);
  // The connection may have been changed meanwhile.
  return ok({ ...status, connection, wanted: 'answered' });
}

/** While names are hidden the agents go out as initials, since a command shows them at once. */
function statusOf(
  { connections, team, views, settings, attentionRules, demoScene }: RunningTeam,
  withAgents: boolean,
  { agents, ...facts }: TeamSnapshot,
  notFound = team.notFoundIn(facts.view),
): RunningStatus {
  const { isMasked } = settings.get();
  const scene = demoScene();
  const shown = withAgents ? agents.map((agent) => (isMasked ? masked(agent) : agent)) : [];
  const connection = connections.state();
  const isUnsummed = isCountedByView(connection.profile) && facts.view === null && facts.counts.total === null;
  return {
    connection,
    ...(scene !== null && { scene }),
    team: { ...facts, queues: [], agents: shown },
    ...(notFound.length > 0 && { notFound }),
    ...(isUnsummed && {
      views: views
        .list()
        .views.filter(isPublished)
        .map(({ name }) => name),
    }),
    isMasked,
    rules: attentionRules(),
  };
}

/** Null is everybody. */
function viewOf(
  { views, directory, team, settings }: RunningTeam,
  wanted: WantedTeam,
): View | null | { readonly why: UnclearName } {
  if (wanted.kind === 'everybody') return null;
  if (wanted.kind === 'view') {
    const all = views.list().views;
    return findView(all, wanted.name, wanted.id) ?? { why: unknownView(wanted.name, all) };
  }
  const { queues, skills, isCut } = directory.get();
  const agents = [...team.everybody().values()].map(({ userId, name, addition }) => ({
    id: team.agentIdOf(userId) ?? userId,
    name,
    addition,
  }));
  const found = findFilter(wanted.filter, { queueIds: queues, skillIds: skills, agentIds: agents }, isCut);
  if ('filter' in found) return { ...EVERYBODY, id: '', name: '', filter: found.filter };
  const { unclear } = found;
  // Without what else the directory says of a queue or skill.
  const fits = unclear.fits.map(({ id, name, addition }) => ({ id, name, addition }));
  const named = { ...unclear, fits };
  return { why: settings.get().isMasked ? hideAgents(named) : named };
}

/** The queues that are known, each with who alone covers it. */
export function runningQueues({ connections, team, directory, settings }: RunningTeam): RunningQueues {
  const { health, asOf } = team.snapshot();
  const { queues: named, problem, asOf: namesAsOf } = directory.get();
  const queues = team.queues();
  const all = team.everybody();
  const { isMasked } = settings.get();
  const covers = (queues ?? []).flatMap(({ soleCover }) => (soleCover === null ? [] : (all.get(soleCover) ?? [])));
  return {
    connection: connections.state(),
    ...{ health, asOf, queues, problem, isMasked },
    isRead: namesAsOf !== null,
    named: named.map(({ id, name, skills }) => ({ id, name, skills })),
    agents: Object.fromEntries(covers.map((agent) => [agent.userId, nameText(agent, isMasked)])),
  };
}
