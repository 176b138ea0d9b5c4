import type { App } from '../parts.ts';
import type { Result } from '../shared/result.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import { followStatus } from './status-line.ts';

type ServeInvocation = Extract<Invocation, { command: 'serve' }>;

/** What `serve` needs: the core, the loopback surface around it, and the system's browser. */
export interface ServeParts {
  readonly createApp: (openWith: ServeInvocation['openWith']) => Promise<App>;
  readonly startSurface: (
    app: App,
    port: number | null,
  ) => Promise<Result<{ readonly url: string; stop(): Promise<void> }>>;
  readonly openUrl: (url: string) => void;
}

/** `serve`: runs the browser surface until it is interrupted, and leaves nothing behind. */
export async function runServe(
  { port, openWith, shouldOpen }: ServeInvocation,
  io: TerminalIo,
  { createApp, startSurface, openUrl }: ServeParts,
): Promise<ExitCode> {
  const app = await createApp(openWith);
  const surface = await startSurface(app, port);
  if (!surface.ok) {
    await app.stop();
    io.say(surface.error.message);
    return exitCodeOf(surface.error.code);
  }
  io.print(`Rollcall: ${surface.value.url}`);
  await app.start();
  const unfollow = followStatus(app, io);
  if (shouldOpen) openUrl(surface.value.url);
  await io.interrupted();
  unfollow();
  await surface.value.stop();
  await app.stop();
  return EXIT.ok;
}
