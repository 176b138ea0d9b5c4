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

/**
 * The roster of a day. Lunches take 28 to 43 minutes, but for a long one in the early, the late and the night shift; in a
 * history they are a minute or so longer or shorter. What else is over its limit of 30 minutes away or 45 busy varies in
 * kind. Pauses are placed so that by day mostly somebody is within 10 minutes of a limit and five of seven queues have
 * somebody; the tests of the story say how often, so look at them after a change here.
 */
export const PAIRS: readonly Pair[] = [
  {
    begins: 22,
    talks: 0.22,
    lines: [
      [
        [BREAK, 108, 28],
        [FOLLOW_UP, 161, 64],
        [LUNCH, 262, 94],
        [BREAK, 387, 28],
      ],
      [
        [FOLLOW_UP, 37, 64],
        [BREAK, 125, 28],
        [LUNCH, 220, 43],
        [MEETING, 343, 44],
        [BREAK, 427, 11],
      ],
    ],
  },
  {
    begins: 23,
    talks: 0.22,
    lines: [
      [
        [FOLLOW_UP, 66, 64],
        [LUNCH, 182, 41],
        [BREAK, 252, 28],
        [MEETING, 358, 30],
        [BREAK, 428, 28],
      ],
      [
        [MEETING, 25, 30],
        [LUNCH, 140, 42],
        [BREAK, 224, 28],
        [FOLLOW_UP, 295, 62],
        [BREAK, 394, 28],
      ],
    ],
  },
  {
    begins: 4,
    talks: 0.3,
    lines: [
      [
        [MEETING, 77, 41],
        [LUNCH, 144, 30],
        [TRAINING, 204, 63],
        [BREAK, 340, 28],
        [BREAK, 399, 28],
      ],
      [
        [FOLLOW_UP, 25, 52],
        [BREAK, 112, 28],
        [LUNCH, 161, 43],
        [MEETING, 273, 39],
        [BREAK, 433, 28],
      ],
    ],
  },
  {
    begins: 6,
    talks: 0.35,
    lines: [
      [
        [BREAK, 54, 28],
        [LUNCH, 162, 40],
        [TRAINING, 236, 54],
        [MEETING, 345, 40],
        [BREAK, 429, 28],
      ],
      [
        [MEETING, 70, 43],
        [BREAK, 133, 28],
        [LUNCH, 199, 39],
        [BREAK, 296, 28],
        [FOLLOW_UP, 377, 52],
      ],
    ],
  },
  {
    begins: 7,
    talks: 0.4,
    lines: [
      [
        [BREAK, 26, 28],
        [BREAK, 75, 11],
        [MEETING, 111, 44],
        [LUNCH, 200, 42],
        [FOLLOW_UP, 282, 64],
      ],
      [
        [MEETING, 56, 44],
        [LUNCH, 151, 43],
        [BREAK, 261, 28],
        [TRAINING, 344, 65],
        [BREAK, 449, 11],
      ],
    ],
  },
  {
    begins: 8,
    talks: 0.45,
    lines: [
      [
        [BREAK, 25, 28],
        [FOLLOW_UP, 104, 58],
        [LUNCH, 184, 72],
        [BREAK, 334, 28],
        [MEETING, 426, 42],
      ],
      [
        [MEETING, 64, 44],
        [BREAK, 166, 11],
        [BREAK, 215, 11],
        [LUNCH, 256, 43],
        [TRAINING, 348, 78],
      ],
    ],
  },
  {
    begins: 9,
    talks: 0.5,
    lines: [
      [
        [TRAINING, 92, 63],
        [LUNCH, 187, 30],
        [BREAK, 266, 28],
        [MEETING, 339, 41],
        [BREAK, 407, 28],
      ],
      [
        [FOLLOW_UP, 33, 56],
        [BREAK, 157, 28],
        [LUNCH, 230, 37],
        [MEETING, 293, 41],
        [BREAK, 436, 28],
      ],
    ],
  },
  {
    begins: 10,
    talks: 0.5,
    lines: [
      [
        [BREAK, 89, 28],
        [FOLLOW_UP, 207, 49],
        [LUNCH, 289, 41],
        [BREAK, 358, 28],
        [MEETING, 423, 44],
      ],
      [
        [MEETING, 30, 44],
        [LUNCH, 161, 43],
        [FOLLOW_UP, 246, 45],
        [BREAK, 329, 28],
        [BREAK, 394, 28],
      ],
    ],
  },
  {
    begins: 12,
    talks: 0.45,
    lines: [
      [
        [TRAINING, 62, 67],
        [BREAK, 178, 28],
        [LUNCH, 265, 38],
        [MEETING, 364, 30],
        [BREAK, 439, 28],
      ],
      [
        [BREAK, 25, 28],
        [BREAK, 132, 28],
        [LUNCH, 217, 43],
        [FOLLOW_UP, 302, 62],
        [MEETING, 397, 30],
      ],
    ],
  },
  {
    begins: 14,
    talks: 0.4,
    lines: [
      [
        [MEETING, 77, 37],
        [BREAK, 175, 28],
        [LUNCH, 231, 71],
        [BREAK, 344, 28],
        [FOLLOW_UP, 403, 64],
      ],
      [
        [BREAK, 31, 28],
        [FOLLOW_UP, 111, 64],
        [LUNCH, 214, 41],
        [BREAK, 302, 28],
        [MEETING, 373, 30],
      ],
    ],
  },
  {
    begins: 16,
    talks: 0.35,
    lines: [
      [
        [TRAINING, 27, 61],
        [MEETING, 190, 30],
        [LUNCH, 286, 43],
        [BREAK, 362, 28],
        [BREAK, 430, 28],
      ],
      [
        [BREAK, 86, 28],
        [LUNCH, 140, 30],
        [FOLLOW_UP, 222, 64],
        [BREAK, 330, 28],
        [MEETING, 394, 40],
      ],
    ],
  },
  {
    begins: 18,
    talks: 0.3,
    lines: [
      [
        [FOLLOW_UP, 31, 64],
        [LUNCH, 149, 43],
        [BREAK, 225, 28],
        [BREAK, 292, 12],
        [MEETING, 399, 44],
      ],
      [
        [MEETING, 95, 44],
        [BREAK, 195, 28],
        [LUNCH, 257, 30],
        [TRAINING, 320, 78],
        [BREAK, 452, 11],
      ],
    ],
  },
];
