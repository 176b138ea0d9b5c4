import { EVERYBODY } from '../../../electron/shared/model.ts';
import { command } from '../../support/e2e/commands.ts';
import { expect, test } from '../rollcall.ts';
import { areShot, shoot, WIDE } from '../shoot.ts';

if (areShot) {
  test('a picture of the board for the README', async ({ launch }) => {
    const { page, output } = await launch('--demo', '--board');
    await page.setViewportSize(WIDE);
    // The board tells a view from another once the demo has said who serves which queue.
    const served = async () => {
      const { queues } = await command(page, 'directory:get');
      return queues.filter(({ members }) => members !== null && members.count > 3);
    };
    await expect.poll(async () => (await served()).length).toBeGreaterThan(2);
    const { connectionId } = await command(page, 'view:list');
    for (const { id, name } of (await served()).slice(0, 3)) {
      await command(page, 'view:save', connectionId, {
        ...EVERYBODY,
        id: null,
        name,
        filter: { ...EVERYBODY.filter, queueIds: [id] },
      });
    }
    await command(page, 'view:open', connectionId, null);
    await page.goto(/^Board, for everybody on this computer: (\S+)$/m.exec(output())?.[1] ?? '');
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(4);
    await shoot(page, 'board');
  });
}
