import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { DetailsProgress } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp } from './mount-app.ts';

const NOW = Date.now();
const line = page.getByText(/^Times in status of /);
const progress = (read: number, of: number, problem: string | null = null): DetailsProgress => ({ read, of, problem });

async function mountWith(details: DetailsProgress | undefined): Promise<FakeBridge> {
  const fake = createFakeBridge({ team: fakeSnapshot(fakeAgents(24, NOW), NOW, { details }) });
  await mountApp(fake);
  await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
  return fake;
}

it('says of how many agents of a large team times are read, until they all are', async () => {
  const fake = await mountWith(progress(0, 5_000));
  await expect
    .element(line)
    .toHaveTextContent('Times in status of 0 of 5,000 agents have been read so far; more may need attention.');
  fake.poll({ details: progress(4_900, 5_000) });
  await expect
    .element(line)
    .toHaveTextContent('Times in status of 4,900 of 5,000 agents have been read so far; more may need attention.');
  fake.poll({ details: progress(5_000, 5_000) });
  await expect.element(line).not.toBeInTheDocument();
});

it.each([
  ['before the first answer', undefined],
  ['of a small team', progress(0, 24)],
  ['of a team that is read', progress(5_000, 5_000)],
  ['where they cannot be read, which is said elsewhere', progress(0, 5_000, 'The app lacks a scope.')],
])('says nothing %s', async (_, details) => {
  await mountWith(details);
  expect(line.elements()).toHaveLength(0);
});

it('neither comes nor goes while somebody is in the list', async () => {
  const fake = await mountWith(progress(0, 5_000));
  await page.getByRole('listitem').first().hover();
  fake.poll({ details: progress(5_000, 5_000) });
  await expect.element(page.getByText(/^Times in status of 0 of 5,000/)).toBeVisible();
  await page.getByRole('searchbox').hover();
  await expect.element(line).not.toBeInTheDocument();
  await page.getByRole('listitem').first().hover();
  fake.poll({ details: progress(0, 5_000) });
  expect(line.elements()).toHaveLength(0);
});

it('says what of the last answer was not understood, as long as that is so', async () => {
  const fake = await mountWith(undefined);
  const note = page.getByText(/^3 entries of Kore\.ai's answer were not understood, so the counts may be too low\.$/);
  expect(note.elements()).toHaveLength(0);
  fake.poll({ ignored: 3, unread: ['BUSY'] });
  await expect.element(note).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^\? Busy$/ })).toBeVisible();
  fake.poll({ ignored: 0 });
  await expect.element(note).not.toBeInTheDocument();
});
