import type { DemoServer } from '../demo/types.ts';
import type { ConnectionProfile } from '../shared/model.ts';

/** The demo centre of this run: started when first needed, one at most. */
export interface DemoConnection {
  /** The running centre; throws when it cannot be started. */
  open(): Promise<DemoServer>;
  stop(): Promise<void>;
}

/** Makes the demo; nothing is started yet. */
export function createDemoConnection(startDemo: () => Promise<DemoServer>): DemoConnection {
  let started: Promise<DemoServer> | null = null;
  const start = async (): Promise<DemoServer> => {
    try {
      return await startDemo();
    } catch (error) {
      started = null; // so that the next attempt starts afresh
      throw error;
    }
  };
  return {
    open: () => (started ??= start()),
    async stop() {
      const running = started;
      started = null;
      await (await running)?.stop();
    },
  };
}

/** The profile of a demo centre; it is never saved. */
export function demoProfile({ host, accountId, botId, clientId, timeZone }: DemoServer): ConnectionProfile {
  return {
    id: 'demo',
    name: 'Demo data',
    host,
    accountId,
    botId,
    auth: 'secret',
    clientId,
    algorithm: 'HS256',
    timeZone,
    apiTimes: 'auto',
    copies: 1,
  };
}
