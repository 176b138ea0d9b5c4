import { startKoreServer } from '../../support/kore-server.ts';
import { expect, test as base } from '../rollcall.ts';
import { agents, connectForSession } from '../steps.ts';

const SIZE = 120;

const test = base.extend({
  async kore({}, use) {
    const team = Array.from({ length: SIZE }, (_, index) => ({
      id: `agent-${index}`,
      firstName: index < 2 ? 'Maria' : `Agent ${index}`,
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
  await expect(agents(page).filter({ hasText: 'Maria Garcia' })).toHaveText([/\(agent-0\)/, /\(agent-1\)/]);
  const texts = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        addEventListener('beforeprint', () => {
          const rows = document.querySelectorAll<HTMLElement>('.team-sheet tbody tr:not(.group)');
          resolve([...rows].map((row) => row.textContent));
        });
      }),
  );
  const pdf = await page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThanOrEqual(3);
  expect(await texts).toHaveLength(SIZE);
  expect((await texts).filter((text) => text.includes('Maria Garcia (agent-'))).toHaveLength(2);
  await expect(page.locator('.team-sheet')).toHaveCount(0);
});
