import type { Notice } from '../preference-model.ts';

/** Enough of a random id to tell the connections of one computer apart. */
const SCOPE_CHARACTERS = 8;

/**
 * How the id of a notice names its connection: in front of a `/`, since agents of two accounts may have the same ids, and
 * short, since Windows keeps 64 characters of a notification's id.
 */
export function noticeScope(connectionId: string): string {
  return connectionId.slice(0, SCOPE_CHARACTERS);
}

/** What a rule's notice is about, from its id; an older one said `status` for the rule, and knew other teams. */
export interface NoticeSubject {
  readonly scope: string;
  readonly ruleId: string;
  /** The agent; null for a team. */
  readonly userId: string | null;
}

const RULE_NOTICE = /^([\w-]+)\/([\w-]+):([\w-]+)$/;
const NO_AGENTS: ReadonlySet<string> = new Set(['team', 'drill', 'summary', 'none']);
/** They put several rules together. */
const SUMMARIES: ReadonlySet<string> = new Set(['summary', 'digest']);

/** Null for a notice that no single rule has made. */
export function noticeSubject(id: string): NoticeSubject | null {
  const [, scope, ruleId, subject] = RULE_NOTICE.exec(id) ?? [];
  if (scope === undefined || ruleId === undefined || subject === undefined) return null;
  if (subject === 'drill' || SUMMARIES.has(ruleId)) return null;
  return { scope, ruleId, userId: NO_AGENTS.has(subject) ? null : subject };
}

/** The connection of a notice that puts several rules together, as `noticeScope` has it; null for any other. */
export function summaryScope(id: string): string | null {
  const [, scope, name] = RULE_NOTICE.exec(id) ?? [];
  return scope !== undefined && SUMMARIES.has(name ?? '') ? scope : null;
}

/** What can be done about a notice besides a click on it, in the order of its buttons. */
export const NOTICE_ACTIONS = ['snooze', 'open', 'mute'] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];
export const SNOOZE_MS = 15 * 60_000;

/** The buttons of a notice; a team cannot be muted, and a summary snoozes everything. */
export function noticeActions({ id }: Pick<Notice, 'id'>): readonly NoticeAction[] {
  const subject = noticeSubject(id);
  if (subject === null && summaryScope(id) === null) return [];
  return subject === null || subject.userId === null
    ? NOTICE_ACTIONS.filter((action) => action !== 'mute')
    : NOTICE_ACTIONS;
}

/** How many are on the screen together, besides notices about Rollcall itself. */
const MAX_NOTICES = 3;

/** Whether a notice names somebody, unless names were hidden when it was written. */
export function namesSomebody({ userId }: Pick<Notice, 'userId'>): boolean {
  return userId !== null;
}

/**
 * Adds a notice to those that wait or are shown, oldest first: it replaces the one with its id, and only the newest
 * stay. Notices about Rollcall itself, such as advice, are shown once, so notices about agents do not push them out.
 */
export function withNotice<T extends { readonly notice: Notice }>(entries: readonly T[], next: T): readonly T[] {
  const others = entries.filter(({ notice }) => notice.id !== next.notice.id);
  const ofTeams = others.filter(({ notice }) => !isOfRollcall(notice));
  const tooMany = new Set(ofTeams.slice(0, Math.max(0, others.length + 1 - MAX_NOTICES)));
  return [...others.filter((entry) => !tooMany.has(entry)), next];
}

function isOfRollcall({ userId, connectionId }: Notice): boolean {
  return userId === null && connectionId === null;
}
