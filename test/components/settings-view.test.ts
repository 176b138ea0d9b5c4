import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../electron/shared/result.ts';
import { DEFAULT_PREFERENCES, type AppInfo } from '../../electron/shared/model.ts';
import { ACCOUNT, DEMO, PROFILE, createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAccuracy } from '../support/fake-alerts.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp } from './mount-app.ts';

const DESKTOP: AppInfo = {
  version: '1.2.3',
  surface: 'desktop',
  platform: 'darwin',
  timeZone: 'Europe/Berlin',
  timeZoneProblem: null,
  dataFolder: '/data',
};

async function openSettings(fake: FakeBridge): Promise<FakeBridge> {
  await mountApp(fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  return fake;
}

function args(fake: FakeBridge, command: string): (readonly unknown[])[] {
  return fake.calls.filter((call) => call.command === command).map((call) => call.args);
}

const radio = (name: RegExp) => page.getByRole('radio', { name });
const button = (name: string | RegExp) => page.getByRole('button', { name });

function withPermission(permission: NotificationPermission, answer: NotificationPermission = permission) {
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue(permission);
  const request = vi.spyOn(Notification, 'requestPermission').mockResolvedValue(answer);
  onTestFinished(() => void vi.restoreAllMocks());
  return request;
}

describe('preferences', () => {
  it('are saved as soon as they are chosen', async () => {
    const fake = await openSettings(createFakeBridge());
    await radio(/^Sparing/).click();
    await radio(/^Dark/).click();
    await radio(/^Nothing/).click();
    await expect
      .poll(() => args(fake, 'settings:update'))
      .toEqual([[{ pace: 'sparing' }], [{ theme: 'dark' }], [{ notify: 'nothing' }]]);
    await expect.element(radio(/^Sparing/)).toBeChecked();
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it('stay what they were when they cannot be saved, and say why', async () => {
    const fake = createFakeBridge();
    fake.answer('settings:update', () => fail('storage'));
    await openSettings(fake);
    await radio(/^Sparing/).click();
    await expect.element(page.getByText(/cannot write to its data folder/)).toBeVisible();
    await expect.element(radio(/^Standard/)).toBeChecked();
    await expect.element(radio(/^Sparing/)).not.toBeChecked();
  });
});

describe('notifications', () => {
  it('ask the browser for permission when they are wanted, not before', async () => {
    const request = withPermission('default', 'granted');
    await openSettings(createFakeBridge());
    await radio(/^Nothing/).click();
    expect(request).not.toHaveBeenCalled();
    await radio(/^Every change/).click();
    expect(request).toHaveBeenCalledOnce();
  });

  it('ask nobody on the desktop', async () => {
    const request = withPermission('default');
    const fake = createFakeBridge();
    fake.answer('app:info', () => ok(DESKTOP));
    await openSettings(fake);
    await radio(/^Every change/).click();
    await expect.poll(() => args(fake, 'settings:update')).toHaveLength(1);
    expect(request).not.toHaveBeenCalled();
  });

  it('say that the browser blocks them', async () => {
    withPermission('denied');
    await openSettings(createFakeBridge());
    await expect.element(page.getByText(/^This browser blocks notifications/)).toBeVisible();
  });

  it('can be tried out', async () => {
    withPermission('granted');
    const fake = await openSettings(createFakeBridge());
    await button('Send a test').click();
    await expect.element(page.getByText(/^Sent\./)).toBeVisible();
    expect(args(fake, 'notice:test')).toEqual([[]]);
  });
});

describe('the time', () => {
  it('says that the zone of the program may not be the one that was meant', async () => {
    const fake = createFakeBridge();
    const problem = 'TZ is "Foo/Bar", which is not the name of a time zone; times are in UTC.';
    fake.answer('app:info', () => ok({ ...DESKTOP, timeZone: 'UTC', timeZoneProblem: problem }));
    await openSettings(fake);
    await expect.element(page.getByLabelText('Team time zone')).toHaveAccessibleDescription(new RegExp(problem));
  });

  it('has a team zone that is saved when it is one, and removed when the field is emptied', async () => {
    const fake = await openSettings(createFakeBridge());
    const zone = page.getByLabelText('Team time zone');
    await zone.fill('Mars/Olympus');
    await userEvent.keyboard('{Tab}');
    await expect.element(zone).toHaveAccessibleDescription(/is not a time zone/);
    expect(args(fake, 'connection:update')).toEqual([]);
    await zone.fill('Asia/Kolkata');
    fake.answer('connection:update', ({ timeZone = null }) =>
      ok({ ...ACCOUNT, kind: 'account', profile: { ...PROFILE, timeZone }, secret: 'stored' }),
    );
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => args(fake, 'connection:update')).toEqual([[{ timeZone: 'Asia/Kolkata' }]]);
    await expect.element(page.getByText(/is not a time zone/)).not.toBeInTheDocument();
    await zone.fill('');
    await userEvent.keyboard('{Tab}');
    await expect.poll(() => args(fake, 'connection:update').at(-1)).toEqual([{ timeZone: null }]);
  });

  it('has a zone of the times that the API sends', async () => {
    const fake = await openSettings(createFakeBridge());
    await radio(/^UTC/).click();
    await expect.poll(() => args(fake, 'connection:update')).toEqual([[{ apiTimes: 'utc' }]]);
  });
});

describe('accuracy', () => {
  const section = page.getByRole('region', { name: 'Accuracy' });

  it('says how often each count was right, where it was not, and what was compared', async () => {
    await openSettings(createFakeBridge());
    for (const line of ['Available: right in 99.2 %', 'Busy: right in 99.9 %', 'Away: right in 100.0 %'])
      await expect.element(section.getByText(`${line} of minutes.`, { exact: false })).toBeVisible();
    await expect.element(section.getByText('19 Nov, 14:05 showed 6, was 5.')).toBeVisible();
    await expect.element(section.getByText(/^1,200 minutes of 3 days \(17 Nov to 19 Nov\) compared/)).toBeVisible();
    await expect.element(section.getByText(/12 minutes more left out/)).toBeVisible();
    await expect.element(section.getByText(/right where they reported it within 3 s of the poll/)).toBeVisible();
  });

  it('says what is missing before an hour was compared, and asks again when days were read', async () => {
    const fake = createFakeBridge();
    const accuracy = fakeAccuracy();
    fake.answer('accuracy:get', () => ok({ ...accuracy, minutes: 59 }));
    await openSettings(fake);
    await expect.element(section.getByText(/^Not enough is known yet/)).toBeVisible();
    fake.answer('accuracy:get', () => ok(accuracy));
    fake.push('history:changed', null);
    await expect.element(section.getByText(/right in 99.2 %/)).toBeVisible();
  });
});

describe('the connection', () => {
  it('is shown without its secret, and says where that is', async () => {
    await openSettings(createFakeBridge());
    const values = [...document.querySelectorAll('dd')].map((value) => value.textContent);
    expect(values).toEqual([
      'Billing',
      PROFILE.host,
      PROFILE.accountId,
      PROFILE.botId,
      PROFILE.clientId,
      'in the keychain of this computer',
    ]);
  });

  it('is forgotten only after a confirmation', async () => {
    const fake = await openSettings(createFakeBridge());
    await button('Disconnect…').click();
    const dialog = page.getByRole('dialog', { name: 'Disconnect?' });
    await expect.element(dialog).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(args(fake, 'connection:remove')).toEqual([]);
    await button('Disconnect…').click();
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await expect.poll(() => args(fake, 'connection:remove')).toEqual([[]]);
    await expect.element(page.getByText('Not connected to an account.')).toBeVisible();
  });

  it('can have its secret read again when the keychain was locked', async () => {
    const fake = await openSettings(SCENARIOS['keychain-locked']());
    await expect.element(page.getByText('in the keychain, which is locked')).toBeVisible();
    await button('Read the secret again').click();
    expect(args(fake, 'connection:retry')).toEqual([[]]);
  });

  it('is marked as a demo, which can be left', async () => {
    await openSettings(createFakeBridge({ connection: DEMO }));
    await expect.element(page.getByText('Demo data - connect your account')).toBeVisible();
    await expect.element(button('Open the demo')).not.toBeInTheDocument();
    await expect.element(button('Leave the demo')).toBeVisible();
  });
});

describe('saved data', () => {
  it('is deleted only after a confirmation, and that it is is said', async () => {
    const fake = await openSettings(createFakeBridge());
    const names = 'the names of queues and skills,? and the user IDs of their members';
    await expect
      .element(page.getByText(new RegExp(`${names}, for 30 days, and the status history that was read for 33 days`)))
      .toBeVisible();
    await button('Delete everything…').click();
    const dialog = page.getByRole('dialog', { name: 'Delete saved data?' });
    await expect
      .element(dialog.getByText(new RegExp(`the last teams, the trend, the status history, ${names} are deleted`)))
      .toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(args(fake, 'storage:purge')).toEqual([]);
    const lists = args(fake, 'connection:list').length;
    await button('Delete everything…').click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(page.getByText('Deleted.')).toBeVisible();
    expect(args(fake, 'storage:purge')).toEqual([[]]);
    // How other connections were when they were last open is gone with it.
    await expect.poll(() => args(fake, 'connection:list').length).toBe(lists + 1);
  });

  it('has no status history once that is switched off and confirmed', async () => {
    const fake = await openSettings(createFakeBridge());
    const box = page.getByRole('checkbox', { name: `Save the status history of ${PROFILE.name}` });
    await expect.element(box).toBeChecked();
    await box.click();
    const dialog = page.getByRole('dialog', { name: 'Save no status history?' });
    await expect.element(dialog.getByText(new RegExp(`history of ${PROFILE.name} is deleted`))).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(box).toBeChecked();
    expect(args(fake, 'connection:update')).toEqual([]);
    await box.click();
    await dialog.getByRole('button', { name: 'Delete and switch off' }).click();
    await expect.poll(() => args(fake, 'connection:update')).toEqual([[{ isHistoryOff: true }]]);
    const off = { kind: 'account', profile: { ...PROFILE, isHistoryOff: true }, secret: 'stored' } as const;
    fake.push('connection:changed', off);
    await expect.element(box).not.toBeChecked();
    await box.click();
    await expect.poll(() => args(fake, 'connection:update').at(-1)).toEqual([{ isHistoryOff: false }]);
  });

  it('says what is the matter with it, and why it could not be deleted', async () => {
    const fake = createFakeBridge();
    fake.answer('storage:get', () => ok({ retentionDays: 30, problem: 'The database of Rollcall was damaged.' }));
    fake.answer('storage:purge', () => fail('storage', { message: 'Not everything could be deleted (in use).' }));
    await openSettings(fake);
    await expect.element(page.getByText('The database of Rollcall was damaged.')).toBeVisible();
    await button('Delete everything…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.element(page.getByText('Not everything could be deleted (in use).')).toBeVisible();
    await expect.element(page.getByText('Deleted.')).not.toBeInTheDocument();
  });
});

describe('the first question', () => {
  it('is not asked in the demo, but with the first own connection', async () => {
    const fake = createFakeBridge({ connection: DEMO, settings: DEFAULT_PREFERENCES });
    await mountApp(fake);
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    const question = page.getByRole('heading', { name: 'When should Rollcall notify you?' });
    expect(question.elements()).toEqual([]);
    fake.push('connection:changed', ACCOUNT);
    await expect.element(question).toBeVisible();
  });

  it('appears once there is a live team, and never after an answer', async () => {
    const request = withPermission('default', 'granted');
    const fake = SCENARIOS['first-run']();
    await mountApp(fake);
    await expect.element(page.getByRole('heading', { name: 'When should Rollcall notify you?' })).toBeVisible();
    await button('Only when the team needs me').click();
    await expect
      .element(page.getByRole('heading', { name: 'When should Rollcall notify you?' }))
      .not.toBeInTheDocument();
    expect(args(fake, 'settings:update')).toEqual([[{ notify: 'team-needs-me' }]]);
    expect(request).toHaveBeenCalledOnce();
  });
});
