import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok, type Result } from '../../electron/shared/result.ts';
import type { ConnectionForm, ConnectionState, FieldNotes, TestReport } from '../../electron/shared/model.ts';
import { ACCOUNT, NO_CONNECTION, PROFILE, createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { mountApp } from './mount-app.ts';

const SECRET = 'correct horse battery staple';
const NOT_CONNECTED = { connection: NO_CONNECTION } as const;

/** A core that wants an account ID and asks about hosts outside of kore.ai. */
function check(form: ConnectionForm): FieldNotes {
  return {
    ...(form.accountId === '' ? { accountId: { level: 'error', message: 'Enter the account ID.' } } : {}),
    ...(form.host.includes('korе') ? { host: { level: 'confirm', message: 'Is this the host you mean?' } } : {}),
    ...(form.timeZone === 'Mars' ? { timeZone: { level: 'error', message: 'No such zone.' } } : {}),
  };
}

async function openConnect(given: Parameters<typeof createFakeBridge>[0] = NOT_CONNECTED): Promise<FakeBridge> {
  const fake = createFakeBridge(given);
  fake.answer('connection:check', (form) => ok(check(form)));
  await mountApp(fake);
  if (given !== NOT_CONNECTED) {
    location.hash = '#/connect';
    dispatchEvent(new PopStateEvent('popstate'));
  }
  await expect.element(page.getByRole('button', { name: 'Save and start' })).toBeInTheDocument();
  return fake;
}

function args<T>(fake: FakeBridge, command: string): readonly T[] {
  return fake.calls.filter((call) => call.command === command).map((call) => call.args as unknown as T);
}

const field = (label: string | RegExp) => page.getByLabelText(label);
const button = (name: string | RegExp) => page.getByRole('button', { name });

async function fillIn(): Promise<void> {
  await field('Host').fill('platform.kore.ai');
  await field('Account ID').fill('63f07d26f04465685df40000');
  await field('Bot ID').fill('st-1');
  await field('Client ID').fill('cs-1');
  await field('Client secret').fill(SECRET);
}

/** Lets a test decide when a command answers. */
function pending<T>(): { readonly answer: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const answer = new Promise<T>((resolve) => (settle = resolve));
  return { answer, settle };
}

describe('pasting all values', () => {
  const LINE = JSON.stringify({
    host: 'http://127.0.0.1:4711',
    accountId: '63f07d26f04465685df40000',
    botId: 'st-1',
    clientId: 'cs-1',
    clientSecret: SECRET,
  });

  it('fills the fields, keeps none of it, and has them checked', async () => {
    const fake = await openConnect();
    await field('Paste all values').fill(LINE);
    await expect.element(field('Paste all values')).toHaveValue('');
    await expect
      .element(field('Paste all values'))
      .toHaveAccessibleDescription('Filled in: Host, Account ID, Bot ID, Client ID, Client secret.');
    await expect.element(field('Host')).toHaveValue('http://127.0.0.1:4711');
    await expect.element(field('Client secret')).toHaveValue(SECRET);
    await expect.poll(() => args(fake, 'connection:check').length).toBeGreaterThan(0);
    await button('Save and start').click();
    await expect
      .poll(() => args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0])
      .toMatchObject({ auth: 'secret', accountId: '63f07d26f04465685df40000', botId: 'st-1', clientSecret: SECRET });
  });

  it('takes the line of a desk, which needs nothing else', async () => {
    const line = 'rollcall-desk:1:eyJuYW1lIjoiRnJvbnQgZGVzayJ9';
    const fake = await openConnect();
    fake.answer('connection:check', () => ok({ deskLine: { level: 'notice', message: 'Desk “Front desk”.' } }));
    fake.answer('connection:test', () => ok({ publisher: { ok: true, detail: 'Everybody: 3 available.' } }));
    await field('Paste all values').fill(` ${line} `);
    await expect.element(field('Paste all values')).toHaveValue('');
    await expect.element(field('Paste all values')).toHaveAccessibleDescription('Filled in: Line of the desk.');
    await expect.element(field('Line of the desk')).toHaveValue(line);
    await expect.element(field('Line of the desk')).toHaveAttribute('type', 'password');
    await expect.element(page.getByText('Desk “Front desk”.')).toBeVisible();
    for (const label of ['Host', 'Account ID', 'Bot ID', 'Client ID', 'Client secret']) {
      await expect.element(page.getByLabelText(label, { exact: true })).not.toBeInTheDocument();
    }
    await expect.element(page.getByText('Advanced')).not.toBeInTheDocument();
    await button('Test connection').click();
    await expect.element(page.getByText('Publisher: ok')).toBeVisible();
    await expect.element(page.getByText('Everybody: 3 available.')).toBeVisible();
    await button('Save and start').click();
    await expect
      .poll(() => args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0])
      .toMatchObject({ auth: 'desk', deskLine: line, clientSecret: null, token: null });
    await expect.poll(() => document.body.innerHTML).not.toContain(line);
  });

  it('of an account leave the line of a desk', async () => {
    await openConnect();
    await field('Paste all values').fill('rollcall-desk:1:abc');
    await expect.element(field('Line of the desk')).toBeVisible();
    await field('Paste all values').fill(LINE);
    await expect.element(field('Line of the desk')).not.toBeInTheDocument();
    await expect.element(field('Bot ID')).toHaveValue('st-1');
  });

  it('says when there are none in it, and changes nothing', async () => {
    await openConnect();
    await field('Host').fill('platform.kore.ai');
    await field('Paste all values').fill('rollcall demo');
    await expect.element(page.getByText(/^No values were found/)).toBeVisible();
    await expect.element(field('Paste all values')).toHaveValue('');
    await expect.element(field('Host')).toHaveValue('platform.kore.ai');
  });
});

describe('the check of a field', () => {
  it('comes after leaving it, beside it, and goes when it is mended', async () => {
    await openConnect();
    await field('Account ID').click();
    await expect.element(page.getByText('Enter the account ID.')).not.toBeInTheDocument();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Enter the account ID.')).toBeVisible();
    await expect.element(field('Account ID')).toHaveAccessibleDescription('Enter the account ID.');
    await expect.element(field('Account ID')).toHaveAttribute('aria-invalid', 'true');
    await field('Account ID').fill('63f07d26f04465685df40000');
    await expect.element(page.getByText('Enter the account ID.')).not.toBeInTheDocument();
  });

  it('asks whether a doubtful host is meant, and asks again for another one', async () => {
    const fake = await openConnect();
    await fillIn();
    await field('Host').fill('https://korе.ai');
    await button('Save and start').click();
    await expect.element(field('Host')).toHaveFocus();
    expect(args(fake, 'connection:save')).toEqual([]);
    await page.getByRole('checkbox', { name: 'This is the host I mean' }).click();
    await field('Host').fill('https://eu-korе.ai');
    await expect.element(page.getByRole('checkbox', { name: 'This is the host I mean' })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'This is the host I mean' }).click();
    await button('Save and start').click();
    await expect.poll(() => args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0].isHostConfirmed).toBe(true);
  });
});

describe('saving', () => {
  it('sends the fields and where to keep the secret, then shows the team', async () => {
    const fake = await openConnect();
    await fillIn();
    await button('Save and start').click();
    await expect.element(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
    const form: ConnectionForm = {
      id: null,
      name: '',
      host: 'platform.kore.ai',
      accountId: '63f07d26f04465685df40000',
      botId: 'st-1',
      auth: 'secret',
      clientId: 'cs-1',
      clientSecret: SECRET,
      token: null,
      algorithm: 'HS256',
      timeZone: null,
      isHostConfirmed: false,
      isNameConfirmed: false,
    };
    expect(args(fake, 'connection:save')).toEqual([[form, 'keychain']]);
  });

  it('sends nothing while a field is wrong, and puts the keyboard into the first of them', async () => {
    const fake = await openConnect();
    await button('Save and start').click();
    await expect.element(field('Account ID')).toHaveFocus();
    expect(args(fake, 'connection:save')).toEqual([]);
  });

  it('opens what is collapsed when the problem is in there', async () => {
    await openConnect();
    await fillIn();
    await page.getByText('Advanced').click();
    await field(/^Team time zone/).fill('Mars');
    await page.getByText('Advanced').click();
    await expect.element(field(/^Team time zone/)).not.toBeVisible();
    await button('Save and start').click();
    await expect.element(field(/^Team time zone/)).toHaveFocus();
  });

  it('happens once, however often the button is pressed', async () => {
    const fake = await openConnect();
    const { answer, settle } = pending<Result<ConnectionState>>();
    fake.answer('connection:save', () => answer);
    await fillIn();
    await button('Save and start').click();
    await expect.element(button('Saving…')).toBeVisible();
    // aria-disabled leaves the buttons focusable; a press must do nothing all the same.
    (button('Saving…').element() as HTMLElement).click();
    (button('Test connection').element() as HTMLElement).click();
    settle(fail('timeout'));
    await expect.element(page.getByRole('alert')).toBeVisible();
    expect(args(fake, 'connection:save')).toHaveLength(1);
    expect(args(fake, 'connection:test')).toHaveLength(0);
  });

  it('puts what the core refuses beside its field', async () => {
    const fake = await openConnect();
    fake.answer('connection:save', () => fail('invalid-input', { field: 'botId', message: 'No such bot.' }));
    await fillIn();
    await button('Save and start').click();
    await expect.element(field('Bot ID')).toHaveFocus();
    await expect.element(field('Bot ID')).toHaveAccessibleDescription('No such bot.');
  });

  it('offers this session only when the keychain cannot be used, and not before', async () => {
    const fake = await openConnect();
    fake.answer('connection:save', (_form, keep) =>
      keep === 'keychain' ? fail('keychain-unavailable') : ok((fake.core.connection = { ...ACCOUNT })),
    );
    await fillIn();
    await expect.element(button('Start for this session only')).not.toBeInTheDocument();
    await button('Save and start').click();
    await expect.element(page.getByText(/offers no keychain/)).toBeVisible();
    await button('Start for this session only').click();
    await expect.element(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
    expect(args<[unknown, string]>(fake, 'connection:save').map(([, keep]) => keep)).toEqual(['keychain', 'session']);
  });
});

describe('the secret', () => {
  it('is never filled in; the saved one stays when the field stays empty', async () => {
    const fake = await openConnect({ connection: ACCOUNT });
    await expect.element(field('Host')).toHaveValue(PROFILE.host);
    await expect.element(field('Client secret')).toHaveValue('');
    await expect
      .element(field('Client secret'))
      .toHaveAttribute('placeholder', 'Saved in the keychain; leave empty to keep it');
    await button('Save and start').click();
    await expect.poll(() => args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0].clientSecret).toBeNull();
  });

  it('is gone from the form when it was saved, and when the form is left', async () => {
    await openConnect({ connection: ACCOUNT });
    await field('Client secret').fill(SECRET);
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit…').click();
    await expect.element(field('Client secret')).toHaveValue('');
    await field('Client secret').fill(SECRET);
    await button('Save and start').click();
    await expect.element(page.getByRole('heading', { name: 'Billing' })).toBeVisible();
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit…').click();
    await expect.element(field('Client secret')).toHaveValue('');
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it('is hidden until the button shows it', async () => {
    await openConnect();
    await field('Client secret').fill(SECRET);
    await expect.element(field('Client secret')).toHaveAttribute('type', 'password');
    await button('Show what is typed').click();
    await expect.element(field('Client secret')).toHaveAttribute('type', 'text');
    await field('Client secret').fill('');
    await field('Client secret').fill('another');
    await expect.element(field('Client secret')).toHaveAttribute('type', 'password');
  });

  it('may be a ready-made token instead', async () => {
    const fake = await openConnect();
    await fillIn();
    await page.getByRole('radio', { name: /^A ready-made token/ }).click();
    await expect.element(field('Client secret')).not.toBeInTheDocument();
    await field('Token').fill('aaa.bbb.ccc');
    await button('Save and start').click();
    await expect.poll(() => args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0].token).toBe('aaa.bbb.ccc');
    expect(args<[ConnectionForm]>(fake, 'connection:save')[0]?.[0].auth).toBe('token');
  });
});

describe('the test', () => {
  const report: TestReport = {
    availability: { ok: true, detail: '24 agents' },
    statusDetails: { ok: false, code: 'scope-missing', message: 'Ask your administrator.' },
  };

  it('reports each API with its scope, until a field changes', async () => {
    const fake = await openConnect();
    fake.answer('connection:test', () => ok(report));
    await fillIn();
    await button('Test connection').click();
    const results = page.getByRole('list', { name: 'Test of the connection' });
    await expect.element(results.getByText('Agent availability: ok')).toBeVisible();
    await expect.element(results.getByText('Scope Configuration, for live counts and the team list')).toBeVisible();
    await expect.element(results.getByText('Agent status details: refused')).toBeVisible();
    await expect.element(results.getByText('Ask your administrator.')).toBeVisible();
    expect(args(fake, 'connection:save')).toEqual([]);
    await field('Bot ID').fill('st-2');
    await expect.element(results).not.toBeInTheDocument();
  });

  it('calls refused only what was: where nobody answers, the test failed', async () => {
    const fake = await openConnect();
    const failed = { ok: false, code: 'host-not-found', message: 'The host cannot be found.' } as const;
    fake.answer('connection:test', () => ok({ ...report, statusDetails: failed }));
    await fillIn();
    await button('Test connection').click();
    await expect.element(page.getByText('Agent status details: failed')).toBeVisible();
  });

  it('says why it could not be made', async () => {
    const fake = await openConnect();
    fake.answer('connection:test', () => fail('host-not-found'));
    await fillIn();
    await button('Test connection').click();
    await expect.element(page.getByText(/host cannot be found/)).toBeVisible();
  });
});

describe('the end of the form', () => {
  it('keeps result and Save in sight wherever the form is scrolled to', async () => {
    await openConnect();
    await fillIn();
    const isInSight = (element: Element): boolean => {
      const { top, bottom } = element.getBoundingClientRect();
      const nav = document.querySelector('.nav')!.getBoundingClientRect();
      return top >= 0 && bottom <= nav.top;
    };
    document.querySelector('.page')!.scrollTop = 0;
    expect(isInSight(button('Save and start').element())).toBe(true);
    await button('Test connection').click();
    const results = page.getByRole('list', { name: 'Test of the connection' });
    await expect.element(results).toBeVisible();
    document.querySelector('.page')!.scrollTop = 0;
    expect([isInSight(results.element()), isInSight(button('Save and start').element())]).toEqual([true, true]);
  });

  it('has no Cancel while there is nothing to go back to', async () => {
    await openConnect();
    expect(button('Cancel').elements()).toEqual([]);
  });

  it('goes back with Cancel to where it was opened, and forgets what was typed', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit…').click();
    await field('Client secret').fill(SECRET);
    await field('Host').fill('other.kore.ai');
    await button('Cancel').click();
    await expect.element(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    await button('Edit…').click();
    await expect.element(field('Host')).toHaveValue(PROFILE.host);
    await expect.element(field('Client secret')).toHaveValue('');
    expect(fake.calls.map(({ command }) => command)).not.toContain('connection:save');
  });
});

describe('without credentials', () => {
  it('opens the demo', async () => {
    const fake = await openConnect();
    await button('Explore demo').click();
    await expect.element(page.getByRole('heading', { name: 'Demo', exact: true })).toBeVisible();
    expect(args(fake, 'connection:demo')).toEqual([[]]);
  });

  it('offers no demo to who is connected', async () => {
    await mountApp(createFakeBridge());
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit…').click();
    await expect.element(page.getByRole('heading', { name: 'Change the connection' })).toBeVisible();
    await expect.element(button('Explore demo')).not.toBeInTheDocument();
  });

  it('finds where to get them, and the pages of the help', async () => {
    const fake = await openConnect();
    await page.getByText('Where do I find these values?').click();
    await button('About scopes').click();
    expect(args(fake, 'help:open')).toEqual([['scopes']]);
  });
});
