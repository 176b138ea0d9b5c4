import { type FakeBridge } from './fake-bridge.ts';
/** An account whose team is elsewhere, so that team time and own time differ. */
declare function elsewhere(): FakeBridge;
declare function partial(): FakeBridge;
declare function empty(): FakeBridge;
/** Reads the third day of a week and waits for the budget, until it is cancelled. */
declare function loading(): FakeBridge;
/** Situations of the history view. */
export declare const HISTORY_SCENARIOS: {
  'history-zones': typeof elsewhere;
  'history-partial': typeof partial;
  'history-empty': typeof empty;
  'history-failed': () => FakeBridge;
  'history-scope': () => FakeBridge;
  'history-loading': typeof loading;
};
export {};
