import { findZone, type FoundZone } from './find-zone.ts';
import { isValidTimeZone } from './zone-name.ts';

/** The zone of this process, which the computer's owner may change while Rollcall runs. */
export interface LocalZone {
  /** As it was when it was read last; read now when it never was. */
  get(): string;
  /** Why it may not be the zone that was meant, as of the last read; null when it is. */
  problem(): string | null;
  /** Reads it again; whether it is another one. */
  refresh(): boolean;
}

/** Makes a zone that is not read before it is asked for: the first question to Intl takes as long as starting Node. */
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
 * (electron/electron#33723); Node makes them look again when `TZ` is written or deleted, even where it stays what it was.
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
