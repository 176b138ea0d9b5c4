import type { Channel } from '../../team/team-model.ts';
import { plural } from '../plurals.ts';

/** The card of an agent: what is known of them now and today, and what can be done. */
export const cardTexts = {
  label: 'Agent',
  back: 'Back to the list',
  close: 'Close',
  loading: 'Reading what is known…',
  gone: 'No longer in this list. This is what was known last.',

  menu: 'Agent',
  actions: {
    show: 'Show details',
    history: 'Open in History',
    week: 'This week',
    weekInHistory: 'This week in History',
    addToView: 'Add to view…',
    mute: 'Mute today',
    unmute: 'End mute',
    tellMe: 'Tell me when available',
  },
  alerts: {
    muted: 'Muted today. What is held back is in the log of Alerts.',
    heard: 'No longer muted.',
    tellMe: 'You will be told once, today. The rule is in Alerts.',
  },

  needsAttention: (words: string) => `Needs attention: ${words}`,
  limit: {
    label: (limit: string) => `Limit ${limit}`,
    left: (time: string) => `${time} left`,
    atMost: (time: string) => `at most ${time} left`,
    over: (time: string) => `${time} over`,
    atLeast: (time: string) => `at least ${time} over`,
    notKnown: 'what is left is not known yet',
    underAMinute: 'under 1 min',
  },
  slots: {
    label: 'Free slots',
    free: (channel: Channel, free: number, total: number) => `${channels[channel]} ${free} of ${total}`,
    none: 'None: no slot is free, so no contact is offered.',
  },

  day: {
    title: 'Today',
    asOf: (time: string) => `as of ${time}`,
    /** The day of the team, where its clock shows another time than the reader's. */
    teamDay: (zone: string) => `The team’s day in ${zone}, by your clock.`,
    assumedZone: 'Assumed zone: these times may be some hours off.',
    noZone: 'Kore.ai’s times fit no zone, so nobody knows where they belong.',
    notRead: 'Status details of today are not read yet.',
    noRecord: 'No record today.',
    band: (totals: string) => `Today: ${totals}. The list below has each status.`,
    asText: (count: number) => `Today as text, ${plural(count, 'status')}`,
    times: (from: string, to: string) => `${from} – ${to}`,
    now: 'now',
    more: (count: number) => `and ${plural(count, 'earlier change')}`,
    /** For a screen reader, which does not say arrows. */
    change: (time: string, from: string, to: string) => `${time}, from ${from} to ${to}`,
    changes: 'Last changes',
    nothing: 'no record',
    /** A change that only polls saw; status details may give the exact time later. */
    observed: 'observed',
    changeTo: (time: string, to: string) => `${time}, to ${to}`,
    totals: 'Totals',
    rowNotRead: 'not read yet',
  },

  queues: 'Queues',
  skills: 'Skills',
  notKnown: 'Not known yet.',
  none: 'None.',
  /** What is missing beside those that are named. */
  unread: {
    queues: (count: number) => `${plural(count, 'queue')} not read yet.`,
    skills: () => 'Only the skills that a view uses are read.',
  },
  ids: {
    title: 'In Kore.ai',
    agentId: 'Agent ID',
    userId: 'User ID',
    customId: 'Custom ID',
    buckets: 'Listed as',
  },

  views: {
    menu: 'Add to view',
    isIn: (name: string) => `${name} (already in it)`,
    byOthers: (name: string) => `${name} (has no agents of its own)`,
    newView: 'New view with this agent',
    added: (agent: string, view: string) => `${agent} is now in the view “${view}”.`,
  },
};

const channels: Readonly<Record<Channel, string>> = {
  voice: 'Voice',
  liveChat: 'Live chat',
  messaging: 'Messaging',
  email: 'E-mail',
  voiceMail: 'Voicemail',
};
