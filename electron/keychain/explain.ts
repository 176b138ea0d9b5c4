/** What a text of keytar means for the user. */
export type KeychainTrouble = 'locked' | 'unavailable' | 'waiting' | 'other';

/** How much of a text that nobody knows is passed on; the longest known one is shorter. */
const MAX_DETAIL = 200;

/** libsecret's texts were each seen on Linux; "User ..." are macOS's, in the words of its Security framework. */
const KNOWN_TEXTS: readonly {
  readonly pattern: RegExp;
  readonly trouble: KeychainTrouble;
  readonly detail: string;
}[] = [
  {
    pattern: /locked collection|interaction is not allowed|canceled the operation|prompt.*dismissed/i,
    trouble: 'locked',
    detail: 'The keychain is locked.',
  },
  {
    pattern: /timeout was reached|timed out/i,
    trouble: 'waiting',
    detail: 'The keychain service does not answer.',
  },
  {
    // gnome-keyring runs but could not ask anybody to choose a password for a first keyring.
    pattern: /Object does not exist at path/i,
    trouble: 'unavailable',
    detail: 'No keyring has been created on this computer yet. Sign in to the desktop once, or create one.',
  },
  {
    pattern: /D-Bus|dbus-launch|could not connect/i,
    trouble: 'unavailable',
    detail: 'There is no desktop session bus (D-Bus), so no keychain can be reached.',
  },
  {
    pattern: /was not provided by any|ServiceUnknown|NameHasNoOwner|Message recipient disconnected/i,
    trouble: 'unavailable',
    detail: 'No keychain service is running, for example gnome-keyring or KWallet.',
  },
  {
    pattern: /keytar|libsecret|shared object/i,
    trouble: 'unavailable',
    detail: 'The keychain support (keytar) of this installation is missing or broken.',
  },
];

/** Puts a text of keytar into our words; a text nobody knows is cut and passed on as `other`. */
export function explainTrouble(text: string): { readonly trouble: KeychainTrouble; readonly detail: string } {
  const known = KNOWN_TEXTS.find(({ pattern }) => pattern.test(text));
  return known ?? { trouble: 'other', detail: text.slice(0, MAX_DETAIL) };
}
