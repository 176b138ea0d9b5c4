import { countText } from '../format.ts';
import { plural } from './plurals.ts';

/** The texts around the timeline of the history: zoom, a moment of the day, the team's band, and the order of rows. */
export const timelineTexts = {
  controls: 'How the timeline is shown',
  zoom: {
    label: 'Shown time',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (-)',
    wholeDay: 'Whole day',
    range: (from: string, to: string) => `${from} to ${to}`,
    back: (range: string) => `${range}, back to the recorded hours (Esc)`,
  },
  rewind: {
    label: 'The team at one minute',
    at: 'At',
    example: '14:05',
    slider: 'Time of day',
    noTime: 'no time chosen',
    hint: 'Move over the timeline or type a time.',
    open: 'Show names',
    close: 'Hide names',
    unpin: (time: string) => `Let go of ${time} (Esc)`,
    bothZones: (zone: string, yours: string) => `in ${zone}; ${yours} by your clock`,
    count: (count: number, status: string) => `${countText(count)} ${status.toLowerCase()}`,
    noRecord: (count: number) => `${countText(count)} no record`,
    notKnown: (count: number) => `${countText(count)} not known`,
    unknown: 'Not known',
    spoken: (time: string, counts: string) => `${time}: ${counts}`,
    onDay: (day: string, time: string) => `${day}, ${time}`,
    since: (time: string) => `since ${time}`,
    more: (count: string) => `and ${count} more`,
    partOfTeam: (agents: string) => `Of the ${agents} agents who were read; the others may have been in any status.`,
  },
  team: {
    name: 'Team',
    band: (agents: string, fewest: number, most: number) =>
      `${agents}, between ${countText(fewest)} and ${countText(most)} available at once`,
    nobody: (agents: string) => `${agents}, nobody available`,
  },
  coverage: {
    label: 'When too few were available',
    fewerThan: 'Fewer than',
    available: 'available:',
    never: 'never',
    summary: (times: number, duration: string) => `${plural(times, 'time')}, ${duration}`,
    ofThoseRead: (words: string) => `${words}, of those who were read`,
    stretch: (from: string, to: string, duration: string, least: number) =>
      `${from} to ${to}, ${duration}, least ${countText(least)}`,
    zoom: 'Show this time',
  },
  legend: {
    hint: 'Click hides or shows it; double click, Alt click or the key O shows it alone',
    showAll: 'Show all',
  },
  order: {
    sort: 'Sort by',
    sorts: {
      name: () => 'By name',
      first: () => 'By first record',
      longest: (status: string) => `By longest ${status}`,
      total: (status: string) => `By total ${status}`,
    },
    longestOf: 'Longest time in',
    group: 'Group by',
    groupings: {
      none: () => 'Not grouped',
      status: (time: string) => `By status at ${time}`,
      queue: () => 'By queue',
    },
    noQueue: 'In none of these queues',
    heading: (label: string, count: number) => `${label}, ${plural(count, 'agent')}`,
    attention: 'Needed attention',
    attentionCount: (count: number) => `Needed attention (${countText(count)})`,
    attentionHint: 'Only agents who were over a limit in the shown time',
    nobodyOver: 'Nobody was over a limit in the shown time.',
    pick: (agent: string) => `Compare ${agent}`,
    compare: (count: number) => `Compare ${countText(count)}`,
    compareHint: 'Only the picked agents. Tick the box at a name, or press Space in a row, to pick one.',
    clear: 'Pick nobody',
    more: 'More',
  },
};
