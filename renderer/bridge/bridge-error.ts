/** Why a browser tab has lost Rollcall: it has no session, the program is gone, or newer tabs took the connections. */
type BridgeErrorCode = 'no-session' | 'connection-lost' | 'replaced';

const MESSAGES: Readonly<Record<BridgeErrorCode, string>> = {
  'no-session': 'This page is not signed in to Rollcall. Open the address Rollcall printed.',
  'connection-lost': 'Rollcall is not running any more. Start it again.',
  replaced: 'Rollcall is open in too many tabs. Click into this one to go on here.',
};

/** What the shell shows instead of a team, or above one that no longer moves; `message` is written for a person. */
export class BridgeError extends Error {
  readonly code: BridgeErrorCode;

  constructor(code: BridgeErrorCode) {
    super(MESSAGES[code]);
    this.name = 'BridgeError';
    this.code = code;
  }
}
