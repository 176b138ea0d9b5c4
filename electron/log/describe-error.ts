import type { LogFacts } from './types.ts';

const FRAMES = 5;

/**
 * An error without its message, which may carry anything: its name, the system's code and the places in the program it
 * came through, without folders.
 */
export function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, code, where: framesOf(error) };
}

/** The stack begins with the message, whose lines may look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES)
    .map((line) =>
      line
        .trim()
        .slice(3)
        .replaceAll(/[^\s()]*[\\/]/g, ''),
    )
    .join(' < ');
}
