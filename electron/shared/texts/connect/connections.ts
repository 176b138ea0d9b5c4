/** The list of connections, in the switcher and wherever one can be opened. */
export const connectionTexts = {
  menu: 'Connections',
  more: 'More',
  add: 'Add a connection…',
  openDemo: 'Open the demo',
  /** The heading while no connection is open. */
  none: 'Team',
  opened: (name: string) => `Opened ${name}.`,
  openedNone: 'No connection is open.',
  secrets: {
    locked: 'Keychain locked',
    unclear: 'Keychain locked, or no secret',
    missing: 'No secret saved',
    unavailable: 'No keychain',
  },
  health: {
    starting: 'Reading the team',
    paused: 'Paused',
    'rate-limited': 'Request limit reached',
    stale: 'Not up to date',
    offline: 'Could not be reached',
    unauthorized: 'Refused by Kore.ai',
    keychain: 'Waiting for the keychain',
  },
  live: (available: string) => `Live, ${available} available`,
  lastCounts: (available: string, time: string) => `${available} available, as of ${time}`,
  problemAndCounts: (problem: string, available: string, time: string) =>
    `${problem}, ${available} available, as of ${time}`,
  notOpened: 'Not opened yet',
  thisSession: (state: string) => `${state}, this session only`,
  view: 'view',
  formerView: 'a former view',
};
