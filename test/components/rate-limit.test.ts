import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../electron/shared/result.ts';
import { clockMinute, clockTime } from '../../renderer/ui/time-text.ts';
import {
  ACCOUNT,
  NO_CONNECTION,
  PROFILE,
  createFakeBridge,
  fakeRateLimit,
  type FakeBridge,
} from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp } from './mount-app.ts';

const copies = page.getByLabelText('Copies sharing this account');
const refresh = page.getByRole('button', { name: 'Refresh now' });

async function openSettings(fake: FakeBridge): Promise<FakeBridge> {
  await mountApp(fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  return fake;
}

function updates(fake: FakeBridge): unknown[] {
  return fake.calls.filter(({ command }) => command === 'connection:update').map(({ args }) => args[0]);
}

describe('the rate limit in Settings', () => {
  it('is said in plain words, with the pace that follows', async () => {
    await openSettings(createFakeBridge());
    const use = page.getByText(
      /^Rollcall may make 20 requests a minute .*\. It made 4 in the last minute and 118 in the last hour\./,
    );
    await expect.element(use).toBeVisible();
    await expect.element(copies).toHaveValue('1');
    await expect.element(copies).toHaveAccessibleDescription(/At present the team is read every 30 s\.$/);
  });

  it('shows the number that holds for the account, whichever of its connections it was said for', async () => {
    const fake = createFakeBridge();
    fake.answer('rate-limit:get', () => ok(fakeRateLimit(30)));
    await openSettings(fake);
    await expect.element(copies).toHaveValue('30');
    await expect.element(copies).toHaveAccessibleDescription(/It applies to every connection to the account\./);
    await copies.fill('1');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => updates(fake)).toEqual([{ copies: 1 }]);
  });

  it('forgets what was begun for one connection when another one is opened', async () => {
    const fake = await openSettings(createFakeBridge());
    await copies.fill('many');
    await userEvent.keyboard('{Tab}');
    await expect.element(copies).toHaveAttribute('aria-invalid', 'true');
    const renamed = { ...PROFILE, name: 'Renamed' };
    fake.push('connection:changed', { kind: 'account', profile: renamed, secret: 'stored' });
    await expect.element(page.getByText('Renamed')).toBeVisible();
    await expect.element(copies).toHaveValue('many');
    const other = { ...PROFILE, id: 'c-other', name: 'Sales' };
    fake.push('connection:changed', { kind: 'account', profile: other, secret: 'stored' });
    await expect.element(copies).toHaveValue('1');
    await expect.element(copies).not.toHaveAttribute('aria-invalid');
    await copies.fill('5');
    fake.push('connection:changed', ACCOUNT);
    await expect.element(copies).toHaveValue('1');
    await userEvent.keyboard('{Tab}');
    expect(updates(fake)).toEqual([]);
  });

  it('leaves what is being typed when the number changes elsewhere', async () => {
    const fake = await openSettings(createFakeBridge());
    await expect.element(copies).toHaveValue('1');
    await copies.fill('12');
    fake.push('connection:changed', { kind: 'account', profile: { ...PROFILE, copies: 3 }, secret: 'stored' });
    fake.answer('rate-limit:get', () => ok(fakeRateLimit(3)));
    await expect.poll(() => fake.calls.filter(({ command }) => command === 'rate-limit:get').length).toBeGreaterThan(1);
    await expect.element(copies).toHaveValue('12');
  });

  it('takes the number of copies, and says what is wrong with another one', async () => {
    const fake = await openSettings(createFakeBridge());
    for (const text of ['0', '51', 'many', '']) {
      await copies.fill(text);
      await userEvent.keyboard('{Tab}');
      await expect.element(copies).toHaveAccessibleDescription(/A whole number from 1 to 50\.$/);
      await expect.element(copies).toHaveAttribute('aria-invalid', 'true');
    }
    expect(updates(fake)).toEqual([]);
    const updated = { ...ACCOUNT, kind: 'account', secret: 'stored', profile: { ...PROFILE, copies: 30 } } as const;
    fake.answer('connection:update', () => ok(updated));
    fake.answer('rate-limit:get', () => ok({ ...fakeRateLimit(30), perMinute: 1, perHour: 50, intervalMs: 94_737 }));
    await copies.fill('30');
    await userEvent.keyboard('{Tab}');
    await expect.element(copies).toHaveAccessibleDescription(/read every 95 s\.$/);
    await expect.element(page.getByText(/^Rollcall may make 1 request a minute and 50 an hour/)).toBeVisible();
    await expect.element(copies).not.toHaveAttribute('aria-invalid');
    expect(updates(fake)).toEqual([{ copies: 30 }]);
  });

  it('says what the core says of a number it cannot keep', async () => {
    const fake = await openSettings(createFakeBridge());
    fake.answer('connection:update', () => fail('storage'));
    await copies.fill('2');
    await userEvent.keyboard('{Tab}');
    await expect.element(copies).toHaveAccessibleDescription(/Rollcall cannot write to its data folder/);
  });

  it('says since when it is slowed down', async () => {
    const fake = createFakeBridge();
    const slowedSince = Date.now() - 60_000;
    fake.answer('rate-limit:get', () => ok({ ...fakeRateLimit(), slowedSince }));
    await openSettings(fake);
    const time = clockMinute(slowedSince, Date.now());
    await expect
      .element(
        page.getByText(new RegExp(`^Slowed down, because the request limit of the account was reached at ${time}`)),
      )
      .toBeVisible();
  });

  it('is not there without an account, and only the field while it cannot be read', async () => {
    const fake = await openSettings(createFakeBridge({ connection: NO_CONNECTION }));
    await expect.element(copies).not.toBeInTheDocument();
    fake.answer('rate-limit:get', () => fail('unexpected'));
    fake.push('connection:changed', ACCOUNT);
    await expect.element(copies).toBeVisible();
    await expect.element(page.getByText(/Rollcall may make/)).not.toBeInTheDocument();
  });
});

describe('a refresh that has to wait', () => {
  it('says when it will run, once in words for a screen reader, until a newer team has come', async () => {
    const fake = SCENARIOS['rate-limited']();
    const runsAt = fake.core.team.health.nextAt ?? 0;
    fake.answer('team:refresh', () => ok({ runsAt }));
    await mountApp(fake);
    await refresh.click();
    const time = clockTime(runsAt, Date.now());
    const text = page.getByText(new RegExp(`will run at ${time}$`));
    await expect.element(text).toBeVisible();
    const said = page.getByText(`The team will be read at ${time}.`);
    await expect.element(said).toHaveRole('status');
    await expect.element(page.getByText(/Asks again in 0:\d\d/)).toHaveAttribute('aria-hidden', 'true');
    fake.poll({ asOf: Date.now(), health: { state: 'live', since: Date.now(), nextAt: Date.now(), message: '' } });
    await expect.element(text).not.toBeInTheDocument();
    await expect.element(said).not.toBeInTheDocument();
  });

  it('is forgotten when Rollcall asks again at another time', async () => {
    const fake = SCENARIOS['rate-limited']();
    const { health } = fake.core.team;
    const runsAt = (health.nextAt ?? 0) + 10_000;
    fake.answer('team:refresh', () => ok({ runsAt }));
    await mountApp(fake);
    await refresh.click();
    const text = page.getByText(new RegExp(`will run at ${clockTime(runsAt, Date.now())}$`));
    await expect.element(text).toBeVisible();
    fake.poll({ health: { ...health, nextAt: runsAt } });
    await expect.element(text).toBeVisible();
    fake.poll({ health: { ...health, nextAt: runsAt + 60_000 } });
    await expect.element(text).not.toBeInTheDocument();
  });
});
