import type { DemoOptions, DemoServer } from '../demo/types.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';

type DemoInvocation = Extract<Invocation, { command: 'demo' }>;

/** `demo`: runs the simulated contact centre and prints what opens it as one line of JSON. */
export async function runDemo(
  { port, agents, seed }: DemoInvocation,
  io: TerminalIo,
  startDemo: (options: DemoOptions) => Promise<DemoServer>,
): Promise<ExitCode> {
  const demo = await startDemo({ port, agents, seed });
  const { host, accountId, botId, clientId, clientSecret } = demo;
  io.print(JSON.stringify({ host, accountId, botId, clientId, clientSecret }));
  await io.interrupted();
  await demo.stop();
  return EXIT.ok;
}
