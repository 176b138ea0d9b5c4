import { tryAttacks } from './attacks.ts';
import { expect, test } from './rollcall.ts';
import { exploreDemo } from './steps.ts';

const REFUSED = ['require-trusted-types-for', 'trusted-types', 'connect-src', 'img-src', 'form-action', 'frame-src'];

test('scripts that were never shipped do not run, and nothing gets out', async ({ rollcall: { page, watch } }) => {
  const sent: string[] = [];
  page.on('requestfinished', (request) => sent.push(request.url()));
  page.on('requestfailed', (request) => request.failure()?.errorText !== 'csp' && sent.push(request.url()));
  await exploreDemo(page);
  expect(await page.evaluate(tryAttacks)).toEqual({
    hits: [],
    outcomes: {
      inlineScript: 'TypeError',
      foreignScript: 'TypeError',
      markup: 'TypeError',
      handler: 'TypeError',
      evaluation: 'EvalError',
      styleElement: 'TypeError',
      policy: 'TypeError',
      worker: 'TypeError',
      fetch: 'TypeError',
      // These fail without a sound; that nothing was sent is looked at below.
      beacon: 'nothing',
      socket: 'nothing',
      image: 'nothing',
      form: 'nothing',
      frame: 'nothing',
    },
  });
  const complaints = (): string => watch.complaints.join('\n');
  for (const directive of REFUSED) await expect.poll(complaints).toContain(`securitypolicyviolation ${directive} `);
  watch.take();
  expect(sent.filter((url) => url.includes('evil'))).toEqual([]);
  // Not by a locator, which would wait for the form's navigation that never comes.
  expect(await page.evaluate(() => document.body.innerText)).toContain('Demo data - connect your account');
});
