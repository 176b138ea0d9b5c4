import { type FakeBridge } from './fake-bridge.ts';
/** Situations of the whole app by name, for previews (`?scenario=`) and tests. */
export declare const SCENARIOS: {
  'history-zones': () => FakeBridge;
  'history-partial': () => FakeBridge;
  'history-empty': () => FakeBridge;
  'history-failed': () => FakeBridge;
  'history-scope': () => FakeBridge;
  'history-loading': () => FakeBridge;
  'team-24': () => FakeBridge;
  'team-0': () => FakeBridge;
  'team-1': () => FakeBridge;
  'team-5000': () => FakeBridge;
  names: () => FakeBridge;
  filtered: () => FakeBridge;
  starting: () => FakeBridge;
  stale: () => FakeBridge;
  offline: () => FakeBridge;
  unauthorized: () => FakeBridge;
  'rate-limited': () => FakeBridge;
  paused: () => FakeBridge;
  'keychain-locked': () => FakeBridge;
  'keychain-missing': () => FakeBridge;
  'keychain-waiting': () => FakeBridge;
  'never-answered': () => FakeBridge;
  demo: () => FakeBridge;
  'no-connection': () => FakeBridge;
  'first-run': () => FakeBridge;
};
export type ScenarioName = keyof typeof SCENARIOS;
/** Whether a string from an address names a scenario. */
export declare function isScenario(name: string): name is ScenarioName;
