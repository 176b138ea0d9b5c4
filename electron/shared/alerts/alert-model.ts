import type { GapReport } from '../history/history-model.ts';
import type { WorkingHours } from '../preference-model.ts';
import type { Status } from '../team/team-model.ts';

/** Rules, what they decide, and what became of it. Instants are epoch milliseconds. */

/** Whose agents a rule watches. The open view is whichever is open. */
export type RuleScope =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'open-view' }
  | { readonly kind: 'view'; readonly id: string }
  | { readonly kind: 'queue'; readonly id: string };

/** A status, or a secondary status as the customer calls it; case and outer white space do not matter. */
export type StatusChoice =
  { readonly kind: 'status'; readonly status: Status } | { readonly kind: 'secondary'; readonly name: string };

/** When a rule has something to say. */
export type RuleCondition =
  /** Fewer than so many agents have been AVAILABLE for so many minutes. 1 is "nobody". */
  | { readonly kind: 'below'; readonly fewerThan: number; readonly forMinutes: number }
  /** More than so many agents have been in a status at once for so many minutes. */
  | { readonly kind: 'above'; readonly status: StatusChoice; readonly moreThan: number; readonly forMinutes: number }
  /**
   * An agent is in a status for longer than its limit, or will be in `earlyMinutes`. Null for the status is every status
   * with a limit, null for the minutes the limit of the settings. With minutes of its own, every status is all but
   * OFFLINE, and `earlyMinutes` are fewer.
   */
  | {
      readonly kind: 'too-long';
      readonly status: StatusChoice | null;
      readonly minutes: number | null;
      readonly earlyMinutes: number;
    }
  /** An agent was put into a status more than so many times in the last hours. */
  | { readonly kind: 'too-often'; readonly status: StatusChoice; readonly moreThan: number; readonly hours: number }
  /** An agent changes to a status; null is every change of status. */
  | { readonly kind: 'becomes'; readonly status: StatusChoice | null }
  /** Once: this agent changes to a status before `expiresAt`. */
  | { readonly kind: 'tell-me'; readonly userId: string; readonly status: StatusChoice; readonly expiresAt: number }
  /** An agent has no record so many minutes after the time they usually have one, from at least ten cached days. */
  | { readonly kind: 'not-in'; readonly graceMinutes: number }
  /** The team was not read for so many minutes. */
  | { readonly kind: 'stale'; readonly forMinutes: number }
  /** At least so many per cent of the agents who were not OFFLINE became OFFLINE within so many seconds. */
  | { readonly kind: 'mass-change'; readonly percent: number; readonly withinSeconds: number }
  /** An agent changed status at least so many times within so many minutes, without those from AVAILABLE to BUSY or back. */
  | { readonly kind: 'flapping'; readonly changes: number; readonly withinMinutes: number };

export type RuleKind = RuleCondition['kind'];

const RULE_KINDS: Readonly<Record<RuleKind, true>> = {
  below: true,
  above: true,
  'too-long': true,
  'too-often': true,
  becomes: true,
  'tell-me': true,
  'not-in': true,
  stale: true,
  'mass-change': true,
  flapping: true,
};

/** Whether this version knows a kind of rule; a newer one may have others. */
export function isRuleKind(kind: string): kind is RuleKind {
  return Object.hasOwn(RULE_KINDS, kind);
}

/** A rule of a connection. */
export interface Rule {
  readonly id: string;
  readonly isOn: boolean;
  readonly scope: RuleScope;
  readonly condition: RuleCondition;
  /** When it may notify, in the team's zone; null is always. */
  readonly hours: WorkingHours | null;
  /** Minutes between reminders while it goes on; null is none. */
  readonly remindMinutes: number | null;
  readonly hasSound: boolean;
  /** Whether it says, quietly, that it is over. */
  readonly saysRecovery: boolean;
}

/** The smallest and the largest number that each field of a condition takes; all are whole numbers. */
export const RULE_BOUNDS = {
  fewerThan: [1, 10_000],
  forMinutes: [0, 1_440],
  moreThan: [0, 10_000],
  minutes: [1, 1_440],
  earlyMinutes: [0, 1_440],
  hours: [1, 24],
  graceMinutes: [0, 1_440],
  percent: [1, 100],
  withinSeconds: [10, 3_600],
  changes: [2, 1_000],
  withinMinutes: [1, 1_440],
  remindMinutes: [1, 1_440],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** Whether a rule says before a limit that somebody will be over it: with so many minutes it would as soon as they began. */
export function isTooEarly({ minutes, earlyMinutes }: { minutes: number | null; earlyMinutes: number }): boolean {
  return minutes !== null && earlyMinutes >= minutes;
}

type SuggestedField = 'fewerThan' | 'moreThan' | 'minutes' | 'percent' | 'changes' | 'graceMinutes';

/** The number of a kind for which a dry run suggests another value. */
export const SUGGESTED: Readonly<Partial<Record<RuleKind, SuggestedField>>> = {
  below: 'fewerThan',
  above: 'moreThan',
  'too-long': 'minutes',
  'too-often': 'moreThan',
  'mass-change': 'percent',
  flapping: 'changes',
  'not-in': 'graceMinutes',
};

/** Of a connection: settings.json may not grow beyond what is read back. */
export const MAX_RULES = 100;
export const MAX_NOTE_CHARACTERS = 200;

/** A rule as it is entered; a null id is a new one. */
export type RuleDraft = Omit<Rule, 'id'> & { readonly id: string | null };

/** What a rule says about one subject: a team or an agent. */
export type RulePhase = 'normal' | 'pending' | 'firing' | 'recovering' | 'no-data';

/** Why it cannot be told whether a rule holds. */
export type NoDataReason =
  /** The team is not read at present. */
  | 'not-read'
  /** A list that it needs could not be understood. */
  | 'not-understood'
  | 'view-gone'
  | 'queue-gone'
  /** Nobody knows yet who is in its view or queue. */
  | 'members-unknown'
  /** The agent it waits for is not in the team. */
  | 'agent-gone'
  /** What is usual is known from saved history alone. */
  | 'history-off'
  | 'too-few-days';

/** The present state of a rule. */
export interface RuleState {
  readonly ruleId: string;
  /** The most urgent of its subjects: firing, pending, recovering, no data, normal. */
  readonly phase: RulePhase;
  /** When that phase began; null while normal. */
  readonly since: number | null;
  /** When a pending one fires, or a recovering one is over; null otherwise. */
  readonly until: number | null;
  /** The agents it is firing about; empty for a team. */
  readonly userIds: readonly string[];
  /** Why there is no data; null while there is. */
  readonly noData: NoDataReason | null;
}

/** Why a decision was not delivered. */
export type HeldReason =
  | 'mass-change'
  | 'stale'
  | 'summary'
  | 'muted'
  | 'snoozed'
  | 'quiet-hours'
  | 'locked'
  | 'nobody-there'
  | 'failed'
  | 'rule-hours'
  | 'cool-down'
  | 'too-many'
  /** The rule has just told of somebody, and tells of others together. */
  | 'grouped'
  | 'baseline'
  /** Another rule says the same. */
  | 'told-by-another'
  /** That it is over, which the rule does not say. */
  | 'not-wanted'
  /** That something is over of which nobody was told. */
  | 'not-told';

/** What a rule decided. */
export type AlertEvent = 'fired' | 'reminder' | 'recovered';

/** A line of the log. */
export interface AlertEntry {
  readonly id: number;
  readonly at: number;
  readonly ruleId: string;
  /** The kind of its rule, for filters after the rule has gone. */
  readonly kind: RuleKind;
  readonly event: AlertEvent;
  /** The agent it is about; null for a team. */
  readonly userId: string | null;
  /** The fact first, as it was or would have been delivered; under 256 bytes. */
  readonly text: string;
  /** Null where it was delivered. */
  readonly held: HeldReason | null;
  /** The note of an excused one; null where it was not excused. */
  readonly excused: string | null;
}

/** An agent about whom nothing is delivered until then. */
export interface AlertMute {
  readonly userId: string;
  readonly until: number;
}

/** A rule of which nothing is delivered until then. */
export interface RuleSnooze {
  readonly ruleId: string;
  readonly until: number;
}

/** Everything about alerts of the present connection. */
export interface AlertList {
  /** The connection they belong to; null without one. Every change names it. */
  readonly connectionId: string | null;
  readonly rules: readonly Rule[];
  readonly states: readonly RuleState[];
  readonly mutes: readonly AlertMute[];
  readonly snoozedRules: readonly RuleSnooze[];
  /** Nothing is delivered until then; null when nothing is snoozed. */
  readonly snoozedUntil: number | null;
  /** When the quiet hours end that hold everything back now; null outside of them. */
  readonly quietUntil: number | null;
  /** How many more rules a newer version has saved: they are kept and do nothing here. */
  readonly newerRules: number;
  /** Delivered entries that nobody has looked at. */
  readonly unseen: number;
  /** When the first of them was decided; null without any. */
  readonly unseenSince: number | null;
  /** When the team's day ends: mutes and rules for today last until then. */
  readonly dayEndsAt: number;
}

/** What a file of rules brought. */
export interface RuleImport {
  readonly list: AlertList;
  readonly added: number;
  /** Rules that took the place of one with the same id. */
  readonly replaced: number;
}

/** No connection, no rules. */
export const NO_ALERTS: AlertList = {
  connectionId: null,
  rules: [],
  states: [],
  mutes: [],
  snoozedRules: [],
  snoozedUntil: null,
  quietUntil: null,
  newerRules: 0,
  unseen: 0,
  unseenSince: null,
  dayEndsAt: 0,
};

/** Why nobody was told for a while: the team was not read, the screen was locked, no page was open, or the user wanted quiet. */
export type DigestCause = 'not-read' | 'locked' | 'nobody-there' | 'quiet-hours';

/** One card about a time in which nobody was told anything. */
export interface Digest {
  readonly from: number;
  readonly to: number;
  /** At least one. */
  readonly causes: readonly DigestCause[];
  /** The latest of what rules decided in that time, about each agent or team once, in time order. */
  readonly alerts: readonly AlertEntry[];
  /** All of it. */
  readonly alertCount: number;
  /** What happened while the team was not read; null where it was read. */
  readonly gap: GapReport | null;
}

/** More than this nobody reads; the log has the others. */
export const MAX_DIGEST_ALERTS = 50;

/** Of what a rule would have notified on a cached day, and when; a summary is about nobody in particular. */
export interface DryRunDay {
  readonly date: string;
  /** How many of the rule's agents were read. */
  readonly agentsRead: number;
  readonly notifiedAt: readonly { readonly at: number; readonly userId: string | null }[];
}

/** Over how many finished days a rule is tried, and how often a day it should notify at most. */
export interface DryRunWish {
  readonly wantedADay: number;
  readonly days?: number | undefined;
}

/** A rule replayed over the cached days. */
export interface DryRun {
  readonly days: readonly DryRunDay[];
  /** What the rule's number would have to be for at most so many a day: the number, and how many a day it gives; null where no number helps. */
  readonly suggestion: { readonly value: number; readonly aDay: number } | null;
  /** Why it cannot be replayed, in a sentence; null when it could. */
  readonly problem: string | null;
  /** Where reading more days mends the problem. */
  readonly needsDays?: true;
}
