import type { AllCommands, CommandArgs, CommandResult } from '../shared/contract/commands.ts';
import type { Events } from '../shared/contract/events.ts';
import type { Emitter } from '../shared/emitter.ts';
import type { Result } from '../shared/result.ts';

/** How a command arrives; each transport has its allow-list. */
export type Transport = 'window' | 'browser' | 'socket';

/** Identifies a window, a browser session or another process, each of which has its own limit and may watch the team. */
export type SenderId = string;

/** Where a command comes from. */
export interface Sender {
  readonly transport: Transport;
  readonly id: SenderId;
}

export type AnyCommand = keyof AllCommands;

export type Handlers = {
  readonly [C in AnyCommand]: (args: CommandArgs<C>, sender: Sender) => Promise<CommandResult<C>> | CommandResult<C>;
};

/** Takes commands from every transport to their handlers. */
export interface Router {
  /** Registers handlers; throws for a command that has one already. */
  handle(handlers: Partial<Handlers>): void;
  /** Checks rate, allow-list and arguments, then answers; never throws and never lets a stack out. */
  dispatch(command: string, args: unknown, sender: Sender): Promise<Result<unknown>>;
  /** A transport says that a sender has gone. */
  leave(sender: SenderId): void;
  onLeave(listener: (sender: SenderId) => void): void;
}

/** What a transport listens to in order to push. */
export type EventSource = Pick<Emitter<Events>, 'on'>;
