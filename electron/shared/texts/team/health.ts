import type { DeskLink, HealthState } from '../../team/team-model.ts';

type Problem = Exclude<HealthState, 'starting' | 'live'>;

/** What is the matter with the live team, and what to do about it. */
export const healthTexts = {
  paused: 'Paused. The team is not being read.',
  /** In the few words a menu has room for; the window has the sentence of the error. */
  problems: {
    stale: 'Not up to date',
    offline: 'No connection',
    unauthorized: 'Kore.ai refuses access',
    'rate-limited': 'Waiting for the request limit',
    keychain: 'The secret cannot be read',
    paused: 'Paused',
  } satisfies Record<Problem, string>,
  /** Fewer words still. */
  brief: {
    stale: 'Not up to date',
    offline: 'No connection',
    unauthorized: 'Access refused',
    'rate-limited': 'Request limit',
    keychain: 'Secret unreadable',
    paused: 'Paused',
  } satisfies Record<Problem, string>,
  loading: 'Reading the team',
  pausedUntil: (time: string) => `Paused until ${time}`,
  asOf: (time: string) => `As of ${time}`,
  problemAsOf: (problem: string, time: string) => `${problem}, as of ${time}`,

  titles: {
    stale: 'Not up to date',
    offline: 'Kore.ai cannot be reached',
    unauthorized: 'Kore.ai refused the credentials',
    'rate-limited': 'Request limit reached',
    keychain: 'The secret cannot be read',
    paused: 'Updates are paused',
  } satisfies Record<Problem, string>,
  /** Of a desk: the link that is down, in three lengths. */
  links: {
    refused: {
      title: 'The broker refuses this desk',
      problem: 'The broker refuses this desk',
      brief: 'Desk refused',
    },
    broker: {
      title: 'The broker cannot be reached',
      problem: 'No connection to the broker',
      brief: 'No broker',
    },
    publisher: {
      title: 'The publisher cannot be heard',
      problem: 'Nothing comes from the publisher',
      brief: 'No publisher',
    },
    key: {
      title: 'The key of the publisher is not known',
      problem: 'The key of the publisher is not known',
      brief: 'Unknown key',
    },
    messages: {
      title: 'Messages of the publisher are damaged',
      problem: 'Messages of the publisher are damaged',
      brief: 'Damaged messages',
    },
    version: {
      title: 'The publisher is another version of Rollcall',
      problem: 'The publisher is another version',
      brief: 'Other version',
    },
    clock: {
      title: 'The clock of the publisher is wrong',
      problem: 'The clock of the publisher is wrong',
      brief: 'Wrong clock',
    },
    role: {
      title: 'The publisher has nothing for this desk',
      problem: 'The publisher has nothing for this desk',
      brief: 'Nothing for desk',
    },
    team: {
      title: 'The team has not come yet',
      problem: 'The team has not come yet',
      brief: 'No team yet',
    },
    view: {
      title: 'A view is late',
      problem: 'A view is late',
      brief: 'A view is late',
    },
    kore: {
      title: 'The publisher cannot read the team',
      problem: 'The publisher cannot read the team',
      brief: 'Publisher is stuck',
    },
  } satisfies Record<DeskLink | 'refused', unknown>,
  viewNeeded: 'A view is needed',
  newView: 'New view',
  failed: 'This did not work',
  /** When Rollcall asks Kore.ai again. */
  nextTry: (time: string) => `Next try in ${time}.`,
  goesOn: (time: string) => `Continues in ${time}.`,
  asksAgain: (time: string) => `Asks again in ${time}.`,
  tryingNow: 'Trying now.',
  refresh: 'Refresh',
  resume: 'Resume',
  openConnect: 'Open Connect',
  unlock: 'Unlock',
  tryAgain: 'Try again',
};
