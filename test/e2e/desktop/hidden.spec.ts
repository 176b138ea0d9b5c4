import { test } from '../rollcall.ts';
import { connectForSession } from '../steps.ts';
import { checkFirstFrame, checkRest } from './checks.ts';

test('a hidden popover runs no script, however the team changes', async ({ rollcall, kore }) => {
  await connectForSession(rollcall.page, kore);
  await checkRest(rollcall, kore);
});

test('a popover that was hidden is right in its first frame', async ({ rollcall, kore }) => {
  await connectForSession(rollcall.page, kore);
  await checkFirstFrame(rollcall, kore);
});
