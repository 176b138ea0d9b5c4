/**
 * What Rollcall knows, in the field's own words. All instants are epoch milliseconds (UTC), all durations
 * milliseconds; calendar days are `yyyy-mm-dd` in a named IANA zone.
 */
export * from './team-model.ts';
export * from './connection-model.ts';
export * from './budget-model.ts';
export * from './history-model.ts';
export * from './gap-model.ts';
export * from './hours-model.ts';
export * from './limit-model.ts';
export * from './preference-model.ts';
export * from './trend-model.ts';
export * from './update-model.ts';
export * from './view-model.ts';
