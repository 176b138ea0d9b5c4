/** What is wrong with the keychain, or with a secret to be saved in it. */
export const keychainTexts = {
  locked: 'The keychain is locked.',
  noAnswer: 'The keychain service does not answer.',
  noKeyring: 'No keyring has been created on this computer yet. Sign in to the desktop once, or create one.',
  noSessionBus: 'There is no desktop session bus (D-Bus), so no keychain can be reached.',
  noService: 'No keychain service is running, for example gnome-keyring or KWallet.',
  nothingIsKept: 'The secrets of this run were given to it, and are kept nowhere.',
  noSupport: 'The keychain support (keytar) of this installation is missing or broken.',
  crashed: 'The keychain support of this installation ended unexpectedly.',
  closing: 'Rollcall is closing.',
  emptySecret: 'An empty secret cannot be saved in the keychain.',
  nulCharacter: 'The secret contains a NUL character, at which the keychain would cut it off.',
  halfCharacter: 'The secret contains a damaged character, which the keychain would change.',
  tooLong: (bytes: number, maxBytes: number) =>
    `The secret takes ${bytes} bytes in the keychain; at most ${maxBytes} can be saved.`,
};
