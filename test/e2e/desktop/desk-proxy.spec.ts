import { writeDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { newSigningKey, publicKeyText } from '../../../electron/relay/wire/keys.ts';
import { brokerTexts } from '../../../electron/shared/texts/relay/broker.ts';
import { desktopKind } from '../../support/e2e/desktop-kind.ts';
import { startConnectProxy } from '../../support/test-proxy.ts';
import { expect, test } from '../rollcall.ts';

const LINE = writeDeskLine({
  name: 'Front desk',
  password: 'a password',
  access: {
    broker: 'wss://mqtt.example.com/mqtt',
    ...{
      site: 'site',
      deskId: 'desk',
      audience: 'names',
      views: ['everybody'],
      keys: [publicKeyText(newSigningKey())],
    },
  },
});

if (desktopKind() === 'electron-host') {
  test('a desk takes the proxy of the system, and says what that answers', async ({ computer, launch }) => {
    const proxy = await startConnectProxy(() => 0, { status: () => '403 Forbidden' });
    computer.env['ROLLCALL_HOST_PROXIES'] = `PROXY 127.0.0.1:${proxy.port}`;
    try {
      const { page } = await launch();
      await page.getByLabel('Paste all values').fill(LINE);
      await page.getByRole('button', { name: 'Test connection' }).click();
      const check = page.getByRole('list', { name: 'Test of the connection' });
      await expect(check).toContainText(brokerTexts.proxyRefuses('mqtt.example.com:443', 403));
      expect(proxy.asked).toEqual(['mqtt.example.com:443']);
    } finally {
      await proxy.stop();
    }
  });
}
