import type { CommandArgs, CommandName, CommandResult, EventName, Events } from './contract.ts';

/** `team:refresh` becomes `teamRefresh`. */
type MethodName<S extends string> = S extends `${infer Noun}:${infer Verb}` ? `${Noun}${Capitalize<Verb>}` : never;

/** What a window gets as `window.rollcall`: one named method per command, one `onX` per event. */
export type Bridge = {
  readonly [C in CommandName as MethodName<C>]: (...args: CommandArgs<C>) => Promise<CommandResult<C>>;
} & {
  readonly [E in EventName as `on${Capitalize<MethodName<E>>}`]: (listener: (event: Events[E]) => void) => () => void;
};

/** The two verbs a transport must offer for `createBridge`. */
export interface Transport {
  invoke<C extends CommandName>(command: C, args: CommandArgs<C>): Promise<CommandResult<C>>;
  listen<E extends EventName>(event: E, listener: (event: Events[E]) => void): () => void;
}

/** Builds the bridge over a transport, by hand, so that a search for a method finds its channel. */
export function createBridge({ invoke, listen }: Transport): Bridge {
  return {
    appInfo: () => invoke('app:info', []),
    teamSnapshot: () => invoke('team:snapshot', []),
    teamRefresh: () => invoke('team:refresh', []),
    budgetGet: () => invoke('budget:get', []),
    teamWatch: (isWatching) => invoke('team:watch', [isWatching]),
    teamPause: (forMs) => invoke('team:pause', [forMs]),
    agentCopy: (userId, field) => invoke('agent:copy', [userId, field]),
    trendGet: (hours) => invoke('trend:get', [hours]),
    hoursGet: () => invoke('hours:get', []),
    gapGet: () => invoke('gap:get', []),
    gapDismiss: () => invoke('gap:dismiss', []),
    viewList: () => invoke('view:list', []),
    viewOpen: (of, id) => invoke('view:open', [of, id]),
    viewSave: (of, draft) => invoke('view:save', [of, draft]),
    viewRemove: (of, id) => invoke('view:remove', [of, id]),
    viewImport: (of, text) => invoke('view:import', [of, text]),
    viewCheck: (filter) => invoke('view:check', [filter]),
    viewCount: (selection) => invoke('view:count', [selection]),
    connectionGet: () => invoke('connection:get', []),
    connectionList: () => invoke('connection:list', []),
    connectionOpen: (id) => invoke('connection:open', [id]),
    connectionForget: (id) => invoke('connection:forget', [id]),
    connectionCheck: (form) => invoke('connection:check', [form]),
    connectionTest: (form) => invoke('connection:test', [form]),
    connectionSave: (form, keep) => invoke('connection:save', [form, keep]),
    connectionUpdate: (patch) => invoke('connection:update', [patch]),
    connectionRemove: () => invoke('connection:remove', []),
    connectionRetry: () => invoke('connection:retry', []),
    connectionDemo: () => invoke('connection:demo', []),
    historyLoad: (query) => invoke('history:load', [query]),
    historyCancel: () => invoke('history:cancel', []),
    settingsGet: () => invoke('settings:get', []),
    settingsUpdate: (patch) => invoke('settings:update', [patch]),
    storageGet: () => invoke('storage:get', []),
    storagePurge: () => invoke('storage:purge', []),
    noticeTest: () => invoke('notice:test', []),
    helpOpen: (page) => invoke('help:open', [page]),
    windowShow: (name) => invoke('window:show', [name]),
    windowPin: (isPinned) => invoke('window:pin', [isPinned]),
    desktopGet: () => invoke('desktop:get', []),
    loginSet: (startsAtLogin) => invoke('login:set', [startsAtLogin]),
    folderShow: (name) => invoke('folder:show', [name]),
    updateCheck: () => invoke('update:check', []),
    updateInstall: () => invoke('update:install', []),
    onTeamChanged: (listener) => listen('team:changed', listener),
    onConnectionChanged: (listener) => listen('connection:changed', listener),
    onViewChanged: (listener) => listen('view:changed', listener),
    onConnectionsChanged: (listener) => listen('connections:changed', listener),
    onSettingsChanged: (listener) => listen('settings:changed', listener),
    onInfoChanged: (listener) => listen('info:changed', listener),
    onHoursChanged: (listener) => listen('hours:changed', listener),
    onGapChanged: (listener) => listen('gap:changed', listener),
    onDesktopChanged: (listener) => listen('desktop:changed', listener),
    onHistoryProgress: (listener) => listen('history:progress', listener),
    onNoticeRaised: (listener) => listen('notice:raised', listener),
    onViewRequested: (listener) => listen('view:requested', listener),
  };
}
