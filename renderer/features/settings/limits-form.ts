import {
  MIN_LIMIT_MINUTES,
  LIMITED_STATUSES,
  MAX_LIMIT_MINUTES,
  type LimitedStatus,
  type Limits,
} from '../../../electron/shared/model.ts';
import { settingsTexts } from '../../../electron/shared/texts/settings.ts';
import { cleanName, foldName } from '../../../electron/shared/names/invisible.ts';

/** The limit of one secondary status as typed; empty minutes mean no limit. */
interface SecondaryDraft {
  name: string;
  minutes: string;
}

/** The limits as typed. */
export interface LimitsDraft {
  byStatus: Record<LimitedStatus, string>;
  secondary: SecondaryDraft[];
}

/** What is wrong with each field of a draft; empty where nothing is. */
interface LimitsNotes {
  readonly byStatus: Readonly<Record<LimitedStatus, string>>;
  readonly secondary: readonly string[];
}

const texts = settingsTexts.limits;
const STATUS_RANGE = texts.range(MIN_LIMIT_MINUTES, MAX_LIMIT_MINUTES);
const SECONDARY_RANGE = texts.range(0, MAX_LIMIT_MINUTES);

/** The limits as they stand in the fields. */
export function limitsDraft({ byStatus, secondary }: Limits): LimitsDraft {
  return {
    byStatus: { AWAY: textOf(byStatus.AWAY), BUSY: textOf(byStatus.BUSY) },
    secondary: secondary.map(({ name, minutes }) => ({ name, minutes: textOf(minutes) })),
  };
}

/** Reads a draft: the limits, or null while any field is wrong. An empty row is ignored. */
export function readLimits(draft: LimitsDraft): { readonly limits: Limits | null; readonly notes: LimitsNotes } {
  const { byStatus, secondary } = draft;
  const notes: LimitsNotes = {
    byStatus: { AWAY: statusNote(byStatus.AWAY), BUSY: statusNote(byStatus.BUSY) },
    secondary: secondary.map((row, index) => rowNote(row, secondary.slice(0, index))),
  };
  const isGood = [...LIMITED_STATUSES.map((status) => notes.byStatus[status]), ...notes.secondary].every(
    (note) => note === '',
  );
  return { limits: isGood ? limitsOf(draft) : null, notes };
}

function limitsOf({ byStatus, secondary }: LimitsDraft): Limits {
  return {
    byStatus: { AWAY: minutesOf(byStatus.AWAY), BUSY: minutesOf(byStatus.BUSY) },
    secondary: secondary
      .filter((row) => !isEmpty(row))
      .map(({ name, minutes }) => ({ name: cleanName(name), minutes: minutesOf(minutes) })),
  };
}

function statusNote(text: string): string {
  return isMinutes(text, MIN_LIMIT_MINUTES) ? '' : STATUS_RANGE;
}

function rowNote(row: SecondaryDraft, before: readonly SecondaryDraft[]): string {
  if (isEmpty(row)) return '';
  const name = cleanName(row.name);
  if (name === '') return texts.noName;
  if (before.some((other) => foldName(other.name) === foldName(name))) {
    return texts.twice(name);
  }
  return isMinutes(row.minutes, 0) ? '' : SECONDARY_RANGE;
}

function isEmpty({ name, minutes }: SecondaryDraft): boolean {
  return cleanName(name) === '' && minutes.trim() === '';
}

function isMinutes(text: string, min: number): boolean {
  const minutes = minutesOf(text);
  return minutes === null || (/^\d{1,4}$/.test(text.trim()) && minutes >= min && minutes <= MAX_LIMIT_MINUTES);
}

function minutesOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOf(minutes: number | null): string {
  return minutes === null ? '' : String(minutes);
}
