import type { AlertEntry, HeldReason, Notice } from '../../shared/model.ts';
import { nameText } from '../../shared/names/names.ts';
import { alertTexts as texts } from '../../shared/texts/alerts/alerts.ts';
import { scopedFact, summaryWording } from '../evaluation/wording.ts';
import type { Decision } from '../types.ts';
import { fitBytes } from '../fit-bytes.ts';
import { cameBack, type Calls } from './cool-down.ts';

/** macOS shows 255 of a text, of which demo data and what is cut need some. */
const MAX_TEXT_BYTES = 230;
const MIN_NAME_BYTES = 60;

/** A line of the log before it is saved; its text is the name, if there is any, and the fact. */
export interface LogLine extends Omit<AlertEntry, 'id' | 'text' | 'excused'> {
  readonly who: Decision['who'];
  readonly fact: string;
}

/** A notice before it names its connection. */
export type NoticeDraft = Omit<Notice, 'connectionId' | 'isDemo'>;

export function lineOf(decision: Decision, held: HeldReason | null): LogLine {
  const { rule, event, at, userId, who } = decision;
  return { at, ruleId: rule.id, kind: rule.condition.kind, event, userId, who, fact: scopedFact(decision), held };
}

/** The notice of one decision. */
export function draftOf(
  decision: Decision,
  calls: Calls,
  { at, isMasked }: { readonly at: number; readonly isMasked: boolean },
): NoticeDraft {
  const { rule, userId, who, detail } = decision;
  return {
    id: `${rule.id}:${userId ?? 'team'}`,
    title: entryText(who, scopedFact(decision), isMasked),
    body: [detail, cameBack(decision, calls, at)].filter((part) => part !== '').join(' '),
    userId,
    ...(isHeard(decision) ? {} : { isSilent: true }),
  };
}

/** That something is over is said quietly. */
function isHeard({ rule, event }: Decision): boolean {
  return rule.hasSound && event !== 'recovered';
}

/** The notice of several decisions, and its line of the log. */
export function summaryOf(
  decisions: readonly Decision[],
  name: 'summary' | 'digest',
): { readonly notice: NoticeDraft; readonly line: LogLine } {
  const [first] = decisions as readonly [Decision];
  const { fact, detail } = summaryWording(decisions);
  const body = [detail, ...(name === 'digest' ? [texts.digest.heldUntilNow] : [])]
    .filter((part) => part !== '')
    .join(' ');
  const notice = { id: `${name}:team`, title: entryText(null, fact, false), body, userId: null };
  return {
    notice: decisions.some(isHeard) ? notice : { ...notice, isSilent: true },
    line: { ...lineOf(first, null), userId: null, who: null, fact: detail === '' ? fact : `${fact}. ${detail}` },
  };
}

/** A line as it is shown: the name and the fact, in at most as many bytes as every system shows. A long name is cut, not the fact. */
export function entryText(who: Decision['who'], fact: string, isMasked: boolean): string {
  if (who === null) return fitBytes(fact, MAX_TEXT_BYTES);
  const nameBytes = Math.max(MIN_NAME_BYTES, MAX_TEXT_BYTES - Buffer.byteLength(`: ${fact}`));
  return fitBytes(`${fitBytes(nameText(who, isMasked), nameBytes)}: ${fact}`, MAX_TEXT_BYTES);
}
