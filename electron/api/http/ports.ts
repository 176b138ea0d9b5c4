/** The port tried first, so that a bookmark of the page works from one start to the next. */
const PREFERRED_PORT = 47_600;

/**
 * Which ports to try, in order, for the port the user asked for; 0 is any free port. Whoever named a port wants that
 * one or an error; whoever named none gets the preferred one or, when it is taken, any other.
 */
export function portsToTry(requested: number | null): readonly number[] {
  return requested === null ? [PREFERRED_PORT, 0] : [requested];
}
