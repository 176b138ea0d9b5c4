import { startKoreServer } from '../../support/kore-server.ts';
import { expect, test as base } from '../rollcall.ts';
import { agents, connectForSession } from '../steps.ts';

const SIZE = 120;

const test = base.extend({
  async kore({}, use) {
    const team = Array.from({ length: SIZE }, (_, index) => ({
      id: `agent-${index}`,
      firstName: index < 2 ? 'Aaron' : `Agent ${index}`,
      lastName: index < 2 ? 'Garcia' : 'Obi',
      bucket: 'AVAILABLE',
    }));
    const server = await startKoreServer(team);
    await use(server);
    await server.stop();
  },
});

test('a team of 120 is printed to its end, over pages', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await expect(agents(page).filter({ hasText: 'Aaron Garcia' })).toHaveText([/\(agent-0\)/, /\(agent-1\)/]);
  await page.evaluate(() =>
    addEventListener('beforeprint', () => {
      const rows = document.querySelectorAll('.printed-sheet tbody tr:not(.group)');
      document.body.dataset['printed'] = [...rows].map((row) => row.textContent).join('\n');
    }),
  );
  const pdf = await page.pdf({ format: 'A4' });
  const texts = ((await page.locator('body').getAttribute('data-printed')) ?? '').split('\n');
  expect(texts).toHaveLength(SIZE);
  expect(texts.filter((text) => text.includes('Aaron Garcia (agent-'))).toHaveLength(2);
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(3);
  await expect(page.locator('.printed-sheet')).toHaveCount(0);
});
