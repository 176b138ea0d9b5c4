import type { UsualDay } from '../history/usual-starts.ts';
import type {
  Agent,
  AlertEvent,
  Health,
  Limits,
  NoDataReason,
  Rule,
  RulePhase,
  RuleScope,
  Status,
} from '../shared/model.ts';
import type { Named } from '../shared/names/names.ts';

/** The agents that a scope selects. */
export interface ScopedTeam {
  /** The name of its view or queue; null for everybody. */
  readonly name: string | null;
  /** Absent where it is no view. */
  readonly viewId?: string;
  readonly isIn: (agent: Agent) => boolean;
  /** Whether the agent could be in it in another status. */
  readonly couldBeIn: (agent: Agent) => boolean;
}

/** An agent whose status or secondary status is another one than before. */
export interface AgentChange {
  readonly userId: string;
  readonly before: Agent;
  readonly after: Agent;
}

/** An agent who came, went or is another object than before. */
export interface AgentDiff {
  readonly userId: string;
  readonly before: Agent | undefined;
  readonly after: Agent | undefined;
  /** Null where the statuses are the same, and of who came or went. */
  readonly change: AgentChange | null;
}

/** The team at one instant, before and after what has just happened. */
export interface TeamReading {
  /** By this computer's clock. */
  readonly at: number;
  /** How far the server's clock, which times in status follow, is ahead of it. */
  readonly clockOffsetMs: number;
  /** The first answer, or the first after a gap: changes in it are no news. */
  readonly isBaseline: boolean;
  readonly health: Health;
  /** When the last complete answer arrived; null before the first. */
  readonly asOf: number | null;
  /** Statuses whose lists could not be understood. */
  readonly unread: readonly Status[];
  /** Everybody; an agent who is the same is the same object. */
  readonly before: ReadonlyMap<string, Agent>;
  readonly agents: ReadonlyMap<string, Agent>;
  /** What is different between the two, where that is known without comparing them. */
  readonly diffs?: readonly AgentDiff[];
  /** The agents of a scope, or why nobody knows who they are. */
  readonly scopeOf: (scope: RuleScope) => ScopedTeam | NoDataReason;
  readonly limits: Limits;
  /** Who usually has a record by when today, or why nobody knows. */
  readonly usual: () => UsualDay | NoDataReason;
}

/** What a rule says about a team, whose key is the empty string, or about an agent, whose key is the user id. */
export interface Subject {
  readonly phase: Extract<RulePhase, 'pending' | 'firing' | 'recovering'>;
  readonly since: number;
  /** When a pending one fires or a recovering one is over. */
  readonly until: number | null;
  /** When it was last said; null while pending. */
  readonly saidAt: number | null;
  /** What was said, where it happens once and may be over by the time it can be told. */
  readonly said?: Wording;
}

/** What the evaluation remembers of a rule. */
export interface RuleMemory {
  /** Another one makes it another rule. */
  readonly key: string;
  /** Why and since when it cannot be told, and until when it could; null while it can. */
  readonly noData: { readonly reason: NoDataReason; readonly since: number; readonly knownUntil: number } | null;
  readonly subjects: Record<string, Subject>;
  /** When each agent did what the rule counts. */
  readonly instants: Record<string, readonly number[]>;
  /** The view it was last evaluated about, where that is the open one; null for everybody. */
  readonly viewId?: string | null;
  /** Since when the rule is off or gone, which may be undone a moment later. */
  readonly offSince?: number;
}

/** What the evaluation remembers; as JSON it is the same. */
export interface EvaluationState {
  /** When it was last evaluated; null before the first time. */
  readonly at: number | null;
  readonly rules: Readonly<Record<string, RuleMemory>>;
  /** Who came online a moment ago, and when. */
  readonly cameOnline: Readonly<Record<string, number>>;
  /** Who changed status a moment ago, when, and what they were before: the secondary status is known later. */
  readonly changed: Readonly<Record<string, { readonly at: number; readonly before: Agent }>>;
}

export const NOTHING_EVALUATED: EvaluationState = { at: null, rules: {}, cameOnline: {}, changed: {} };

/** The key of a subject that is a team. */
export const TEAM = '';

/** What is said: the fact, and a sentence more. */
export interface Wording {
  readonly fact: string;
  readonly detail: string;
  /** The name of the view or queue the fact is about; null where it is about everybody or an agent. */
  readonly scope: string | null;
}

/** What a rule has to say. */
export interface Decision extends Wording {
  readonly rule: Rule;
  readonly event: AlertEvent;
  readonly at: number;
  /** The agent it is about; null for a team. */
  readonly userId: string | null;
  readonly who: Named | null;
  /** False for what happened while nobody looked. */
  readonly isNews: boolean;
}
