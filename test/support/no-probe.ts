/** Stands in for what makes probes, where nothing may probe. */
export function createProbe(): never {
  throw new Error('Only the check command probes.');
}
