import type { AppError } from '../../result.ts';
import { plural, pluralForm } from '../plurals.ts';

/** One sentence, whether the publisher of the desk was never heard or has stopped. */
const otherKey =
  'Another publisher is heard whose key this desk does not know, so its team is not shown. Ask whoever enrolled this desk for a new line, and paste it into Connect.';

/** What a desk says of the links to its team, nearest first: to the broker, to the publisher, and from there to Kore.ai. */
export const deskTexts = {
  broker({ code, message }: Pick<AppError, 'code' | 'message'>) {
    if (code === 'desk-in-use') return message;
    return code === 'forbidden'
      ? 'The broker does not let this desk in: its line was revoked, or is not valid. Ask whoever enrolled this desk for a new line.'
      : `This desk cannot reach its broker. ${message}`;
  },
  openInApp: 'The running app has this desk open, and a desk has one connection. Look there, or quit the app first.',
  perhapsTwice: 'Perhaps another computer or program uses the line of this desk: each needs one of its own.',
  refused:
    'The broker lets this desk subscribe to none of its views: its role was changed or revoked. Ask your administrator to enrol it again.',
  silent:
    'The broker is there, but nothing comes from a publisher: none runs, or this desk is not allowed to hear it. Ask your administrator.',
  unusable: {
    forged: otherKey,
    damaged:
      'What has come from the publisher is damaged and cannot be read. It is sent again within five minutes: try again then, and ask your administrator if it stays so.',
    'newer-version': 'The publisher is a newer Rollcall than this desk. Install the new version here.',
    'older-version': 'The publisher is an older Rollcall than this desk. Ask your administrator to update it.',
  },
  /** `late`: the views that are waited for, where the publisher is there and others have come. */
  unconfirmed: (late: readonly string[]) =>
    late.length === 0
      ? 'Waiting for the next message of the publisher, to be sure that the team is up to date.'
      : `Waiting for ${plural(late.length, 'view')} of this desk: ${someOf(late)}. Until then everything is shown with the time of the oldest view.`,
  deleted:
    'The publisher has none of the views of this desk any more. Ask your administrator to enrol it again, with other views.',
  publisher: {
    clock:
      'The clock of the publisher is behind that of the one before it, so what it sends cannot be told from old messages. Ask your administrator to set its clock right and to start it again.',
    unused:
      'Nobody has published anything for this desk yet, as far as its broker knows. The team comes once the publisher runs.',
    gone: 'The publisher has stopped. The team will be up to date again once it, or its standby, runs.',
    stranger: otherKey,
    audience:
      'The publisher was started without what this desk may see (--audience), so nothing comes. Ask whoever runs the publisher.',
    'no-team':
      'The publisher is live, but its team has not come yet. It sends all of it again every five minutes, also when nothing changes.',
    late: 'The publisher sends nothing any more. The team will be up to date again once it, or its standby, does.',
  },
  /** Its own sentence follows. */
  kore: (problem: string) => `The publisher cannot read the team from Kore.ai. ${problem}`,
  countsOnly: {
    title: 'Counts only',
    sentence: 'The role of this desk has counts and no agents, so there is no list, and nothing is told about agents.',
    history: 'A history is of agents. The role of this desk has counts and no agents, so there is none here.',
    queues:
      'Queues are counted from their agents. The role of this desk has counts and no agents, so there are none here.',
    chooseOneOf: (views: readonly string[]): string =>
      views.length === 0
        ? 'This desk has the counts of each view and none of all together. Choose a view.'
        : `This desk has the counts of each view and none of all together. Choose one with --view: ${views.join(', ')}.`,
    alerts:
      'This desk has counts and no agents. Of all rules, only the one about a team that is not up to date can fire here; the others are not shown.',
  },
  /** What Settings says in place of pace and requests. */
  settings: {
    title: 'Desk',
    sentence:
      'The team comes from a publisher, which decides how often it is read and in which time zone. This desk makes no requests to Kore.ai and has no secret of it.',
  },
  emptyTeam: 'The publisher says that no agent belongs to this team.',
  setByPublisher:
    'The publisher of this desk decides in which zone times are and how many share the account. Change it there.',
  /** Why days, or parts of them, are not there. */
  notPublished: {
    notYet: 'The publisher has not read and published all of this yet. Try again in a few minutes.',
    notRead:
      'The publisher reads today and the day before by itself, and other days only where somebody reads them there.',
    older: (date: string) => `The publisher keeps no days before ${date}.`,
    off: 'The publisher saves no history, so it publishes none.',
    zone: (zone: string) => `The days of the publisher are those of ${zone}. Choose that time zone.`,
  },
  queuesNotPublished:
    'The publisher has not published any queues yet: it reads their members in the background. Try again in a few minutes.',
  /** On a desk without everybody: a part of a queue would be counted as the whole. */
  queuesOutside: 'Queues with agents outside the views of this desk are not shown.',
  noQueueWhole:
    'No queue to show: a desk shows only queues whose agents are all in one of its views, once the publisher has read who serves them.',
  queueNotPublished:
    'This desk does not have that queue: it gets only queues whose agents are all in one of its views, once the publisher has read who serves them. Choose another queue, or a view.',
  skillsNotPublished: 'A publisher does not say who has which skill. Choose a queue or a view.',
  /** Below the queues there are, where a name fits none. */
  queuesWhole: 'This desk gets only queues whose agents are all in one of its views.',
  viewNotPublished:
    'Nothing comes of this view: it was deleted at the publisher, is not known there yet, or is not allowed to this desk. Use another view, or ask your administrator.',
  /** While the team is live: what was refused, and when that was last. */
  refusedMessages: {
    forged: (time: string) =>
      `Messages that the publisher has not signed were refused, the last one at ${time}. What is shown is the publisher’s own. Tell your administrator.`,
    damaged: (time: string) =>
      `Messages that cannot be read were refused, the last one at ${time}. What is shown is the publisher’s own. Tell your administrator.`,
    'newer-version': (time: string) =>
      `A publisher that is a newer Rollcall than this desk was heard, last at ${time}. What is shown comes from another one. Install the new version here.`,
    'older-version': (time: string) =>
      `A publisher that is an older Rollcall than this desk was heard, last at ${time}. What is shown comes from another one. Ask your administrator to update it.`,
  },
  /** By name; null for a view that the publisher does not list. */
  missing(views: readonly (string | null)[]) {
    const named = views.filter((name) => name !== null);
    const names = named.length === 0 ? '' : ` (${someOf(named)})`;
    return `${plural(views.length, 'view')} of this desk ${pluralForm(views.length, { one: 'is', other: 'are' })} missing${names}: deleted at the publisher, not known there yet, or not allowed to this desk. Ask your administrator.`;
  },
};

/** A desk may have fifty views; its banner is a sentence. */
const MAX_NAMES = 5;

function someOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  const first = names.slice(0, MAX_NAMES).join(', ');
  return more > 0 ? `${first} and ${plural(more, 'more view')}` : first;
}
