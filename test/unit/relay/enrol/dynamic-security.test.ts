import { expect, it } from 'vitest';
import { openDynamicSecurity } from '../../../../electron/relay/enrol/dynamic-security.ts';
import { appError, ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

it('ends at once, and says that the connection broke off, where it does so during a command', async () => {
  const lost = appError('connection-lost', { message: 'It broke off.' });
  const opened = await openDynamicSecurity(
    { url: 'mqtts://broker.example', clientId: 'admin', user: 'admin', password: 'secret' },
    {
      clock: createFakeClock(),
      randomUUID: () => 'id',
      connect: ({ onLost }) =>
        Promise.resolve(
          ok({
            publish() {
              onLost(lost);
              return new Promise<boolean>(() => undefined);
            },
            subscribe: () => Promise.resolve(ok([])),
            unsubscribe: () => Promise.resolve(),
            end: () => Promise.resolve(),
          }),
        ),
    },
  );
  const done = opened.ok ? await opened.value.run([{ command: 'deleteRole', rolename: 'desk' }]) : opened;
  expect(done).toEqual({ ok: false, error: lost });
});
