import type { CommandArgs, CommandName, CommandResult } from './commands.ts';
import type { EventName, Events } from './events.ts';

/** How a page talks to the core, over whatever transport. On the desktop it is `window.rollcall`. */
export interface Bridge {
  /** Never rejects: what cannot be delivered is answered with an error. */
  invoke<C extends CommandName>(command: C, ...args: CommandArgs<C>): Promise<CommandResult<C>>;
  /** Returns the unsubscribe. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}
