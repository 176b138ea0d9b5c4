import { NO_COUNTS } from '../../electron/shared/team/counts.ts';
import type { ConnectionSummary, Health } from '../../electron/shared/model.ts';
import { PROFILE } from './fake-bridge.ts';

/** A connection besides the open one, with no known state. */
export function fakeConnection(name: string, patch: Partial<ConnectionSummary> = {}): ConnectionSummary {
  const profile = { ...PROFILE, id: `c-${name}`, name, host: `https://${name.toLowerCase()}.kore.ai` };
  return {
    profile,
    home: 'saved',
    isOpen: false,
    secret: 'stored',
    health: null,
    counts: null,
    asOf: null,
    view: null,
    ...patch,
  };
}

/** Connections in every possible state, including one with a long and one with a right-to-left name. */
export function fakeConnections(count: number, now: number): ConnectionSummary[] {
  const health = (state: Health['state']): Health => ({ state, since: now, nextAt: null, message: '' });
  const seen = { counts: { ...NO_COUNTS, AVAILABLE: 8, total: 9 }, asOf: now - 3_600_000 };
  const states: readonly Partial<ConnectionSummary>[] = [
    { health: health('live'), ...seen, view: 'Evening team leads' },
    { secret: 'locked', health: health('keychain'), ...seen },
    { health: health('unauthorized') },
    { health: health('offline'), ...seen },
    {},
    { home: 'session', secret: 'session', ...seen },
  ];
  const names = [
    'Sales',
    'Support Berlin',
    'Night shift',
    'مركز الاتصال الرئيسي لخدمة العملاء',
    'Retail '.repeat(8).trim(),
  ];
  return Array.from({ length: count }, (_, index) =>
    fakeConnection(names[index] ?? `Site ${index + 1}`, {
      ...states[index % states.length],
      profile: {
        ...PROFILE,
        id: `c-${index}`,
        name: names[index] ?? `Site ${index + 1}`,
        host: index % 2 === 0 ? PROFILE.host : 'https://de-platform.kore.ai',
      },
    }),
  );
}
