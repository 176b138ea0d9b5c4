/** What the command router and its transports answer instead of running a command. */
export const apiTexts = {
  tooMany: 'Too many requests at once. Wait a moment and try again.',
  unknownCommand: 'Rollcall does not know this command. Reload the window. If that does not help, restart Rollcall.',
  desktopOnly: 'Only the desktop app can do this.',
  notValid: (field: string) => `Rollcall did not accept this request. Not valid: ${field}. Correct it and try again.`,
  http: {
    noSession: 'This page is not signed in to Rollcall. Open the address Rollcall printed.',
    noBoard: 'There is no board here. Start Rollcall with: rollcall serve --board',
    notFound: 'There is nothing at this address.',
    wrongMethod: (allowed: string) => `This address takes ${allowed} only.`,
    wrongType: 'Send the arguments as application/json.',
    tooLarge: (bytes: number) => `Send at most ${bytes} bytes.`,
    noJson: 'The body is not valid JSON.',
    noPort: 'A port is a whole number from 0 to 65535.',
    unexpected: 'Something unexpected went wrong in Rollcall. Try again.',
    wrongHost: (port: number) => `Rollcall answers only at http://127.0.0.1:${port}. Open the address it printed.`,
    foreignPage: 'Rollcall answers only its own page, not other web pages.',
  },
  localSocket: {
    otherVersion: 'The running Rollcall is another version. Restart it.',
    runsInTray: (pid: number) => `Rollcall is already running as the tray app, process ${pid}.`,
    runsInTerminal: (pid: number) => `Rollcall is already running in a terminal (rollcall serve), process ${pid}.`,
    notAnswering: 'Rollcall is already running on this data folder but does not answer. End it and try again.',
    notAnsweringProcess: (pid: number) =>
      `Rollcall is already running on this data folder (process ${pid}) but does not answer. End it and try again.`,
  },
};
