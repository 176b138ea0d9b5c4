import type { DemoSceneName } from '../../electron/shared/demo-scene.ts';
import { command } from '../support/e2e/commands.ts';
import type { RunningRollcall } from '../support/e2e/running.ts';
import { expect, test } from './rollcall.ts';
import { exploreDemo, goTo } from './steps.ts';

// A scene is told in real time: its notice comes with the first or second poll of the demo.
test.describe.configure({ mode: 'parallel' });

interface Scene {
  readonly name: DemoSceneName;
  readonly told: { readonly title: string; readonly body: string };
}

const SCENES: readonly Scene[] = [
  {
    name: 'storm',
    told: {
      title: '22 of 26 agents went offline in 60 seconds',
      body: 'The team: 0 available, 0 busy, 4 away, 22 offline.',
    },
  },
  { name: 'flap', told: { title: 'Arjun Nair: 6 changes of status in 10 min, not counting contacts', body: '' } },
  {
    name: 'below',
    told: { title: '2 available, fewer than 3', body: 'The team: 2 available, 16 busy, 8 away, 0 offline.' },
  },
  { name: 'long-away', told: { title: 'Arjun Nair: Break 30 min, limit 30 min', body: '' } },
  {
    name: 'nobody',
    told: { title: 'Nobody is available', body: 'The team: 0 available, 17 busy, 9 away, 0 offline.' },
  },
];

/** Opens the demo again, so that its scene begins now. Nothing has to be chosen. */
async function play({ page }: RunningRollcall): Promise<void> {
  await expect(page.getByText('Demo data - connect your account')).toBeVisible();
  await command(page, 'connection:remove');
  await exploreDemo(page);
}

/** What is told first: by the system, marked in its title, or by the page. */
async function expectTold({ page, notices, desktop }: RunningRollcall, { told }: Scene): Promise<void> {
  if (desktop !== null) {
    await expect.poll(notices.shown).toEqual([{ title: `Demo: ${told.title}`, body: told.body }]);
    return;
  }
  const toast = page.getByRole('status', { name: 'Notifications' }).locator('.toast');
  await expect(toast.locator('b')).toHaveText([told.title]);
  await expect(toast.locator('span')).toHaveText([told.body]);
  await expect(toast.locator('small')).toHaveText(['Demo data']);
}

for (const scene of SCENES) {
  test(`--scene ${scene.name}: ${scene.told.title}`, async ({ launch }) => {
    const rollcall = await launch('--demo', '--scene', scene.name);
    await play(rollcall);
    await expectTold(rollcall, scene);
    await goTo(rollcall.page, 'Alerts');
    await expect(rollcall.page.getByRole('main').getByText(scene.told.title, { exact: true })).toBeVisible();
    await expect(rollcall.page.getByText('Demo data - connect your account')).toBeVisible();
  });
}
