import { expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../../electron/shared/result.ts';
import { createFollowed } from '../../../../renderer/bridge/followed.ts';

/** A value, the event that pushes it, and a command whose answer the test gives. */
function harness() {
  let listener: ((next: string) => void) | null = null;
  const followed = createFollowed('first', (heard) => {
    listener = heard;
    return () => (listener = null);
  });
  const { promise, resolve } = Promise.withResolvers<Result<string>>();
  return { ...followed, push: (next: string) => listener?.(next), answer: promise, respond: resolve };
}

it('takes over what a command answers, and what an event pushes after it', async () => {
  const { value, follow, take, push, answer, respond } = harness();
  follow();
  const taken = take(answer);
  respond(ok('answered'));
  expect([await taken, value.value]).toEqual([ok('answered'), 'answered']);
  push('pushed');
  expect(value.value).toBe('pushed');
});

it('keeps what an event has pushed before the answer to an earlier question arrived', async () => {
  const { value, follow, take, push, answer, respond } = harness();
  follow();
  const taken = take(answer);
  push('pushed');
  respond(ok('older'));
  expect([await taken, value.value]).toEqual([ok('older'), 'pushed']);
});

it('stays as it was when a command fails, and when nobody follows any more', async () => {
  const { value, follow, take, push, answer, respond } = harness();
  const unsubscribe = follow();
  const taken = take(answer);
  respond(fail('storage'));
  await taken;
  unsubscribe();
  push('pushed');
  expect(value.value).toBe('first');
});
