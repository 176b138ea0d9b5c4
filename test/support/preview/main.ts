import { THEMES } from '../../../electron/shared/model.ts';
import { createRollcallApp } from '../../../renderer/create-app.ts';
import type { FakeBridge } from '../fake-bridge.ts';
import { SCENARIOS, isScenario } from '../fake-scenarios.ts';

declare global {
  interface Window {
    /** The fake bridge of the previewed page, for the console or a script. */
    fake: FakeBridge;
  }
}

// ?scenario=team-24&theme=dark&view=history: the whole app over a fake bridge.
const wanted = new URLSearchParams(location.search);
const scenario = wanted.get('scenario') ?? '';
const fake = SCENARIOS[isScenario(scenario) ? scenario : 'team-24']();
const theme = THEMES.find((name) => name === wanted.get('theme'));
if (theme !== undefined) fake.core.settings = { ...fake.core.settings, theme };
window.fake = fake;
createRollcallApp(fake.bridge, fake.link).mount('#app');
