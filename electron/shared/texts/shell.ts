/** What surrounds the views: navigation, and what the page says when Rollcall cannot be reached. */
export const shellTexts = {
  navigation: 'Views',
  views: { team: 'Team', history: 'History', settings: 'Settings', connect: 'Connect' },
  documentTitle: (view: string) => `${view} - Rollcall`,
  demo: { sentence: 'Demo data - connect your account', action: 'Connect' },
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
