import { HISTORY_NEWEST, HISTORY_PURGES, HISTORY_STEPS } from './history/cache/history-tables.ts';
import type { Schema } from './storage/types.ts';
import { LATER_TEAM_STEPS, TEAM_NEWEST, TEAM_PURGES, TEAM_STEPS } from './team/saved/team-tables.ts';
import { ALERT_PURGES, ALERT_STEPS, LATER_ALERT_STEPS } from './alerts/log/alert-tables.ts';

/**
 * All tables of the database. Every process opens it with the same steps; a new step goes to the end of this list,
 * whichever folder it is of, because a file remembers how many it has.
 */
export const STORAGE_SCHEMA: Schema = {
  steps: [...TEAM_STEPS, ...HISTORY_STEPS, ...ALERT_STEPS, ...LATER_TEAM_STEPS, ...LATER_ALERT_STEPS],
  purges: [...TEAM_PURGES, ...HISTORY_PURGES, ...ALERT_PURGES],
  newest: `SELECT max(at) AS at FROM (${TEAM_NEWEST} UNION ALL ${HISTORY_NEWEST})`,
};
