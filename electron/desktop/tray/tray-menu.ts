import { trayTexts } from '../../shared/texts/team/tray.ts';

const { menu: texts } = trayTexts;

/** What an entry of the tray's menu does. */
export type MenuAction =
  | 'open'
  | 'alerts'
  | 'history'
  | 'refresh'
  | 'pause-30-minutes'
  | 'pause-until-tomorrow'
  | 'resume'
  | 'hide-names'
  | 'connect'
  | 'settings'
  | 'start-at-login'
  | 'show-log'
  | 'restart-to-update'
  | 'about'
  | 'quit';

/** A connection as the menu offers it. */
export interface ConnectionChoice {
  readonly id: string;
  readonly name: string;
  readonly isOpen: boolean;
}

/** One line of the menu, as plain data. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  /** Cannot be clicked. */
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: MenuAction }
  /** One of several connections, of which one is on. */
  | { readonly kind: 'choice'; readonly label: string; readonly connectionId: string; readonly isOn: boolean }
  | { readonly kind: 'switch'; readonly label: string; readonly action: MenuAction; readonly isOn: boolean };

/** What the menu is made of. */
export interface MenuFacts {
  /** How many alerts nobody has seen, and since when; null without any. */
  readonly alerts: string | null;
  /** The account and view of the team; null without a connection. */
  readonly teamName: string | null;
  /** Every connection, in order. */
  readonly connections: readonly ConnectionChoice[];
  /** One text per count, for example `12 available`; empty before the first answer. */
  readonly counts: readonly string[];
  readonly freshness: string;
  readonly isPaused: boolean;
  /** The label of the entry that reads the team: now, or when; null where it could not. */
  readonly refresh: string | null;
  readonly isMasked: boolean;
  readonly startsAtLogin: boolean | null;
  /** The version that a restart installs; null without one. */
  readonly updateVersion: string | null;
}

/** A long list does not fit into a menu; the window has all of them. */
const MAX_CONNECTIONS = 10;
const SEPARATOR: MenuEntry = { kind: 'separator' };

/**
 * The tray's menu: it carries the counts and the main actions, since not every system shows a popover or lets an icon
 * be clicked. Alerts that nobody has seen are first, then "Open", because some Linux hosts open the menu on a click.
 */
export function trayMenu(facts: MenuFacts): MenuEntry[] {
  const { teamName, counts, freshness, isMasked } = facts;
  const lines = [teamName, ...counts, freshness].filter((label) => label !== null);
  return [
    ...(facts.alerts === null ? [] : [action('alerts', facts.alerts)]),
    action('open', texts.open),
    SEPARATOR,
    ...lines.map((label): MenuEntry => ({ kind: 'text', label })),
    SEPARATOR,
    ...(teamName === null ? [action('connect', texts.connect)] : teamActions(facts)),
    ...connectionChoices(facts.connections),
    SEPARATOR,
    { kind: 'switch', label: texts.hideNames, action: 'hide-names', isOn: isMasked },
    ...loginSwitch(facts.startsAtLogin),
    action('settings', texts.settings),
    action('show-log', texts.showLog),
    ...restart(facts.updateVersion),
    action('about', texts.about),
    action('quit', texts.quit),
  ];
}

function teamActions({ isPaused, refresh }: MenuFacts): MenuEntry[] {
  const pausing = isPaused
    ? [action('resume', texts.resume)]
    : [action('pause-30-minutes', texts.pauseHalfHour), action('pause-until-tomorrow', texts.pauseUntilTomorrow)];
  const refreshing = refresh === null ? [] : [action('refresh', refresh)];
  return [action('history', texts.history), ...refreshing, ...pausing];
}

function restart(version: string | null): MenuEntry[] {
  return version === null ? [] : [action('restart-to-update', texts.restart(version))];
}

/** Empty for a single connection. The open one is always in the list. */
function connectionChoices(all: readonly ConnectionChoice[]): MenuEntry[] {
  if (all.length < 2) return [];
  const first = all.slice(0, MAX_CONNECTIONS);
  const open = all.find(({ isOpen }) => isOpen);
  const isOpenLeftOut = open !== undefined && !first.includes(open);
  const offered = isOpenLeftOut ? [...first.slice(0, -1), open] : first;
  return [
    SEPARATOR,
    { kind: 'text', label: texts.connections },
    ...offered.map(({ id, name, isOpen }): MenuEntry => ({
      kind: 'choice',
      label: name,
      connectionId: id,
      isOn: isOpen,
    })),
    ...(all.length > MAX_CONNECTIONS ? [action('open', texts.moreConnections)] : []),
  ];
}

function loginSwitch(isOn: boolean | null): MenuEntry[] {
  return isOn === null ? [] : [{ kind: 'switch', label: texts.startAtLogin, action: 'start-at-login', isOn }];
}

function action(name: MenuAction, label: string): MenuEntry {
  return { kind: 'action', label, action: name };
}

/** What hears the entries of a menu. */
export interface MenuListeners {
  readonly onAction: (action: MenuAction) => void;
  /** A connection was chosen. */
  readonly onChoice: (connectionId: string) => void;
}

/** The entries as Electron's menu template. A `&` in a name is no shortcut, so it is doubled. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  { onAction, onChoice }: MenuListeners,
): Electron.MenuItemConstructorOptions[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: plain(entry.label), enabled: false };
      case 'action':
        return { label: plain(entry.label), click: () => onAction(entry.action) };
      case 'choice':
        return {
          type: 'radio',
          label: plain(entry.label),
          checked: entry.isOn,
          click: () => onChoice(entry.connectionId),
        };
      case 'switch':
        return {
          type: 'checkbox',
          label: plain(entry.label),
          checked: entry.isOn,
          click: () => onAction(entry.action),
        };
    }
  });
}

function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
