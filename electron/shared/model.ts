/**
 * The model of the team, in the terms of the field. All instants are epoch milliseconds (UTC), all durations
 * milliseconds; calendar days are `yyyy-mm-dd` in a named IANA zone.
 */
export * from './team/team-model.ts';
export * from './connection-model.ts';
export * from './history/history-model.ts';
export * from './preference-model.ts';
export * from './views/view-model.ts';
export * from './views/board-model.ts';
export * from './team/directory-model.ts';
export * from './team/card-model.ts';
export * from './alerts/alert-model.ts';
export * from './alerts/ledger-model.ts';
export * from './relay-model.ts';
