/**
 * One sentence for what happened and one for what to do next, in a supervisor's words; by the code of the error.
 * Every surface shows these; nothing else writes an error sentence for a code.
 */
export const errorTexts = {
  byCode: {
    'invalid-input': 'Something in this request is not valid. Check the marked field and try again.',
    'not-connected':
      'Rollcall is not connected to an account yet. Open Connect and enter the details of your Kore.ai app.',
    cancelled: 'Stopped before it was finished.',
    'not-on-desk':
      'This desk gets its team from a publisher and makes no calls to Kore.ai. Ask whoever runs the publisher for what it does not send.',
    'desk-in-use':
      'Another command of Rollcall is connected as this desk. Wait until it has ended, or end it, and try again.',
    busy: 'This is already running. Wait until it is finished.',
    'token-refused':
      'Kore.ai did not accept the token. Check client ID, client secret and algorithm in Connect, and the clock of this computer.',
    'ids-refused':
      'Kore.ai does not know these credentials for this bot. Check the bot ID (st-...), and that the app was created in the same account.',
    'scope-missing':
      'The Kore.ai app lacks a scope for this. Ask your administrator to add it under API Scope and to publish the change.',
    forbidden: 'Kore.ai refused access. Ask your administrator whether this app may use the API.',
    'not-found':
      'The host answered, but the API is not there. Check the host, the account ID and the bot ID in Connect.',
    'request-refused': 'Kore.ai refused this request. Check the queue, skill and agent IDs of the view.',
    'everybody-refused': 'Kore.ai does not list all agents for this account. Set up a view with the queues you run.',
    'filter-ignored':
      'Kore.ai names all agents whatever queue or skill is requested, so nobody can tell who is in this view. Use a view without queues and skills.',
    'view-refused':
      'Kore.ai refuses to tell who belongs to the queues and skills of this view, so it cannot be watched. Use a view that names agents, or ask your administrator.',
    'rate-limited':
      'The request limit of the account is used up (60 requests a minute, shared by every tool that uses it). Wait a minute or two, then try again.',
    offline: 'There is no network connection. Check the network or VPN of this computer.',
    'host-not-found': 'The host cannot be found. Check its spelling in Connect, and your network or VPN.',
    'connection-refused': 'The host refuses connections. Check host and port in Connect, and your firewall.',
    'connection-lost':
      'The connection broke off before the answer was complete. If it happens again, check the network or VPN.',
    timeout: 'The host did not answer in time. If it happens again, check the network or VPN.',
    certificate:
      'The certificate of the host cannot be trusted, so nothing was sent. Ask your IT whether a proxy inspects traffic, and check the host.',
    proxy: 'The proxy asks for a sign-in or refuses the connection. Ask your IT to allow this host through the proxy.',
    redirect: 'The host answers with a redirect, which Rollcall does not follow. Enter the final host in Connect.',
    'captive-portal':
      'A web page came back instead of data. Sign in to the network (hotel, guest or VPN page), then refresh.',
    'empty-answer': 'Kore.ai sent an empty answer. If it happens again, ask your administrator.',
    'unreadable-answer':
      'The answer cannot be read: it is not valid JSON. Check the host in Connect; if it is right, Kore.ai has a problem.',
    'unexpected-shape':
      'The answer does not look like the documented one. Check the host in Connect; if it is right, Kore.ai has changed its API.',
    'too-large': 'The answer is larger than 40 MB and was not read. Narrow the team with a view.',
    'server-error': 'Kore.ai has a problem on its side. Try again later.',
    'keychain-missing': 'No secret is saved for this connection. Open Connect and enter it again.',
    'keychain-locked': 'The keychain of this computer is locked. Unlock it, then try again.',
    'keychain-unclear':
      'The keychain of this computer gives no secret for this connection: it is locked, or the secret was deleted. Unlock it and try again, or enter the secret again in Connect.',
    'keychain-unavailable':
      'This computer offers no keychain, so nothing can be saved. Use the connection for this session only.',
    'keychain-waiting': 'Waiting for the keychain of this computer. If it asks for a password, answer it.',
    'keychain-refused':
      'The keychain of this computer refused to save the secret. Use the connection for this session only.',
    storage: 'Rollcall cannot write to its data folder. Check its free space and permissions.',
    unexpected: 'Something unexpected went wrong in Rollcall. Try again. If that does not help, restart Rollcall.',
  },
  dataFolder: {
    isRelative: 'it is a relative path, which depends on where Rollcall is started',
    isNoFolder: 'it is not a folder',
    unusable: (folder: string, reason: string) =>
      `The data folder ${folder} cannot be used (${reason}). Repair it, or set ROLLCALL_HOME to a folder that can be written.`,
  },
  portInUse: (port: number) => `Port ${port} is already in use. Choose another one, or end the program that uses it.`,
  portUnusable: (port: number, reason: string | undefined) =>
    `Port ${port} cannot be used on this computer (${reason ?? 'unknown reason'}). Choose another one.`,
};
