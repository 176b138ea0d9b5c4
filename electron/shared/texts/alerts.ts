import { plural } from './plurals.ts';

/** The texts of notifications, and of the question which of them to show. */
export const alertTexts = {
  title: 'Notifications',
  demoData: 'Demo data',
  dismiss: (title: string) => `Dismiss: ${title}`,

  change: {
    title: (name: string, status: string) => `${name}: ${status}`,
    was: (status: string) => `Was ${status}.`,
    wasFor: (status: string, duration: string) => `Was ${status} for ${duration}.`,
    wasForAtLeast: (status: string, duration: string) => `Was ${status} for at least ${duration}.`,
    wasForInAssumedZone: (status: string, duration: string) => `Was ${status} for ${duration} (assumed zone).`,
  },
  summary: {
    title: (count: number) => `${plural(count, 'agent')} changed status`,
    body: (counts: string) => `Now ${counts}.`,
  },
  nobodyAvailable: {
    title: 'Nobody is available',
    ofTeam: (counts: string) => `The team: ${counts}.`,
    ofView: (view: string, counts: string) => `${view}: ${counts}.`,
  },
  cannotRead: 'Rollcall can no longer read the team',
  problems: { settings: 'Settings', storage: 'Saved data', timeZone: 'Time zone' },
  test: { title: 'Rollcall notifications work', body: 'A change in your team will look like this.' },

  question: 'When should Rollcall notify you?',
  changeLater: 'You can change this in Settings.',
  choices: {
    'every-change': {
      label: 'Every change in my team',
      hint: 'Each change of status. More than three at once become one summary. Includes the next choice.',
    },
    'team-needs-me': {
      label: 'Only when the team needs me',
      hint: 'When nobody is available any more, and when Rollcall can no longer read the team.',
    },
    nothing: { label: 'Nothing', hint: 'Rollcall stays silent. The counts are always visible.' },
  },
  blocked:
    'This browser blocks notifications from Rollcall, so they appear inside the page. Allow them in the browser settings for this site.',
  unsupported: 'This browser cannot show notifications, so they appear inside the page.',
  sendTest: 'Send a test',
  testSent: 'Sent. If nothing appeared, check the notification settings of this computer.',
};
