/**
 * A status that an agent chooses, with the customer's name for it: the same for the built-in ones. OFFLINE is missing
 * because it is never reported as a status.
 */
export interface Activity {
  readonly primaryStatus: 'AVAILABLE' | 'BUSY' | 'AWAY';
  readonly secondaryStatus: string;
}

// The demo customer's own statuses; each is of type Away or Busy.
export const BREAK: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Break' };
export const LUNCH: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Lunch' };
const MEETING: Activity = { primaryStatus: 'AWAY', secondaryStatus: 'Meeting' };
const TRAINING: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Training' };
const FOLLOW_UP: Activity = { primaryStatus: 'BUSY', secondaryStatus: 'Follow-up' };

/** What, from which minute of the shift on, for how many minutes. */
export type Pause = readonly [Activity, number, number];

/** Two agents who work the same hours in the same queues. */
interface Pair {
  /** The hour at which their eight hours begin, by the clock of the centre. */
  readonly begins: number;
  /** The share of their time at work in which they are in a contact. */
  readonly talks: number;
  /** Their pauses, which they change about each day. */
  readonly lines: readonly [readonly Pause[], readonly Pause[]];
}

/** Like every other pause it ends just before its default limit: 30 minutes away, 45 busy. */
export const LUNCH_MIN = 28;
/** Past the limit by two hours: the lunch that is over its limit after this one begins then. */
const LONG_LUNCH_MIN = 155;
/** Few work at night, so there are fewer to be at lunch. */
const NIGHT_LUNCH_MIN = 215;

/**
 * The roster of a day. At any minute one lunch is over its limit, because one long lunch passes it just before the last
 * one ends; the other pauses are spread so that mostly somebody is about to pass a limit, and no queue is left alone.
 */
export const PAIRS: readonly Pair[] = [
  {
    begins: 22,
    talks: 0.2,
    lines: [
      [
        [BREAK, 40, 13],
        [LUNCH, 100, NIGHT_LUNCH_MIN],
        [FOLLOW_UP, 380, 43],
      ],
      [
        [FOLLOW_UP, 55, 43],
        [LUNCH, 210, LUNCH_MIN],
        [MEETING, 350, 28],
        [BREAK, 445, 13],
      ],
    ],
  },
  {
    begins: 23,
    talks: 0.2,
    lines: [
      [
        [FOLLOW_UP, 50, 43],
        [BREAK, 170, 13],
        [LUNCH, 220, NIGHT_LUNCH_MIN],
      ],
      [
        [BREAK, 100, 13],
        [LUNCH, 190, LUNCH_MIN],
        [MEETING, 260, 28],
        [FOLLOW_UP, 420, 43],
      ],
    ],
  },
  {
    begins: 4,
    talks: 0.35,
    lines: [
      [
        [LUNCH, 100, LONG_LUNCH_MIN],
        [BREAK, 335, 13],
        [TRAINING, 390, 43],
      ],
      [
        [FOLLOW_UP, 50, 43],
        [BREAK, 175, 13],
        [MEETING, 245, 28],
        [LUNCH, 295, LUNCH_MIN],
        [BREAK, 435, 13],
      ],
    ],
  },
  {
    begins: 6,
    talks: 0.4,
    lines: [
      [
        [BREAK, 40, 13],
        [LUNCH, 100, LONG_LUNCH_MIN],
        [TRAINING, 360, 43],
        [MEETING, 430, 28],
      ],
      [
        [FOLLOW_UP, 55, 43],
        [BREAK, 210, 13],
        [LUNCH, 255, LUNCH_MIN],
        [BREAK, 335, 13],
      ],
    ],
  },
  {
    begins: 7,
    talks: 0.45,
    lines: [
      [
        [TRAINING, 70, 43],
        [LUNCH, 160, LONG_LUNCH_MIN],
        [BREAK, 400, 13],
      ],
      [
        [BREAK, 55, 13],
        [FOLLOW_UP, 115, 43],
        [LUNCH, 210, LUNCH_MIN],
        [BREAK, 265, 13],
        [MEETING, 355, 28],
      ],
    ],
  },
  {
    begins: 8,
    talks: 0.6,
    lines: [
      [
        [MEETING, 40, 28],
        [TRAINING, 105, 43],
        [LUNCH, 220, LONG_LUNCH_MIN],
        [BREAK, 400, 13],
      ],
      [
        [BREAK, 70, 13],
        [LUNCH, 175, LUNCH_MIN],
        [BREAK, 280, 13],
        [FOLLOW_UP, 420, 43],
      ],
    ],
  },
  {
    begins: 9,
    talks: 0.65,
    lines: [
      [
        [BREAK, 50, 13],
        [TRAINING, 165, 43],
        [LUNCH, 280, LONG_LUNCH_MIN],
      ],
      [
        [BREAK, 65, 13],
        [FOLLOW_UP, 120, 43],
        [MEETING, 225, 28],
        [LUNCH, 300, LUNCH_MIN],
        [BREAK, 450, 13],
      ],
    ],
  },
  {
    begins: 10,
    talks: 0.7,
    lines: [
      [
        [BREAK, 235, 13],
        [LUNCH, 295, LUNCH_MIN],
        [BREAK, 345, 13],
        [FOLLOW_UP, 385, 43],
      ],
      [
        [FOLLOW_UP, 135, 43],
        [LUNCH, 205, LUNCH_MIN],
        [BREAK, 265, 13],
        [BREAK, 325, 13],
        [MEETING, 360, 28],
      ],
    ],
  },
  {
    begins: 12,
    talks: 0.55,
    lines: [
      [
        [BREAK, 80, 13],
        [TRAINING, 140, 43],
        [LUNCH, 220, LONG_LUNCH_MIN],
      ],
      [
        [BREAK, 130, 13],
        [BREAK, 205, 13],
        [LUNCH, 295, LUNCH_MIN],
        [FOLLOW_UP, 370, 43],
        [MEETING, 435, 28],
      ],
    ],
  },
  {
    begins: 14,
    talks: 0.45,
    lines: [
      [
        [BREAK, 70, 13],
        [TRAINING, 125, 43],
        [LUNCH, 220, LONG_LUNCH_MIN],
        [MEETING, 435, 28],
      ],
      [
        [BREAK, 40, 13],
        [BREAK, 170, 13],
        [LUNCH, 205, LUNCH_MIN],
        [FOLLOW_UP, 390, 43],
      ],
    ],
  },
  {
    begins: 16,
    talks: 0.4,
    lines: [
      [
        [TRAINING, 105, 43],
        [LUNCH, 220, LONG_LUNCH_MIN],
        [BREAK, 450, 13],
      ],
      [
        [MEETING, 70, 28],
        [BREAK, 145, 13],
        [LUNCH, 180, LUNCH_MIN],
        [BREAK, 260, 13],
        [FOLLOW_UP, 390, 43],
      ],
    ],
  },
  {
    begins: 18,
    talks: 0.35,
    lines: [
      [
        [MEETING, 45, 28],
        [BREAK, 160, 13],
        [LUNCH, 220, LONG_LUNCH_MIN],
        [TRAINING, 400, 43],
      ],
      [
        [FOLLOW_UP, 105, 43],
        [LUNCH, 250, LUNCH_MIN],
        [BREAK, 385, 13],
        [BREAK, 445, 13],
      ],
    ],
  },
];
