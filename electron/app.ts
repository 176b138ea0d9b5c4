import { noticesFor } from './alerts/change-notices.ts';
import { createCore } from './core.ts';
import { createDoor } from './door/door.ts';
import { createHandlers } from './door/handlers.ts';
import { createHistoryDesk } from './history/desk.ts';
import type { App, AppParts } from './parts.ts';
import { loadSettings } from './settings/file.ts';
import { createPreferences } from './settings/preferences.ts';
import type { Events } from './shared/contract.ts';
import { createEmitter } from './shared/emitter.ts';
import type { Notice } from './shared/model.ts';
import { createLiveTeam, type PollOutcome } from './team/live-team.ts';
import { createWatchers } from './team/watchers.ts';

/** Status details wait this long for the budget; the next poll asks again. */
const DETAILS_WAIT_MS = 120_000;

/**
 * The composition root: wires the rooms into one running core, whatever surface wears it. Plain Node.
 * Nothing is called before `start`.
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { clock, random, info, surface, onSurprise } = parts;
  const events = createEmitter<Events>(onSurprise);
  const settings = await loadSettings({ dataFolder: parts.dataFolder, clock });
  const core = createCore({ ...parts, settings });
  const { connections } = core;
  const preferences = createPreferences(settings);

  const team = createLiveTeam({
    clock,
    random,
    connections,
    pace: () => preferences.get().pace,
    readToday: (live, emails, agents, signal) =>
      core.readToday({ live, emails, agents, signal, maxWaitMs: DETAILS_WAIT_MS }),
    onDelta: (delta) => events.emit('team:changed', delta),
    onPoll: (outcome) => notices(outcome).forEach(show),
  });

  function notices(outcome: PollOutcome): Notice[] {
    const isDemo = connections.state().kind === 'demo';
    return noticesFor({ ...outcome, choice: preferences.get().notify, isDemo, now: clock.now() });
  }

  function show(notice: Notice): void {
    if (surface.notify === null) events.emit('notice:raised', notice);
    else surface.notify(notice);
  }

  const watchers = createWatchers((isWatched) => team.setWatched(isWatched));
  const history = createHistoryDesk({
    live: () => connections.live(),
    load: core.loadHistory,
    onProgress: (progress) => events.emit('history:progress', progress),
  });
  const door = createDoor({
    clock,
    onSurprise: (_command, error) => onSurprise(error),
    onLeave: (sender) => watchers.leave(sender),
    handlers: createHandlers({
      info,
      surface,
      team,
      watch: watchers.watch,
      connections,
      history,
      settings: preferences,
      testNotice: () => show(TEST_NOTICE),
    }),
  });

  connections.subscribe((state) => events.emit('connection:changed', state));
  settings.subscribe(() => {
    events.emit('settings:changed', preferences.get());
    team.paceChanged();
  });

  return {
    door,
    events,
    team: () => team.snapshot(),
    connection: () => connections.state(),
    refresh: () => void team.refresh(),
    pause: (forMs) => team.pause(forMs),
    wake: () => team.wake(),
    rest: (isResting) => team.setResting(isResting),
    async start() {
      await connections.open(parts.openWith);
      team.start();
    },
    async stop() {
      history.cancel();
      team.stop();
      await connections.stop();
      await parts.keychain.stop();
    },
  };
}

const TEST_NOTICE: Notice = {
  id: 'test',
  title: 'Rollcall notifications work',
  body: 'This is how a change in your team will look.',
  userId: null,
  isDemo: false,
};
