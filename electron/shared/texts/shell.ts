/** What surrounds the views: navigation, and what the page says when Rollcall cannot be reached. */
export const shellTexts = {
  navigation: 'Views',
  views: {
    team: 'Team',
    history: 'History',
    alerts: 'Alerts',
    settings: 'Settings',
    connect: 'Connect',
    board: 'Board',
  },
  /** Alerts that nobody has looked at, for a screen reader. */
  unseen: (count: string) => `${count} new`,
  /** `available` is null while nobody knows how many are. */
  documentTitle: (view: string, available: string | null) =>
    `${available === null ? '' : `${available} available - `}${view} - Rollcall`,
  keys: {
    title: 'Keys',
    open: 'Keys (?)',
    close: 'Close',
    list: [
      { keys: ['/'], does: 'Search agents' },
      { keys: ['1', '2', '3', '4'], does: 'Jump to available, busy, away or offline' },
      { keys: ['↑', '↓'], does: 'Move in the list; also Page Up, Page Down, Home and End' },
      { keys: ['←', '→'], does: 'Move in the trend and in the bands of History' },
      { keys: ['+', '-', '0'], does: 'Zoom in History, or show the whole day' },
      { keys: ['Shift', '←', '→'], does: 'Move the time that History shows; so does a drag with Shift' },
      { keys: ['Enter'], does: 'Open the details of an agent' },
      { keys: ['Shift', 'F10'], does: 'Open the menu of an agent' },
      {
        keys: ['Esc'],
        does: 'Close the details, clear the search or the queue, go back from a zoom, hide the popover',
      },
      { keys: ['M'], does: 'Hide names, or show them' },
      { keys: ['?'], does: 'Show these keys' },
    ],
  },
  demo: {
    sentence: 'Demo data - connect your account',
    ofDesk: 'Demo data - the publisher of this desk plays it',
    action: 'Connect',
  },
  namesHidden: 'Names hidden',
  showNames: 'Names hidden. Show names',
  showNamesTitle: 'Names are shown as initials. Show names (M)',
  pin: 'Keep open and on top',
  unreachable: { title: 'Rollcall cannot be reached', action: 'Try again' },
  /** Why a browser tab hears nothing from Rollcall, by the code of the error. */
  lost: {
    'no-session': 'This page is not signed in to Rollcall. Open the address Rollcall printed.',
    'connection-lost': 'Rollcall is not running any more. Start it again.',
    replaced: 'Rollcall is open in too many tabs. Click in this one to continue here.',
  },
  cancel: 'Cancel',
  removeToken: (token: string) => `Remove ${token}`,
  hideSecret: 'Hide what is typed',
  showSecret: 'Show what is typed',
};
