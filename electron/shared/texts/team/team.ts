import { countText } from '../../format.ts';
import type { Status } from '../../team/team-model.ts';
import { plural, pluralForm, wordDuration } from '../plurals.ts';

/** A status within a sentence. */
const statusWords = { AVAILABLE: 'available', BUSY: 'busy', AWAY: 'away', OFFLINE: 'offline', OTHER: 'other' };

/** The texts of the live team: counts, list, time in status, trend and the printed sheet. */
export const teamTexts = {
  statusWords,
  contact: {
    copy: { email: 'Copy e-mail', phone: 'Copy phone number' },
    copied: { email: 'E-mail copied.', phone: 'Phone number copied.' },
  },
  counts: {
    ofStatus: (count: string, status: Status) => `${count} ${statusWords[status]}`,
    ignored: (count: number) => `${plural(count, 'entry')} not understood`,
    ignoredNote: (count: number) =>
      `${plural(count, 'entry')} of Kore.ai's answer ${pluralForm(count, { one: 'was', other: 'were' })} not understood, so the counts may be too low.`,
  },
  attention: {
    title: 'Needs attention',
    longerThanShift: 'longer than a shift',
    limit: (time: string) => `limit ${time}`,
    idle: 'idle',
    outsideHours: 'available outside hours',
    spoken: (words: string) => `needs attention: ${words}`,
  },
  refreshRunsAt: (time: string) => `The team will be read at ${time}.`,
  found: (count: number) => `${plural(count, 'agent')} found`,

  returns: {
    short: (count: number, time: string) => `${countText(count)} back by about ${time}`,
    /** `statuses` are those of `status`. */
    basis: (counted: number, away: number, days: number, statuses: readonly string[]) =>
      `${counted < away ? `Of ${countText(counted)} of the ${countText(away)} who are away` : 'Of all who are away'}, from status details of the last ${plural(days, 'day')}: ${statuses.join('; ')}.`,
    status: (status: string, times: number, duration: string) =>
      `half of ${countText(times)} times ${status} took less than ${duration}`,
  },
  tiles: {
    label: 'Show only these statuses',
    countsOnly: 'Agents by status',
    only: (status: Status) => `Show only ${statusWords[status]}`,
    onlyOrJump: (status: Status, key: number) => `Show only ${statusWords[status]}. Key ${key} jumps to them.`,
  },
  freshness: {
    asOf: (time: string) => `as of ${time}`,
    runsAt: (time: string) => `will run at ${time}`,
    age: (age: string) => `${age} ago`,
    every: (interval: string) => `every ${interval}`,
    refresh: 'Refresh now',
  },
  details: {
    progress: (read: number, of: number) =>
      `Times in status of ${countText(read)} of ${plural(of, 'agent')} have been read so far; more may need attention.`,
    noZoneFits:
      'Kore.ai’s times fit neither UTC nor the team’s time zone, so they may be wrong. Check the team time zone in Settings, for a desk at its publisher.',
    endedEarly: "Kore.ai's list ended there without saying that it was complete.",
  },
  toolbar: {
    search: 'Search agents',
    hint: (count: number) => `Search ${plural(count, 'agent')}   /`,
    briefHint: 'Search   /',
    order: 'Sort',
    orders: {
      attention: { label: 'Sort: attention', hint: 'Furthest over its limit first, then by status' },
      status: { label: 'Sort: status', hint: 'By status, then by name' },
      name: { label: 'Sort: name', hint: 'By name, all statuses together' },
      time: { label: 'Sort: time', hint: 'By status, the longest in it first' },
    },
  },

  list: {
    label: 'Agents',
    /** `above` of a group stand at the top of the list, because they need attention. */
    groupCount: (here: number, above: number) =>
      above === 0 ? countText(here) : `${countText(here)}, and ${countText(above)} above`,
    /** The heads of the groups in one sentence, which a screen reader finds before the list. */
    groups: (heads: readonly string[]) => `${heads.join('; ')}.`,
    groupHead: (name: string, count: string) => `${name}: ${count}`,
    orderIsHeld: 'Order is held · Update',
    noLongerInTeam: 'no longer in the team',
    left: 'left',
    editView: 'Edit view',
    noMatch: {
      title: 'No match',
      ofSearch: 'No agent matches this search.',
      ofStatus: 'No agent matches this status.',
      ofQueue: 'No agent of this queue matches.',
      ofBoth: 'No agent matches this search and status.',
      action: 'Show all',
    },
    emptyView: {
      title: 'Nobody in this view',
      sentence: 'Kore.ai answered, and no agent matches the view now.',
      action: 'Show everybody',
    },
    emptyTeam: {
      title: 'No agents in this team',
      sentence: 'Kore.ai answered that no agent belongs to this bot.',
      action: 'Refresh',
    },
  },
  since: {
    assumedZone: 'assumed zone',
    unknown: 'time in this status is not known yet',
    exact: (time: string) => `since ${time}, from status history`,
    assumed: (time: string) => `since ${time}, from status history, assumed zone`,
    observed: (from: string, to: string) => `changed between ${from} and ${to}`,
    orEarlier: (time: string) => `since ${time} or earlier`,
    orEarlierFor: (time: string, duration: string) => `since ${time} or earlier, at least ${duration}`,
    spoken: (duration: string, origin: string) => `for ${duration}, ${origin}`,
    spokenAbout: (duration: string, origin: string) => `for about ${duration}, ${origin}`,
    underAMinute: 'less than a minute',
  },
  selfReported: {
    says: (status: string) => `says ${status}`,
    exact: (routing: string, said: string, time: string) => `Routing: ${routing}; self-reported: ${said} since ${time}`,
    assumed: (routing: string, said: string, time: string) =>
      `Routing: ${routing}; self-reported: ${said} since ${time}, assumed zone`,
    'at-least': (routing: string, said: string, time: string) =>
      `Routing: ${routing}; self-reported: ${said} since ${time} or earlier`,
  },

  trend: {
    /** `parts` are those of `status` for each status. */
    sentence: (durationMs: number, parts: readonly string[], missingMs: number) => {
      const missing = missingMs === 0 ? '' : ` No record for ${wordDuration(missingMs)}.`;
      return `Last ${wordDuration(durationMs)}: ${parts.join('; ')}.${missing}`;
    },
    status: ({ status, min, max, now }: { status: Status; min: number; max: number; now: number | null }) => {
      const range = min === max ? countText(min) : `${countText(min)} to ${countText(max)}`;
      return `${statusWords[status]} ${range}${now === null ? '' : `, now ${countText(now)}`}`;
    },
    title: (durationMs: number) => `Agents by status, last ${wordDuration(durationMs)}`,
    values: (durationMs: number) => `Counts of the last ${wordDuration(durationMs)}, minute by minute`,
    valuesAt: (time: string, counts: readonly string[]) => `${time}: ${counts.join(', ')}`,
    noRecordAt: (time: string) => `${time}: no record`,
    same: 'as many as 15 minutes ago',
    more: (count: number) => `${countText(count)} more than 15 minutes ago`,
    fewer: (count: number) => `${countText(count)} fewer than 15 minutes ago`,
  },

  sheet: {
    columns: {
      agent: 'Agent',
      status: 'Status',
      time: 'In status for',
      origin: 'Known from',
      attention: 'Attention',
    },
    view: (name: string) => `view ${name}`,
    team: (count: number, counts: string) => `${plural(count, 'agent')}: ${counts}.`,
    ofDemo: ({ date, time, zone }: PrintedAt) =>
      `Source: demo data, no real agents. Printed by Rollcall on ${date} at ${time} (${zone}).`,
    ofHost: (host: string, { date, time, zone }: PrintedAt) =>
      `Source: Kore.ai at ${host}, agents availability and status details. Printed by Rollcall on ${date} at ${time} (${zone}).`,
    notRead: 'Not read yet.',
    asOf: ({ date, time, zone }: PrintedAt) => `Team as of ${date}, ${time} (${zone}).`,
    asOfNotFresh: ({ date, time, zone }: PrintedAt) => `Team as of ${date}, ${time} (${zone}), not up to date.`,
    /** What the list was narrowed to; an empty part was not used. */
    only: ({ search, statuses, queue, count, of }: SheetQuery & { count: number; of: number }) => {
      const parts = [
        search === '' ? '' : `the search “${search}”`,
        queue === '' ? '' : `the queue “${queue}”`,
        statuses,
      ].filter((part) => part !== '');
      return `Only ${parts.join(' and ')}: ${countText(count)} of ${plural(of, 'agent')}.`;
    },
    agents: 'Agents',
  },
};

interface SheetQuery {
  readonly search: string;
  readonly statuses: string;
  readonly queue: string;
}

interface PrintedAt {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}
