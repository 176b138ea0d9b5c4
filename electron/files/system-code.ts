/** The system's code of an error, for example ENOSPC; `unknown` for one without. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
