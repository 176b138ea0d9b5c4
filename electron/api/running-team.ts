import type { RunningQueues, RunningStatus, WantedTeam } from '../shared/contract/socket.ts';
import { findFilter, hideAgents, type UnclearName } from '../shared/find-names.ts';
import { masked, nameText } from '../shared/names.ts';
import { EVERYBODY, findView, type Settings, type TeamSnapshot, type View } from '../shared/model.ts';
import type { Connections } from '../connections/types.ts';
import type { AttentionRules } from '../shared/attention.ts';
import type { TeamDirectory } from '../team/directory/types.ts';
import type { LiveTeam } from '../team/types.ts';
import type { Views } from '../team/views/views.ts';

/** The running app, as far as commands of other processes are about its team. */
interface RunningTeam {
  readonly connections: Pick<Connections, 'state'>;
  readonly team: Pick<LiveTeam, 'snapshot' | 'everybody' | 'snapshotOf' | 'notFoundIn' | 'agentIdOf' | 'queues'>;
  readonly directory: Pick<TeamDirectory, 'get'>;
  readonly views: Pick<Views, 'list'>;
  readonly settings: { get(): Pick<Settings, 'isMasked'> };
  readonly attentionRules: () => AttentionRules;
}

/** While names are hidden the agents go out as initials, since a command shows them at once. */
export function runningStatus(running: RunningTeam, withAgents: boolean, wanted?: WantedTeam): RunningStatus {
  const { connections, settings, attentionRules } = running;
  const found = wanted === undefined ? null : findWanted(running, wanted);
  const { agents, ...facts } = found?.team ?? running.team.snapshot();
  const notFound = running.team.notFoundIn(facts.view);
  const { isMasked } = settings.get();
  const shown = withAgents ? agents.map((agent) => (isMasked ? masked(agent) : agent)) : [];
  return {
    connection: connections.state(),
    team: { ...facts, queues: [], agents: shown },
    ...(notFound.length > 0 && { notFound }),
    isMasked,
    rules: attentionRules(),
    ...(found !== null && { wanted: found.team === null ? found.why : 'answered' }),
  };
}

type Found = { readonly team: TeamSnapshot } | { readonly team: null; readonly why: 'unread' | UnclearName };

function findWanted(running: RunningTeam, wanted: WantedTeam): Found {
  const view = viewOf(running, wanted);
  if (view !== null && 'why' in view) return { team: null, why: view.why };
  const team = running.team.snapshotOf(view);
  return team === null ? { team, why: 'unread' } : { team };
}

/** Null is everybody. */
function viewOf(
  { views, directory, team, settings }: RunningTeam,
  wanted: WantedTeam,
): View | null | { readonly why: 'unread' | UnclearName } {
  if (wanted.kind === 'everybody') return null;
  if (wanted.kind === 'view') return findView(views.list().views, wanted.name) ?? { why: 'unread' };
  const { queues, skills, isCut } = directory.get();
  const agents = [...team.everybody().values()].map(({ userId, name }) => ({
    id: team.agentIdOf(userId) ?? userId,
    name,
  }));
  const found = findFilter(wanted.filter, { queueIds: queues, skillIds: skills, agentIds: agents }, isCut);
  if ('filter' in found) return { ...EVERYBODY, id: '', name: '', filter: found.filter };
  const { unclear } = found;
  // Without what else the directory says of a queue or skill.
  const fits = unclear.fits.map(({ id, name }) => ({ id, name }));
  const named = { ...unclear, fits };
  return { why: settings.get().isMasked ? hideAgents(named) : named };
}

/** The queues that are known, each with who alone covers it. */
export function runningQueues({ connections, team, directory, settings }: RunningTeam): RunningQueues {
  const { health, asOf } = team.snapshot();
  const { queues: named, problem } = directory.get();
  const queues = team.queues();
  const all = team.everybody();
  const { isMasked } = settings.get();
  const covers = (queues ?? []).flatMap(({ soleCover }) => (soleCover === null ? [] : (all.get(soleCover) ?? [])));
  return {
    connection: connections.state(),
    ...{ health, asOf, queues, problem, isMasked },
    named: named.map(({ id, name, skills }) => ({ id, name, skills })),
    agents: Object.fromEntries(covers.map((agent) => [agent.userId, nameText(agent, isMasked)])),
  };
}
