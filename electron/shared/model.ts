/**
 * The model of the team, in the terms of the field. All instants are epoch milliseconds (UTC), all durations
 * milliseconds; calendar days are `yyyy-mm-dd` in a named IANA zone.
 */
export * from './team-model.ts';
export * from './connection-model.ts';
export * from './history-model.ts';
export * from './preference-model.ts';
export * from './view-model.ts';
export * from './board-model.ts';
export * from './directory-model.ts';
export * from './card-model.ts';
export * from './alert-model.ts';
export * from './ledger-model.ts';
export * from './relay-model.ts';
