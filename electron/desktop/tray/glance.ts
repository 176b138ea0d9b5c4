import { countText } from '../../shared/format.ts';
import { describeCounts, describeEach, describeIgnored } from '../../shared/counts.ts';
import type { ConnectionState, Health, TeamSnapshot, TrayMetric } from '../../shared/model.ts';
import { assertNever } from '../../shared/result.ts';
import { briefFreshness, freshness } from '../../team/health.ts';
import { glanceMenu, type ConnectionChoice, type MenuEntry } from './glance-menu.ts';
import { describeOwner, fitTooltip, type Owner } from './tooltip.ts';
import { metricNumber, metricText } from './tray-metric.ts';

/** What the icon says by its shape: one per kind of attention, so that it reads in one colour too. */
export const ICON_STATES = ['available', 'attention', 'waiting', 'offline', 'locked', 'paused', 'idle'] as const;
export type IconState = (typeof ICON_STATES)[number];

/** The part of the team a glance is made of; a delta has it as well as a snapshot. */
export type GlanceTeam = Pick<TeamSnapshot, 'counts' | 'ignored' | 'asOf' | 'health' | 'view'>;

/** What is not part of the team. */
export interface GlanceOptions {
  /** Every connection there is to choose from. */
  readonly connections: readonly ConnectionChoice[];
  /** How many agents need attention. */
  readonly attention: number;
  /** Whether names are shown as initials. */
  readonly isMasked: boolean;
  /** Which count stands beside the icon, or in it. */
  readonly metric: TrayMetric;
  /** Whether it is to be drawn into the icon. */
  readonly isNumberInIcon: boolean;
  /** How many UTF-16 units of a tooltip the system keeps; null for all. */
  readonly tooltipMax: number | null;
  /** An instant as the time of day, for example `14:02`. */
  readonly clockTime: (at: number) => string;
  /** The same to the second, for example `14:02:11`. */
  readonly clockSecond: (at: number) => string;
  /** When a refresh runs that was asked for here and had to wait; null without one. */
  readonly refreshRunsAt: number | null;
  /** Whether Rollcall starts at login; null where that is not offered. */
  readonly startsAtLogin: boolean | null;
  /** The version that a restart installs; null without one. */
  readonly updateVersion: string | null;
}

/** Everything the tray shows. Plain data: equal glances look the same. */
export interface Glance {
  readonly icon: IconState;
  /** Beside the icon, where the system has room for it. Empty unless the count is live. */
  readonly title: string;
  /** To be drawn into the icon; null unless that is wanted and the count is live. */
  readonly number: number | null;
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/**
 * What one glance at the tray shall say. Pure: the same team and connection give the same glance. Counts of a team that
 * is not live stay, with the time they were true at; before the first answer there are none, rather than zeros.
 */
export function glance(team: GlanceTeam, connection: ConnectionState, options: GlanceOptions): Glance {
  const owner = ownerOf(connection, team);
  const whose = describeOwner(owner);
  const fresh = connection.kind === 'none' ? 'Not connected' : freshness(team, options.clockTime);
  const counts = connection.kind === 'none' || team.asOf === null ? null : team.counts;
  const isLive = counts !== null && team.health.state === 'live';
  const attention = options.attention === 0 ? [] : [describeAttention(options.attention)];
  const beside = [...attention, ...describeIgnored(team.ignored)];
  const all = counts === null ? '' : [describeCounts(counts), ...beside].join(', ');
  const delayed = delayedRefresh(options);
  const brief = connection.kind === 'none' ? fresh : briefFreshness(team, options.clockTime);
  const below = (state: string): readonly string[] => (isLive ? [all] : [all, state]);
  const wordings = [[...below(fresh), delayed ?? ''], below(fresh), below(brief)] as const;
  return {
    icon: connection.kind === 'none' ? 'idle' : iconOf(team, options.attention),
    title: isLive ? metricText(counts, options.metric) : '',
    number: isLive && options.isNumberInIcon ? metricNumber(counts, options.metric) : null,
    tooltip: fitTooltip(owner, wordings, options.tooltipMax),
    menu: glanceMenu({
      whose: connection.kind === 'none' ? null : whose,
      connections: options.connections,
      counts: counts === null ? [] : [...describeEach(counts), ...beside],
      freshness: fresh,
      isMasked: options.isMasked,
      isPaused: team.health.state === 'paused',
      refresh: delayed ?? refreshWords(team.health, options.clockTime),
      startsAtLogin: options.startsAtLogin,
      updateVersion: options.updateVersion,
    }),
  };
}

/** Whether two glances look the same, so that nothing has to be drawn. */
export function isSameGlance(a: Glance, b: Glance): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ownerOf(connection: ConnectionState, { view }: GlanceTeam): Owner {
  if (connection.kind === 'none') return { account: 'Rollcall', view: null };
  const account = connection.kind === 'demo' ? 'Demo data' : connection.profile.name;
  return { account, view: view?.name ?? null };
}

function describeAttention(count: number): string {
  return count === 1 ? '1 needs attention' : `${countText(count)} need attention`;
}

function iconOf({ counts, health }: GlanceTeam, attention: number): IconState {
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

function delayedRefresh({ refreshRunsAt, clockSecond }: GlanceOptions): string | null {
  return refreshRunsAt === null ? null : `Refresh runs at ${clockSecond(refreshRunsAt)}`;
}

/** While the limit is reached a refresh would only wait. */
function refreshWords({ state, nextAt }: Health, clockTime: GlanceOptions['clockTime']): string {
  return state === 'rate-limited' && nextAt !== null ? `Refresh at ${clockTime(nextAt)}` : 'Refresh now';
}
