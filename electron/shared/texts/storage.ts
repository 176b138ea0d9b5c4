/** The texts about what is stored in the data folder: the database and the settings file. */
export const storageTexts = {
  database: {
    none: 'Rollcall has no database here, so nothing that it reads is kept.',
    newer: (used: string) =>
      `The database rollcall.db was written by a newer version of Rollcall and is left as it is. This version uses ${used}.`,
    damaged: (copy: string) =>
      `The database of Rollcall was damaged. It was saved as ${copy}, and a new one was created, so the trend starts again.`,
    newerInTheWay:
      'A database of a newer version is in the way. What was saved before is missing, and nothing new is kept once Rollcall is closed.',
    locked:
      'Another program holds the database of Rollcall. What was saved before is missing, and nothing new is kept once Rollcall is closed.',
    unusable: (reason: string) =>
      `The database of Rollcall cannot be used (${reason}). What was saved before is missing, and nothing new is kept once Rollcall is closed.`,
    readOnly: (reason: string) =>
      `The database of Rollcall cannot be written (${reason}). What was saved before is there, and nothing new is kept once Rollcall is closed.`,
    failing: (reason: string) =>
      `The database of Rollcall cannot be written at the moment (${reason}). Meanwhile nothing new is kept.`,
    notDeleted: (reason: string) =>
      `Not everything could be deleted (${reason}). Close other windows and commands of Rollcall and try again.`,
    newerNotDeleted:
      'The data of this version is deleted. The data of a newer version of Rollcall, in rollcall.db, is not; delete it there.',
    reasons: { unusable: 'the database cannot be used', inUse: 'it is in use' },
  },
  settingsFile: {
    unreadable: (code: string) =>
      `The settings file cannot be read (${code}). Changes made now hold until Rollcall is closed.`,
    unwritable: (code: string) => `The settings cannot be saved in the data folder (${code}).`,
    newer:
      'The settings were written by a newer version of Rollcall and are left as they are. Changes made now hold until Rollcall is closed.',
    /** These go on with what became of the file, so they have no full stop. */
    causes: {
      corrected: (places: string) => `Some settings were not understood, and are corrected or left out: ${places}`,
      missing:
        'The settings file was missing, and its last good copy (settings.json.bak) is used. To start afresh, quit Rollcall and delete both',
      missingBoth: 'The settings file was missing, and its last good copy (settings.json.bak) cannot be used',
      copyNewer: 'The last good copy of the settings (settings.json.bak) was written by a newer version of Rollcall',
      copyDamaged: 'The last good copy of the settings (settings.json.bak) was damaged',
      copyUsed: 'The settings file was damaged, and the last good copy is used',
      defaultsUsed: 'The settings file was damaged, and Rollcall starts with default settings',
      presentStay: 'The settings file was damaged, and Rollcall goes on with the settings in use',
    },
    textWithheld: (cause: string) => `${cause}; its text is not saved`,
    /** Stands in place of the text. */
    withheld: 'The text of this file is not saved: it was damaged and held what looks like a secret.\n',
    lacking: (setting: string) => `${setting} missing`,
    leftOut: (connection: string) => `${connection} left out`,
    fromCopy: (setting: string) => `${setting} taken from the last good copy`,
    fromUse: (setting: string) => `${setting} taken from the settings in use`,
    ended: (cause: string) => `${cause}.`,
    savedCopy: (cause: string, copy: string) => `${cause}; the file as it was is saved as ${copy}.`,
    withoutCopy: (cause: string, code: string | null) => `${cause}; no copy of it can be saved (${code}).`,
    secretRemoved: (keys: string) =>
      `The settings file held what looks like a secret (${keys}); it was removed. Secrets belong in the keychain: renew this one in Kore.ai and connect again.`,
    secretStays: (keys: string, code: string) =>
      `The settings file held what looks like a secret (${keys}); it cannot be removed (${code}). Secrets belong in the keychain: renew this one in Kore.ai and connect again.`,
    listed: (names: string, more: number) => `${names} and ${more} more`,
    entry: (number: number) => `number ${number}`,
  },
};
