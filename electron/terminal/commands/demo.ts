import type { DemoOptions, DemoServer } from '../../demo/types.ts';
import { systemCode } from '../../files/system-code.ts';
import type { Clock } from '../../shared/clock.ts';
import { portProblem } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';

const texts = commandTexts.demo;

type DemoInvocation = Extract<Invocation, { command: 'demo' }>;

/**
 * `demo`: runs the simulated contact centre and prints what opens it as one line of JSON, which Connect takes as it is,
 * and says which command reads it.
 */
export async function runDemo(
  { command: _, port, scene, ...options }: DemoInvocation,
  io: TerminalIo,
  { clock, timeZone }: { readonly clock: Clock; readonly timeZone: string },
  startDemo: (options: DemoOptions) => Promise<DemoServer>,
): Promise<ExitCode> {
  let demo: DemoServer;
  try {
    demo = await startDemo({
      ...options,
      port,
      timeZone,
      scene: scene === null ? undefined : { name: scene, startsAt: clock.now() },
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const { code, message } = portProblem(port, systemCode(error));
    io.say(message);
    return exitCodeOf(code);
  }
  const { host, accountId, botId, clientId, clientSecret } = demo;
  const interrupted = io.interrupted(); // whoever reads the line may end this at once
  const values = { host, accountId, botId, clientId, clientSecret };
  io.print(JSON.stringify(values));
  io.say(texts.running(texts.status(values)));
  await interrupted;
  await demo.stop();
  return EXIT.ok;
}

/** What the system refused, such as a port that is taken; anything else is a surprise. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
