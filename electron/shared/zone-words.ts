import type { ApiTimesVerdict } from './history-model.ts';

/** What is said where the times of status details fit neither zone they may be in. */
export const NO_ZONE_FITS =
  'Kore.ai’s times fit neither UTC nor the team’s zone, so nobody knows where they belong. Check the team’s time zone in Settings.';

/** Why times were read in a zone. */
export const ZONE_DECIDED_BY: Readonly<Record<ApiTimesVerdict['decidedBy'], string>> = {
  setting: 'setting',
  evidence: 'evidence',
  assumed: 'assumed zone',
  'none-fits': 'no zone fits',
  'no-difference': 'both zones are the same',
};

/** What is said above a history whose times are read in a zone that nobody knows to be right. */
export const ASSUMED_ZONE =
  'Assumed zone: it is not known yet in which zone Kore.ai writes its times. They are shown as if it were the team’s; Settings can say which it is.';
