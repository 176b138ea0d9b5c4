import { tryAttacks } from './attacks.ts';
import { expect, test } from './rollcall.ts';
import { connectForSession, exploreDemo, goTo } from './steps.ts';

const REFUSED = ['require-trusted-types-for', 'trusted-types', 'connect-src', 'img-src', 'form-action', 'frame-src'];

test('scripts that were never shipped do not run, and nothing gets out', async ({ launch }) => {
  const { page, watch } = await launch();
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

test('the secret goes in and never comes out again', async ({ rollcall: { page }, kore }) => {
  const answers: string[] = [];
  page.on('response', (response) => {
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await connectForSession(page, kore);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Edit…' }).click();
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue(kore.clientId);
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue('');
  expect(answers.filter((text) => text.includes(kore.clientSecret))).toEqual([]);
  // Pages, storages, addresses, files and output are looked through after every test (rollcall.ts).
});
