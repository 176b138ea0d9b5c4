import { randomUUID } from 'node:crypto';
import { createNoticeDesk, type NoticeDesk } from '../alerts/notice-desk.ts';
import type { Core } from '../services.ts';
import { createGapDesk, type GapDesk } from '../history/gap-desk.ts';
import type { AppParts } from '../parts.ts';
import type { SettingsStore } from '../settings/types.ts';
import type { Events } from '../shared/contract/events.ts';
import type { Emitter } from '../shared/emitter.ts';
import { selectionKey, selectionOf } from '../shared/model.ts';
import type { Storage } from '../storage/types.ts';
import { DETAILS_WAIT_MS } from '../team/details.ts';
import { openKeptTeams } from '../team/kept-teams.ts';
import { createLiveTeam } from '../team/live-team.ts';
import { project } from '../team/projection.ts';
import { createTeamMemory, type TeamMemory } from '../team/team-memory.ts';
import { teamSource } from '../team/team-source.ts';
import type { LiveTeam } from '../team/types.ts';
import { createViews, type Views } from '../team/views/views.ts';
import type { LocalTime } from './local-time.ts';

/** The live team and whoever follows each of its polls. */
export interface LiveSide {
  readonly team: LiveTeam;
  readonly views: Views;
  readonly memory: TeamMemory;
  readonly gaps: GapDesk;
  readonly notices: NoticeDesk;
}

/** What it is made of, beside the parts of the app. */
export interface LiveSideParts {
  readonly core: Core;
  readonly settings: SettingsStore;
  readonly storage: Storage;
  readonly events: Emitter<Events>;
  readonly localTime: LocalTime;
}

/** Wires the live team with the views it is seen through, what is kept of it, gaps and notices. Polls nothing yet. */
export function createLiveSide(
  { core, settings, storage, events, localTime }: LiveSideParts,
  { clock, random, surface }: AppParts,
): LiveSide {
  const { connections } = core;
  const preferences = () => settings.get().preferences;
  const gaps = createGapDesk({
    dateAt: localTime.dateAt,
    onChange: (report) => events.emit('gap:changed', report),
  });
  const notices = createNoticeDesk({
    clock,
    preferences,
    connection: () => connections.state(),
    isOneOfMany: () => connections.list().length > 1,
    show: (notice) => (surface.notify === null ? events.emit('notice:raised', notice) : surface.notify(notice)),
  });
  const team = createLiveTeam({
    clock,
    random,
    connections,
    pace: () => preferences().pace,
    share: core.share,
    readToday: (live, asked, agents, signal) =>
      gaps.hear({ asked, agents, shown: () => project(agents, selectionOf(views.active())), signal }, (onRead) =>
        core.readToday({ ...asked, live, agents, signal, maxWaitMs: DETAILS_WAIT_MS, onRead }),
      ),
    onDelta: (delta) => events.emit('team:changed', delta),
    onPoll(outcome) {
      notices.afterPoll(outcome);
      gaps.afterPoll(outcome);
    },
    view: () => views.active(),
    recall: (view) => memory.recall(view),
  });
  // After the team, which so hears first that the connection is another one.
  const views = createViews({
    settings,
    connections,
    randomUUID,
    onChange(list) {
      team.viewChanged();
      events.emit('view:changed', list);
    },
  });
  const memory = createTeamMemory({
    clock,
    disk: openKeptTeams(storage.disk),
    passing: openKeptTeams(storage.memory),
    source: () => teamSource(connections.state()),
    snapshot: () => team.snapshot(),
  });
  // Settings that could not be read name no connection, which does not mean that there is none.
  if (settings.problem === null) memory.forgetOthers(settings.get().connections.map(({ profile }) => profile.id));

  events.on('team:changed', (delta) => {
    gaps.look(selectionKey(selectionOf(delta.view)));
    memory.follow(delta);
    storage.purgeWhenDue();
  });
  let generation = connections.generation();
  connections.subscribe(() => {
    if (generation !== connections.generation()) gaps.forget();
    generation = connections.generation();
  });
  return { team, views, memory, gaps, notices };
}
