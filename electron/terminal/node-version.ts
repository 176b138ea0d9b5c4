/** The first version with what Rollcall is built on: node:sqlite without a flag, and the system's CAs in node:tls. */
const LEAST_MAJOR = 24;

/**
 * What to tell who runs the terminal on a Node of their own that is too old, else null. The project's scripts bring
 * theirs.
 * @param version as `process.versions.node`, for example `20.20.2`
 */
export function oldNodeSentence(version: string): string | null {
  if (Number.parseInt(version, 10) >= LEAST_MAJOR) return null;
  return (
    `Rollcall needs Node.js ${LEAST_MAJOR} or newer, and this is ${version}. ` +
    'In its folder, "npm run -s rollcall -- status" brings the right one.'
  );
}
