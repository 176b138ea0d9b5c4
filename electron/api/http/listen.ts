import type { Server } from 'node:http';
import { fail, portProblem } from '../../shared/messages.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** 127.0.0.1 only: no other computer can reach the page, whatever the firewall says. */
const LOOPBACK = '127.0.0.1';

/**
 * Binds a server to the first port of the list that is free and gives the port; 0 asks the system for one.
 * `invalid-input` (field `port`) when none can be had, in a sentence about the last one tried.
 */
export async function listen(server: Server, ports: readonly number[]): Promise<Result<number>> {
  let outcome: Result<number> = fail('invalid-input', { field: 'port' });
  for (const port of ports) {
    outcome = await listenAt(server, port);
    if (outcome.ok) break;
  }
  return outcome;
}

async function listenAt(server: Server, port: number): Promise<Result<number>> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return fail('invalid-input', { field: 'port', message: 'A port is a whole number from 0 to 65535.' });
  }
  const { promise, resolve } = Promise.withResolvers<Result<number>>();
  const onError = ({ code }: NodeJS.ErrnoException): void => resolve(err(portProblem(port, code)));
  server.once('error', onError);
  server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
    server.off('error', onError);
    const address = server.address();
    resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
  });
  return promise;
}
