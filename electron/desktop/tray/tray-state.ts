import { describeCounts, describeEach, describeIgnored, oneCount } from '../../shared/team/counts.ts';
import { clockMinute, clockSecond } from '../../shared/format.ts';
import {
  isDemoTeam,
  type AlertList,
  type ConnectionState,
  type Counts,
  type Health,
  type TeamSnapshot,
  type TrayMetric,
} from '../../shared/model.ts';
import { assertNever } from '../../shared/result.ts';
import { briefFreshness, freshness } from '../../team/health.ts';
import { trayTexts as texts } from '../../shared/texts/team/tray.ts';
import { describeTeamName, fitTooltip, type TeamName } from './tooltip.ts';
import { trayMenu, type ConnectionChoice, type MenuEntry } from './tray-menu.ts';

/** The states of the icon. Each has a shape of its own, so that one colour is enough. */
export const ICON_STATES = ['available', 'attention', 'waiting', 'offline', 'locked', 'paused', 'idle'] as const;
export type IconState = (typeof ICON_STATES)[number];

/** The part of the team that the tray shows; a delta has it as well as a snapshot. */
export type TrayTeam = Pick<TeamSnapshot, 'counts' | 'attention' | 'ignored' | 'asOf' | 'health' | 'view'>;

/** What is not part of the team. */
export interface TrayOptions {
  /** Every connection there is to choose from. */
  readonly connections: readonly ConnectionChoice[];
  /** Whether names are shown as initials. */
  readonly isMasked: boolean;
  /** Alerts that nobody has seen. */
  readonly alerts: Pick<AlertList, 'unseen' | 'unseenSince'>;
  /** Which count stands beside the icon, or in it. */
  readonly metric: TrayMetric;
  /** Whether it is to be drawn into the icon. */
  readonly isNumberInIcon: boolean;
  /** How many UTF-16 units of a tooltip the system shows; null for all. */
  readonly tooltipMax: number | null;
  /** When a refresh that was requested in the menu and has to wait will run; null without one. */
  readonly refreshRunsAt: number | null;
  /** Whether Rollcall starts at login; null where that is not offered. */
  readonly startsAtLogin: boolean | null;
  /** The version that a restart installs; null without one. */
  readonly updateVersion: string | null;
}

/** Everything the tray shows, as plain data. */
export interface TrayState {
  readonly icon: IconState;
  /** Whether the icon has a mark, since there are alerts that nobody has seen. */
  readonly isMarked: boolean;
  /** Beside the icon, where the system shows text there. Empty unless the count is live. */
  readonly title: string;
  /** To be drawn into the icon; null unless that is wanted and the count is live. */
  readonly number: number | null;
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/**
 * What the tray shows of a team. Counts of a team that is not live stay, with the time they were true at; before the
 * first answer there are none, rather than zeros.
 */
export function trayState(team: TrayTeam, connection: ConnectionState, options: TrayOptions): TrayState {
  const teamName = teamNameOf(connection, team);
  const fresh = connection.kind === 'none' ? texts.notConnected : freshness(team, clockMinute);
  const counts = connection.kind === 'none' || team.asOf === null ? null : team.counts;
  const isLive = counts !== null && team.health.state === 'live';
  const attention = team.attention === 0 ? [] : [texts.attention(team.attention)];
  const beside = [...attention, ...describeIgnored(team.ignored)];
  const all = counts === null ? '' : [describeCounts(counts), ...beside].join(', ');
  const delayed = delayedRefresh(options);
  const brief = connection.kind === 'none' ? fresh : briefFreshness(team, clockMinute);
  const below = (state: string): readonly string[] => (isLive ? [all] : [all, state]);
  const unseen = unseenAlerts(options);
  const lines = (...own: readonly string[]): readonly string[] => [unseen ?? '', ...own];
  const wordings = [lines(...below(fresh), delayed ?? ''), lines(...below(fresh)), lines(...below(brief))] as const;
  return {
    icon: connection.kind === 'none' ? 'idle' : iconOf(team),
    isMarked: unseen !== null,
    title: isLive ? metricText(counts, options.metric) : '',
    number: isLive && options.isNumberInIcon ? metricNumber(counts, options.metric) : null,
    tooltip: fitTooltip(teamName, wordings, options.tooltipMax),
    menu: trayMenu({
      alerts: unseen,
      teamName: connection.kind === 'none' ? null : describeTeamName(teamName),
      connections: options.connections,
      counts: counts === null ? [] : [...describeEach(counts), ...beside],
      freshness: fresh,
      isMasked: options.isMasked,
      isPaused: team.health.state === 'paused',
      refresh: canRefresh(connection, team.health) ? (delayed ?? refreshLabel(team.health)) : null,
      startsAtLogin: options.startsAtLogin,
      updateVersion: options.updateVersion,
    }),
  };
}

/** Whether nothing has to be drawn. */
export function isSameTrayState(a: TrayState, b: TrayState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function teamNameOf(connection: ConnectionState, { view }: TrayTeam): TeamName {
  if (connection.kind === 'none') return { account: 'Rollcall', view: null };
  const account = isDemoTeam(connection) ? texts.demo : connection.profile.name;
  return { account, view: view?.name ?? null };
}

function iconOf({ counts, attention, health }: TrayTeam): IconState {
  switch (health.state) {
    case 'starting':
      return 'idle';
    case 'live':
      if (counts.total === 0) return 'idle';
      if (counts.AVAILABLE === null) return 'waiting';
      return counts.AVAILABLE > 0 && attention === 0 ? 'available' : 'attention';
    case 'stale':
    case 'rate-limited':
      return 'waiting';
    case 'offline':
      return 'offline';
    case 'unauthorized':
    case 'keychain':
      return 'locked';
    case 'paused':
      return 'paused';
    default:
      return assertNever(health.state);
  }
}

/** `2 alerts since 14:05`; null without any. */
function unseenAlerts({ alerts: { unseen, unseenSince } }: TrayOptions): string | null {
  return unseen === 0 || unseenSince === null ? null : texts.unseen(unseen, clockMinute(unseenSince));
}

function delayedRefresh({ refreshRunsAt }: TrayOptions): string | null {
  return refreshRunsAt === null ? null : texts.refreshRunsAt(clockSecond(refreshRunsAt));
}

/** A desk can try the broker again; behind that its publisher reads when it wants. */
function canRefresh({ profile }: ConnectionState, { link }: Health): boolean {
  return profile?.auth !== 'desk' || link === 'broker';
}

/** While the limit is reached a refresh would only wait. */
function refreshLabel({ state, nextAt }: Health): string {
  return state === 'rate-limited' && nextAt !== null ? texts.menu.refreshAt(clockMinute(nextAt)) : texts.menu.refresh;
}

/** The count beside the icon as text, for example `12` or `12/32`; empty for none. */
function metricText(counts: Counts, metric: TrayMetric): string {
  if (metric === 'none') return '';
  const number = oneCount(metricNumber(counts, metric));
  return metric === 'available/total' ? `${number}/${oneCount(counts.total)}` : number;
}

/** The one number of a metric, which is all that fits into an icon; null for none, and where it is not known. */
function metricNumber(counts: Counts, metric: TrayMetric): number | null {
  if (metric === 'none') return null;
  return metric === 'away' ? counts.AWAY : counts.AVAILABLE;
}
