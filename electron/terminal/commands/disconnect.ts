import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { missingMessage, type Session } from './session.ts';

/** `disconnect`: forgets a saved connection (the active one without a name), its secret and what was read of it. */
export async function runDisconnect(
  name: string | null,
  io: TerminalIo,
  session: Pick<Session, 'find' | 'names' | 'core' | 'forgetSaved'>,
): Promise<ExitCode> {
  const saved = session.find(name);
  if (saved === null) {
    io.say(missingMessage(name, session.names()));
    return EXIT.notConnected;
  }
  const { connections } = await session.core();
  const removed = await connections.removeSaved(saved.profile.id);
  const isGone = !connections.list().some(({ profile }) => profile.id === saved.profile.id);
  if (isGone) await session.forgetSaved(saved.profile.id);
  if (!removed.ok) {
    io.say(removed.error.message);
    return exitCodeOf(removed.error.code);
  }
  io.say(commandTexts.forgot(saved.profile.name));
  return EXIT.ok;
}
