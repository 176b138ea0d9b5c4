import {
  STATUSES,
  type AlertEntry,
  type Digest,
  type GapChange,
  type GapReport,
  type GapStatus,
  type RuleState,
} from '../../../electron/shared/model.ts';
import { alertTexts } from '../../../electron/shared/texts/alerts/alerts.ts';
import { statusLabel } from '../../ui/status-label.ts';
import { clockMinute, foreignZone } from '../../ui/time-text.ts';

const texts = alertTexts.digest;

/** What the words of a digest depend on, besides itself. */
export interface DigestScene {
  readonly now: number;
  /** The team's. */
  readonly timeZone: string;
  readonly states: readonly RuleState[];
}

/**
 * The digest in a line: `Quiet hours 22:00–08:00: 4 alerts, 1 still going on. Not watched 23:10–08:00: 7 changes of
 * self-reported status`.
 */
export function digestSentence({ from, to, causes, alerts, alertCount, gap }: Digest, scene: DigestScene): string {
  const goingOn = alerts.filter((entry) => isGoingOn(entry, scene.states)).length;
  const ofAlerts = alertCount === 0 ? [] : [texts.alerts(alertCount, goingOn)];
  const held = causes.filter((cause) => cause !== 'not-read').at(-1);
  const { now } = scene;
  const ofGap =
    gap === null
      ? []
      : [
          texts.says(
            texts.causes['not-read'](clockMinute(gap.from, now), clockMinute(gap.to, now)),
            changes(gap, scene),
          ),
        ];
  if (held === undefined || alertCount === 0) return [...ofGap, ...ofAlerts].join('; ');
  const when = texts.causes[held](clockMinute(from, now), clockMinute(to, now));
  return [texts.says(when, ofAlerts.join('')), ...ofGap].join('. ');
}

function changes(
  { changeCount, noRecordCount, isKnown, isCut, isZoneAssumed, to }: GapReport,
  scene: DigestScene,
): string {
  if (!isKnown) return texts.nothingKnown;
  return texts.changes({
    changes: changeCount,
    since: isCut ? midnightWords(scene.timeZone, to) : null,
    noRecord: noRecordCount,
    isZoneAssumed: isZoneAssumed === true,
  });
}

/** Whether what was said is still so. */
export function isGoingOn({ ruleId, userId }: AlertEntry, states: readonly RuleState[]): boolean {
  const state = states.find((each) => each.ruleId === ruleId && each.phase === 'firing');
  return state !== undefined && (userId === null || state.userIds.includes(userId));
}

/** `midnight`, with the zone where that is not the reader's. */
export function midnightWords(timeZone: string, at: number): string {
  const zone = foreignZone(timeZone, at);
  return zone === null ? texts.midnight : texts.midnightIn(zone);
}

/** One change: `Available → Away (Lunch)`. */
export function changeWords({ fromStatus, toStatus }: GapChange): string {
  return `${statusWords(fromStatus)} → ${statusWords(toStatus)}`;
}

/** The same for a screen reader, which does not read arrows aloud. */
export function changeSentence({ name, fromStatus, toStatus }: GapChange, time: string): string {
  return texts.change({ time, name, from: statusWords(fromStatus), to: statusWords(toStatus) });
}

function statusWords(status: GapStatus | null): string {
  if (status === null) return texts.noStatus;
  const { primaryStatus, secondaryStatus } = status;
  const known = STATUSES.find((name) => name === primaryStatus);
  const word = known === undefined ? primaryStatus : statusLabel(known);
  return secondaryStatus === null ? word : `${word} (${secondaryStatus})`;
}
