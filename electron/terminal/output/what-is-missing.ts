import { countText, plural } from '../../shared/format.ts';
import type { TeamSnapshot } from '../../shared/model.ts';
import { NO_ZONE_FITS } from '../../shared/history-notes.ts';
import type { DetailsOnce } from '../../team/read-once.ts';

const STILL_READING = 'Rollcall is still reading them.';

/** What the running app has read; null where it does not say so. */
export function readByOwner(progress: TeamSnapshot['details']): DetailsOnce | null {
  if (progress === undefined) return null;
  const { read, of, problem, zone } = progress;
  return { read, of, why: read < of ? (problem ?? STILL_READING) : null, ...(zone !== undefined && { zone }) };
}

/** What `status` says beside a team whose status details were not read to the end, or not understood; null when they were. */
export function whatIsMissing(details: DetailsOnce | null): string | null {
  const said = [notRead(details), notUnderstood(details)].filter((sentence) => sentence !== null);
  return said.length === 0 ? null : said.join(' ');
}

function notUnderstood(details: DetailsOnce | null): string | null {
  const count = details?.notUnderstood ?? 0;
  if (count === 0) return null;
  const [entries, was] = count === 1 ? ['entry', 'was'] : ['entries', 'were'];
  return `${countText(count)} ${entries} of the status details ${was} not understood, so some times may be missing.`;
}

function notRead(details: DetailsOnce | null): string | null {
  const { read, of, why, zone } = details ?? { read: 0, of: 0, why: null };
  if (why === null) return zone === 'none' ? NO_ZONE_FITS : null;
  if (read === 0) return `Time in status is not exact: ${why}`;
  return [
    `Status details of ${countText(read)} of ${plural(of, 'agent')} were read, so of the others secondary status and time in`,
    `status are not known, and more may need attention: ${why} Keep Rollcall running and ask again: it reads them all.`,
  ].join(' ');
}
