import type { AppError } from '../../result.ts';
import { plural, pluralForm } from '../plurals.ts';

/** What a desk says of the links to its team, nearest first: to the broker, to the publisher, and from there to Kore.ai. */
export const deskTexts = {
  broker: ({ code, message }: Pick<AppError, 'code' | 'message'>) =>
    code === 'forbidden'
      ? 'The broker does not let this desk in: its line was revoked, or is not valid. Ask whoever enrolled this desk for a new line.'
      : `This desk cannot reach its broker. ${message}`,
  openInApp: 'The running app has this desk open, and a desk has one connection. Look there, or quit the app first.',
  inUse: 'Another command of Rollcall is connected as this desk. Try again once it has ended.',
  perhapsTwice: 'Perhaps another computer or program uses the line of this desk: each needs one of its own.',
  refused:
    'The broker lets this desk subscribe to none of its views: its role was changed or revoked. Ask your administrator to enrol it again.',
  silent:
    'The broker is there, but nothing comes from a publisher: none runs, or this desk is not allowed to hear it. Ask your administrator.',
  unusable: {
    forged:
      'What the broker passes on is not signed by the publisher that this desk was enrolled for, so it is not shown. Ask your administrator.',
    damaged: 'What the publisher sends cannot be read. Ask your administrator.',
    'newer-version': 'The publisher is a newer Rollcall than this desk. Install the new version here.',
    'older-version': 'The publisher is an older Rollcall than this desk. Ask your administrator to update it.',
  },
  unconfirmed: 'Waiting for the next message of the publisher, to be sure that the team is up to date.',
  publisher: {
    gone: 'The publisher has stopped. The team will be up to date again once it, or its standby, runs.',
    late: 'The publisher sends nothing any more. The team will be up to date again once it, or its standby, does.',
  },
  /** Its own sentence follows. */
  kore: (problem: string) => `The publisher cannot read the team from Kore.ai. ${problem}`,
  countsOnly: {
    title: 'Counts only',
    sentence: 'The role of this desk has counts and no agents, so there is no list, and nothing is told about agents.',
  },
  /** What Settings says in place of pace and requests. */
  settings: {
    title: 'Desk',
    sentence:
      'The team comes from a publisher, which decides how often it is read and in which time zone. This desk makes no requests to Kore.ai and has no secret of it.',
  },
  /** What reading a history takes. */
  historyCost: 'The rest comes from the publisher, as far as it has read it.',
  historyNotPublished: 'The publisher has not read and published all of this yet. Try again in a few minutes.',
  queuesNotPublished:
    'The publisher has not published any queues yet: it reads their members in the background. Try again in a few minutes.',
  queueNotPublished: 'The publisher does not send the queues of this view. Use another view.',
  forged: (count: number) =>
    `${plural(count, 'message')} that the publisher has not signed ${pluralForm(count, { one: 'was', other: 'were' })} refused; what is shown is its own. Tell your administrator.`,
};
