import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BridgeError } from '../../renderer/bridge/event-link.ts';
import { DEFAULT_PREFERENCES, type AppInfo } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { createFakeBridge, DEMO, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const DESKTOP: AppInfo = {
  version: '1.0.0',
  surface: 'desktop',
  platform: 'linux',
  timeZone: 'UTC',
  timeZoneProblem: null,
  dataFolder: '/data',
};
const NOTICE = {
  id: 'n-1',
  title: 'Amara Okafor',
  body: 'is now away',
  userId: 'u-0',
  connectionId: null,
  isDemo: false,
};

function calls(fake: FakeBridge, command: string): (readonly unknown[])[] {
  return fake.calls.filter((call) => call.command === command).map(({ args }) => args);
}

function allowSystemNotices(permission: NotificationPermission): void {
  vi.spyOn(Notification, 'permission', 'get').mockReturnValue(permission);
  onTestFinished(() => void vi.restoreAllMocks());
}

describe('the open view', () => {
  it('is Connect while there is no connection, and Team after one was made', async () => {
    const fake = SCENARIOS['no-connection']();
    await mountApp(fake);
    await expect.element(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
    fake.push('connection:changed', DEMO);
    await expect.element(page.getByRole('heading', { name: 'Demo' })).toBeVisible();
  });

  it('is Settings when requested, even without a connection', async () => {
    await mountApp(SCENARIOS['no-connection']());
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page');
  });

  it('starts with ?view= and follows the surface and the address afterwards', async () => {
    history.replaceState(null, '', `${location.pathname}?view=settings`);
    const fake = createFakeBridge();
    await mountApp(fake);
    await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(location.hash).toBe('');
    fake.push('view:requested', { view: 'team', userId: null });
    await expect.element(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
    expect(location.hash).toBe('#/team');
    expect(document.title).toBe('9 available - Team - Rollcall');
    history.back();
    await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  });

  it('leaves a launch token in the address alone', async () => {
    history.replaceState(null, '', '#token=abc');
    await mountApp(createFakeBridge());
    await expect.element(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
    expect(location.hash).toBe('#token=abc');
  });
});

describe('the key ?', () => {
  it('shows the keys, which do nothing else meanwhile, and Esc closes them alone', async () => {
    const fake = createFakeBridge();
    fake.answer('app:info', () => ok(DESKTOP));
    await mountApp(fake);
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    await userEvent.keyboard('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await expect.element(keys).toBeVisible();
    await userEvent.keyboard('m');
    await userEvent.keyboard('{Escape}');
    await expect.element(keys).not.toBeInTheDocument();
    const done = fake.calls.map(({ command }) => command);
    expect([done.includes('settings:update'), done.includes('window:show')]).toEqual([false, false]);
  });

  it('is a button in a wide window', async () => {
    await mountApp(createFakeBridge(), WINDOW);
    await userEvent.click(page.getByRole('button', { name: 'Keys (?)' }));
    await userEvent.click(page.getByRole('button', { name: 'Close' }));
    expect(document.querySelector('dialog[open]')).toBeNull();
  });
});

describe('the frame', () => {
  it.each([
    ['at the bottom of the popover', POPOVER, 'bottom'],
    ['at the top of a window', WINDOW, 'top'],
  ] as const)('has its navigation %s', async (_, size, edge) => {
    await mountApp(createFakeBridge(), size);
    const box = page.getByRole('navigation', { name: 'Views' }).element().getBoundingClientRect();
    expect(edge === 'bottom' ? box.bottom : box.top).toBe(edge === 'bottom' ? size[1] : 0);
  });

  it('marks demo data and leads to Connect', async () => {
    await mountApp(SCENARIOS.demo());
    await expect.element(page.getByText('Demo data - connect your account')).toBeVisible();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  });

  it('takes the theme from the settings, and follows it', async () => {
    const fake = createFakeBridge({ settings: { ...DEFAULT_PREFERENCES, theme: 'dark' } });
    await mountApp(fake);
    const background = (): string => getComputedStyle(document.body).backgroundColor;
    await expect.poll(background).toBe('rgb(27, 30, 36)');
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, theme: 'light' });
    await expect.poll(background).toBe('rgb(255, 255, 255)');
  });

  it('hides the desktop popover on Esc, but first clears the search, and never a wide window', async () => {
    const fake = createFakeBridge();
    fake.answer('app:info', () => ok(DESKTOP));
    await mountApp(fake);
    await page.getByRole('searchbox').fill('a');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('searchbox')).toHaveValue('');
    expect(calls(fake, 'window:show')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(calls(fake, 'window:show')).toEqual([['hide-popover']]);
    const widened = new Promise((resolve) => matchMedia('(width < 700px)').addEventListener('change', resolve));
    await page.viewport(...WINDOW);
    await widened;
    await userEvent.keyboard('{Escape}');
    expect(calls(fake, 'window:show')).toHaveLength(1);
  });

  it('reports to the core whether it is visible', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    onTestFinished(() => void vi.restoreAllMocks());
    document.dispatchEvent(new Event('visibilitychange'));
    expect(calls(fake, 'team:watch')).toEqual([[true], [false]]);
  });

  it('gives every listener back when it goes', async () => {
    const fake = createFakeBridge();
    onTestFinished(() => expect(fake.listenerCount()).toBe(0));
    await mountApp(fake);
    expect(fake.listenerCount()).toBeGreaterThan(0);
  });
});

describe('the link to Rollcall', () => {
  it('says that it is lost, greys the team, and asks for everything again when it is back', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await expect.element(page.getByRole('button', { name: '9 Available' })).toBeVisible();
    fake.link.drop(new BridgeError('connection-lost'));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Rollcall is not running any more. Start it again.');
    expect(getComputedStyle(document.querySelector('.roster')!).filter).toBe('grayscale(1)');
    fake.core.team = fakeSnapshot(fakeAgents(2, Date.now()), Date.now());
    fake.link.restore();
    await expect.element(page.getByRole('button', { name: '2 Available' })).toBeVisible();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    expect(calls(fake, 'team:watch')).toHaveLength(2);
  });
});

describe('a raised notice', () => {
  it('is a toast where the system may not show it; a click scrolls to the agent', async () => {
    allowSystemNotices('denied');
    const fake = SCENARIOS['team-24']();
    await mountApp(fake);
    await page.getByRole('searchbox').fill('zoe');
    fake.push('notice:raised', NOTICE);
    await page.getByRole('button', { name: /^Amara Okafor is now away/ }).click();
    await expect.element(page.getByRole('button', { name: /^Amara Okafor/ })).toHaveFocus();
    await expect.element(page.getByRole('button', { name: /^Dismiss/ })).not.toBeInTheDocument();
  });

  it('replaces the older one of its id; at most three stay', async () => {
    allowSystemNotices('denied');
    const fake = createFakeBridge();
    await mountApp(fake);
    for (const id of ['a', 'b', 'b', 'c', 'd']) fake.push('notice:raised', { ...NOTICE, id, title: `Title ${id}` });
    await expect.element(page.getByText('Title d')).toBeVisible();
    expect([...document.querySelectorAll('.toast b')].map((title) => title.textContent)).toEqual([
      'Title b',
      'Title c',
      'Title d',
    ]);
    await page.getByRole('button', { name: 'Dismiss: Title c' }).click();
    await expect.element(page.getByText('Title c')).not.toBeInTheDocument();
  });

  it('has the buttons of its rule, and says where it was shown', async () => {
    allowSystemNotices('denied');
    const fake = createFakeBridge();
    await mountApp(fake);
    const id = 'c-1/too-long:u-0';
    const toast = page.getByRole('status', { name: 'Notifications' });
    for (const action of ['Snooze 15 min', 'Mute today']) {
      fake.push('notice:raised', { ...NOTICE, id });
      await toast.getByRole('button', { name: action }).click();
      await expect.element(toast.getByText('is now away')).not.toBeInTheDocument();
    }
    expect(calls(fake, 'notice:act')).toEqual([
      [id, 'snooze'],
      [id, 'mute'],
    ]);
    expect(calls(fake, 'notice:outcome')).toEqual([
      [id, 'in-page'],
      [id, 'in-page'],
    ]);
    fake.push('notice:raised', { ...NOTICE, id });
    await toast.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    fake.push('notice:raised', { ...NOTICE, id: 'c-1/nobody:team', userId: null });
    await expect.element(toast.getByRole('button', { name: 'Snooze 15 min' })).toBeVisible();
    await expect.element(toast.getByRole('button', { name: 'Mute today' })).not.toBeInTheDocument();
  });

  it('is shown in full where it is the newest: several leave a narrow window to the list', async () => {
    allowSystemNotices('denied');
    const fake = createFakeBridge();
    await mountApp(fake, [320, 640]);
    for (const [index, id] of ['c-1/too-long:u-0', 'c-1/too-long:u-1', 'c-1/too-long:u-2'].entries())
      fake.push('notice:raised', { ...NOTICE, id, title: `Title ${index}` });
    await expect.element(page.getByText('Title 2')).toBeVisible();
    const toast = page.getByRole('status', { name: 'Notifications' });
    expect(toast.getByRole('button', { name: 'Mute today' }).elements()).toHaveLength(1);
    expect(toast.element().getBoundingClientRect().height).toBeLessThan(240);
    await toast.getByRole('button', { name: 'Title 0', exact: true }).hover();
    await expect.poll(() => toast.getByRole('button', { name: 'Mute today' }).elements().length).toBe(2);
  });

  it('that says something of Rollcall itself is not pushed out by those of agents', async () => {
    allowSystemNotices('denied');
    const fake = createFakeBridge();
    await mountApp(fake);
    fake.push('notice:raised', { ...NOTICE, id: 'advice', title: 'Advice', userId: null });
    for (const id of ['a', 'b', 'c']) fake.push('notice:raised', { ...NOTICE, id, title: `Title ${id}` });
    await expect.element(page.getByText('Title c')).toBeVisible();
    expect([...document.querySelectorAll('.toast b')].map((title) => title.textContent)).toEqual([
      'Advice',
      'Title b',
      'Title c',
    ]);
  });

  it.each([
    ['throws', true],
    ['says afterwards that it failed', false],
  ])('is shown in the page where the browser allows a notification and then %s', async (_what, throws) => {
    const made: { onerror?: () => void }[] = [];
    vi.stubGlobal(
      'Notification',
      class {
        static permission = 'granted';
        onerror?: () => void;
        constructor() {
          if (throws) throw new TypeError('Illegal constructor');
          made.push(this);
        }
      },
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    const fake = createFakeBridge();
    await mountApp(fake);
    fake.push('notice:raised', NOTICE);
    made[0]?.onerror?.();
    await expect.element(page.getByRole('status', { name: 'Notifications' }).getByText('is now away')).toBeVisible();
    expect(calls(fake, 'notice:outcome')).toEqual([['n-1', 'failed']]);
  });

  it('is a Web Notification where that is allowed, taken away when names are hidden', async () => {
    allowSystemNotices('granted');
    const shown: unknown[] = [];
    const closed: string[] = [];
    vi.stubGlobal(
      'Notification',
      class {
        static permission = 'granted';
        constructor(title: string, options: NotificationOptions) {
          shown.push([title, options]);
          this.#title = title;
        }
        readonly #title: string;
        close(): void {
          closed.push(this.#title);
        }
      },
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    const fake = createFakeBridge();
    await mountApp(fake);
    fake.push('notice:raised', NOTICE);
    expect(shown).toEqual([['Amara Okafor', { body: 'is now away', tag: 'n-1', renotify: true }]]);
    fake.push('notice:raised', { ...NOTICE, id: 'n-0', userId: null, isSilent: true });
    expect(shown.at(-1)).toEqual(['Amara Okafor', { body: 'is now away', tag: 'n-0', silent: true }]);
    expect(document.querySelector('.toast')).toBeNull();
    fake.push('notice:raised', { ...NOTICE, id: 'n-2', title: 'Nobody is available', userId: null });
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, isMasked: true });
    await expect.poll(() => closed).toEqual(['Amara Okafor']);
  });
});
