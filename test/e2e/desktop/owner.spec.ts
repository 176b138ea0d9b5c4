import { askOwner } from '../../../electron/api/local-socket/client.ts';
import { inProject, startProgram, type Program } from '../../support/e2e/program.ts';
import { expect, test } from '../rollcall.ts';
import { connectForSession, expectNames } from '../steps.ts';
import { desktopOf, expectPopover } from './desktop.ts';

const SERVE = ['serve', '--no-open', '--port', '0'];

test('commands and pages beside the tray app have its team, and cost Kore.ai nothing', async ({
  rollcall,
  kore,
  browser,
}) => {
  const { env } = rollcall.computer;
  await connectForSession(rollcall.page, kore);
  await expectNames(rollcall.page, 'Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller');
  await kore.received('statusDetails', 1);
  const before = kore.calls.length;

  const status = startProgram('out/cli.js', { args: ['status', '--format', '{available}/{total} {state}'], env });
  expect([await status.ended, status.output()]).toEqual([0, '2/5 live\n']);

  const serve = startProgram('out/cli.js', { args: SERVE, env });
  const page = await browser.newPage();
  await page.goto(await serve.printed(/^Rollcall: (\S+)$/m));
  await expectNames(page, 'Ada Obi', 'Ben Sørensen', 'Chi Nguyễn', 'Dov Katz', 'Eva Müller');
  expect(kore.calls.length).toBe(before);
  await page.close();
  expect(await serve.stop()).toBe(0);
});

test('the tray app opens its popover for whoever asks', async ({ rollcall }) => {
  const desktop = desktopOf(rollcall);
  await expect(rollcall.page.getByRole('main')).toBeVisible();
  const [popover] = (await desktop.state()).windows;
  await desktop.closeWindow(popover?.id ?? 0);
  await expectPopover(desktop, 'hidden');
  const reply = await askOwner(rollcall.computer.dataFolder, 'window:open', [], 10_000);
  expect(reply).toEqual({ by: { pid: rollcall.pid, surface: 'desktop' }, answer: { ok: true, value: null } });
  await expectPopover(desktop, 'open');
});

test('the tray app gives way to a serve that runs already', async ({ computer, kore }) => {
  const serve = startProgram('out/cli.js', { args: SERVE, env: computer.env });
  await serve.printed(/^Rollcall: (\S+)$/m);
  const tray: Program = startProgram('out/main.js', {
    args: ['--hidden'],
    env: computer.env,
    nodeArgs: ['--import', inProject('test/support/electron-host/register.ts')],
  });
  expect(await tray.ended).toBe(0);
  expect(tray.output()).not.toContain('Rollcall: ready');
  expect(kore.calls).toEqual([]);
  expect(await serve.stop()).toBe(0);
});
