import type { CommandArgs, CommandName, CommandResult, EventName, Events } from '../shared/contract.ts';
import type { Result } from '../shared/result.ts';

/** Who knocks: a window or a browser session, named so that its watching and its rate can be told apart. */
export type SenderId = string;

/** One handler per command; each is a line that calls its room. */
export type Handlers = {
  readonly [C in CommandName]: (args: CommandArgs<C>, sender: SenderId) => Promise<CommandResult<C>> | CommandResult<C>;
};

/** Where both transports knock. */
export interface Door {
  /** Checks name, arguments and rate, then answers; never throws, never lets a stack out. */
  dispatch(command: string, args: unknown, sender: SenderId): Promise<Result<unknown>>;
  /** A sender has gone: it no longer watches. */
  leave(sender: SenderId): void;
}

/** The way out: what a transport listens to in order to push. */
export interface EventSource {
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}
