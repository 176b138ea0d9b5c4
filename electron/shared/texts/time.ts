/** Texts about the time zone of this computer. */
export const timeTexts = {
  noZone: 'The time zone of this computer has no name; times are in UTC.',
  unknownZone: (given: string, used: string) =>
    `TZ is "${given}", which is not the name of a time zone; times are in ${used}.`,
  unknownZoneOfComputer: (given: string, used: string) =>
    `TZ is "${given}", which is not the name of a time zone; times are in ${used}, the zone of this computer.`,
  /** For a zone such as Etc/GMT+3, whose sign is the opposite of the usual one. */
  behindUtc: (name: string, hours: string) => `${name} (${hours} h behind UTC)`,
  aheadOfUtc: (name: string, hours: string) => `${name} (${hours} h ahead of UTC)`,
};
