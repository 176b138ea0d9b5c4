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
  cannotRead: 'The team cannot be read any more',
  problems: { settings: 'Settings', storage: 'Saved data', timeZone: 'Time zone' },
  test: { title: 'Rollcall notifications work', body: 'This is how a change in your team will look.' },

  question: 'When should Rollcall notify you?',
  changeLater: 'You can change this in Settings.',
  choices: {
    'every-change': {
      label: 'Every change in my team',
      hint: 'Each change of status; more than three at once become one summary. Includes the next choice.',
    },
    'team-needs-me': {
      label: 'Only when the team needs me',
      hint: 'When nobody is available any more, and when the team can no longer be read.',
    },
    nothing: { label: 'Nothing', hint: 'Rollcall stays silent; the counts are always there.' },
  },
  blocked:
    'This browser blocks notifications of Rollcall, so they appear inside the page. Allow them in the settings of the site.',
  unsupported: 'This browser has no notifications, so they appear inside the page.',
  sendTest: 'Send a test',
  testSent: 'Sent. If nothing appeared, look at the notification settings of this computer.',
};
