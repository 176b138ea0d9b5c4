import { timeTexts } from '../shared/texts/time.ts';
import { realpathSync } from 'node:fs';

/** The zone of this process, which the computer's owner may change while Rollcall runs. */
export interface LocalZone {
  /** As it was when it was read last; read now when it never was. */
  get(): string;
  /** Why it may not be the zone that was meant, as of the last read; null when it is. */
  problem(): string | null;
  /** Reads it again; whether it is another one. */
  refresh(): boolean;
}

/** Makes a zone that is read when it is first needed: the first call of Intl takes as long as starting Node. */
export function createLocalZone(read: () => FoundZone): LocalZone {
  let zone: FoundZone | null = null;
  return {
    get: () => (zone ??= read()).name,
    problem: () => zone?.problem ?? null,
    refresh() {
      const before = zone;
      zone = read();
      return before !== null && before.name !== zone.name;
    },
  };
}

/**
 * The zone of this very process. Where `TZ` is set and names no zone, `TZ` becomes the name of the one that was found,
 * so that `Date`, `Intl` and child processes agree with it; that is done at once, before anybody shows a time.
 */
export function createProcessZone(env: NodeJS.ProcessEnv = process.env): LocalZone {
  const zone = createLocalZone(createZoneReader(env));
  if (env['TZ'] !== undefined) zone.get();
  return zone;
}

/**
 * Reads the zone the process is in now. V8 and ICU keep that of their start, in Electron's main process too
 * (electron/electron#33723); Node makes them read it again when `TZ` is written or deleted, even where it stays what it was.
 */
function createZoneReader(env: NodeJS.ProcessEnv): () => FoundZone {
  let given = env['TZ'];
  let written = given;

  function use(tz: string | undefined): string | undefined {
    if (tz === undefined) delete env['TZ'];
    else env['TZ'] = tz;
    written = tz;
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
    return timeZone !== undefined && isValidTimeZone(timeZone) ? timeZone : undefined;
  }

  return () => {
    if (env['TZ'] !== written) given = env['TZ'];
    const found = findZone(given, use(given), () => use(undefined));
    if (found.problem !== null && given !== undefined) use(found.name);
    return found;
  };
}

/** A zone by its IANA name, and what has to be said about it. */
export interface FoundZone {
  readonly name: string;
  readonly problem: string | null;
}

/** The names of three letters in the IANA database. ICU has more, and reads BST as Bangladesh and PST as Los Angeles. */
const SHORT_NAMES = /^(CET|EET|MET|WET|EST|MST|HST|GMT|UCT|UTC|PRC|ROC|ROK)$/i;
/** POSIX: a name, then how far west of Greenwich it is; as `UTC0`, `GMT+3`, `<+03>-3`. */
const FULL_HOURS = /^(?:[a-z]{3,}|<[-+\w]{3,}>)([-+]?)(\d{1,2})(?::00){0,2}$/i;
const IN_ZONEINFO = /\/zoneinfo[^/]*\/(?:(?:posix|right)\/)?(.+)$/;
const MAX_TZ_CHARACTERS = 80;

/**
 * The zone of a process, by its `TZ` (undefined when it is not set), the zone that Intl reports with it, and the one
 * that it reports without (undefined where that has no name). What TZ names in another way, as a path or by its
 * hours, is used as it is; else the system's zone is used, and UTC where there is none. The problem says so.
 */
export function findZone(
  tz: string | undefined,
  reported: string | undefined,
  ofSystem: () => string | undefined,
): FoundZone {
  if (reported !== undefined && (tz === undefined || isName(tz.replace(/^:?(posix\/|right\/)?/, '')))) {
    return { name: reported, problem: null };
  }
  if (tz === undefined) return { name: 'UTC', problem: timeTexts.noZone };
  const meant = meantBy(tz.trim().replace(/^:\s*/, ''));
  const system = meant ?? ofSystem();
  const name = system ?? 'UTC';
  const given = tz.replace(/\p{C}/gu, '').slice(0, MAX_TZ_CHARACTERS);
  const isOfComputer = meant === null && system !== undefined;
  const { unknownZone, unknownZoneOfComputer } = timeTexts;
  return {
    name,
    problem: isOfComputer ? unknownZoneOfComputer(given, name) : unknownZone(given, withHours(name)),
  };
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
  const [, sign = '', hours] = FULL_HOURS.exec(text) ?? [];
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

/** The name of a zone; of full hours with what it means. */
function withHours(name: string): string {
  const [, sign, hours] = /^Etc\/GMT([-+])(\d+)$/.exec(name) ?? [];
  if (hours === undefined) return name;
  return sign === '+' ? timeTexts.behindUtc(name, hours) : timeTexts.aheadOfUtc(name, hours);
}

/**
 * Whether this is the IANA name of a zone, such as `Asia/Kolkata` or `UTC`; case does not matter. Plain offsets
 * such as `+05:30` are refused although Intl takes them: a team's zone has to know its clock changes.
 */
export function isValidTimeZone(timeZone: string): boolean {
  if (!/^[a-z]/i.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
