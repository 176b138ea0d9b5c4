import { localTimeZone } from './zones.ts';

/** The zone of this computer, which its owner may change while Rollcall runs. */
export interface LocalZone {
  /** As it was when it was read last; read now when it never was. */
  get(): string;
  /** Reads it again; whether it is another one. */
  refresh(): boolean;
}

/** Makes a zone that is not read before it is asked for: the first question to Intl takes as long as starting Node. */
export function createLocalZone(read: () => string = readLocalTimeZone): LocalZone {
  let zone: string | null = null;
  return {
    get: () => (zone ??= read()),
    refresh() {
      const before = zone;
      zone = read();
      return before !== null && before !== zone;
    },
  };
}

/** The zone the system is in now. It also makes `Date` and new formatters of this process follow it. */
function readLocalTimeZone(): string {
  forgetTimeZone();
  return localTimeZone();
}

/**
 * V8 and ICU keep the zone of their start, in Electron's main process too (electron/electron#33723). Node makes them look
 * again when `TZ` is written or deleted, even where it stays what it was.
 */
function forgetTimeZone(): void {
  const zone = process.env['TZ'];
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
}
