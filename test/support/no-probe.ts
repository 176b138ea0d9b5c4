/** Replaces the factory of probes where a test must not probe. */
export function createProbe(): never {
  throw new Error('Only the check command probes.');
}
