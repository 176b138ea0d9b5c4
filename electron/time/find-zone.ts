import { realpathSync } from 'node:fs';
import { isValidTimeZone } from './zone-name.ts';

/** A zone by its IANA name, and what has to be said about it. */
export interface FoundZone {
  readonly name: string;
  readonly problem: string | null;
}

/** The names of three letters in the IANA database. ICU has more, and reads BST as Bangladesh and PST as Los Angeles. */
const SHORT_NAMES = /^(CET|EET|MET|WET|EST|MST|HST|GMT|UCT|UTC|PRC|ROC|ROK)$/i;
/** POSIX: a name, then how far west of Greenwich it is; as `UTC0`, `GMT+3`, `<+03>-3`. */
const WHOLE_HOURS = /^(?:[a-z]{3,}|<[-+\w]{3,}>)([-+]?)(\d{1,2})(?::00){0,2}$/i;
const IN_ZONEINFO = /\/zoneinfo[^/]*\/(?:(?:posix|right)\/)?(.+)$/;
const MAX_SHOWN = 80;

/**
 * The zone of a process, by its `TZ` (undefined when it is not set), the zone that Intl reports with it, and the one
 * that it reports without (undefined where that has no name). What TZ names in another way, as a path or by its
 * hours, is taken at its word; else it is the system's zone, and UTC where there is none. The problem says so.
 */
export function findZone(
  tz: string | undefined,
  reported: string | undefined,
  ofSystem: () => string | undefined,
): FoundZone {
  if (reported !== undefined && (tz === undefined || isName(tz.replace(/^:?(posix\/|right\/)?/, '')))) {
    return { name: reported, problem: null };
  }
  if (tz === undefined)
    return { name: 'UTC', problem: 'The time zone of this computer has no name; times are in UTC.' };
  const meant = meantBy(tz.trim().replace(/^:\s*/, ''));
  const system = meant ?? ofSystem();
  const name = system ?? 'UTC';
  const from = meant === null && system !== undefined ? ', the zone of this computer' : hoursInWords(name);
  const shown = tz.replace(/\p{C}/gu, '').slice(0, MAX_SHOWN);
  return { name, problem: `TZ is "${shown}", which is not the name of a time zone; times are in ${name}${from}.` };
}

function meantBy(text: string): string | null {
  return named(text) ?? named(IN_ZONEINFO.exec(text)?.[1] ?? '') ?? named(linkedBy(text)) ?? named(hoursOf(text));
}

/** `/etc/localtime` and the like: what a link in the file system leads to. */
function linkedBy(text: string): string {
  if (!text.startsWith('/')) return '';
  try {
    return IN_ZONEINFO.exec(realpathSync(text))?.[1] ?? '';
  } catch {
    return '';
  }
}

function hoursOf(text: string): string {
  const [, sign = '', hours] = WHOLE_HOURS.exec(text) ?? [];
  if (hours === undefined) return '';
  return Number(hours) === 0 ? 'UTC' : `Etc/GMT${sign === '-' ? '-' : '+'}${Number(hours)}`;
}

/** The name as Intl writes it; null when it is none. */
function named(text: string): string | null {
  return isName(text) ? new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone : null;
}

function isName(text: string): boolean {
  return (text.length > 3 || SHORT_NAMES.test(text)) && isValidTimeZone(text);
}

/** The signs of these names are the other way round than everywhere else. */
function hoursInWords(name: string): string {
  const [, sign, hours] = /^Etc\/GMT([-+])(\d+)$/.exec(name) ?? [];
  return hours === undefined ? '' : ` (${hours} h ${sign === '+' ? 'behind' : 'ahead of'} UTC)`;
}
