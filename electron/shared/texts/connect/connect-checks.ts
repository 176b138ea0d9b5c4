import { plural } from '../plurals.ts';

/** Where both halves of a JWT app are found; Connect's help and the README say the same. */
const shownWithApp = 'It is shown under App Settings > Dev Tools > API Scope, with the JWT app.';

const ids = {
  accountId: {
    name: 'account ID',
    form: '24 characters, 0-9 and a-f',
    missing: 'Enter the account ID. Ask your administrator for it.',
  },
  botId: {
    name: 'bot ID',
    form: 'st- and a UUID',
    missing: 'Enter the bot ID. It is on the App Settings page of Kore.ai.',
  },
  clientId: {
    name: 'client ID',
    form: 'cs- and a UUID',
    missing: `Enter the client ID. ${shownWithApp}`,
  },
};

/** What the core says about the fields of Connect, and how a test of a connection went. */
export const connectCheckTexts = {
  ids,
  idKinds: {
    clientId: 'a client ID',
    botId: 'a bot ID',
    organisationId: 'an organisation ID',
    userId: "a user's ID",
    accountId: 'an account ID',
  },
  badId: (name: string) => `The ${name} may contain only letters, digits, - and _, at most 128. Copy it again.`,
  badIdCharacter: (name: string, position: number, character: string, code: string) =>
    `The ${name} may contain only letters, digits, - and _, at most 128. Character ${position} is “${character}” (${code}). Copy it again.`,
  unusualId: (name: string, form: string) => `This is an unusual ${name}: most are ${form}.`,
  otherId: (kind: string, name: string, form: string) => `This looks like ${kind}, not like the ${name} (${form}).`,

  secretName: 'client secret',
  secretMissing: `Enter the client secret. ${shownWithApp}`,
  secretShort:
    'This client secret is shorter than 32 bytes, which is short for a signing key. Check that it is complete.',
  secretSpacesRemoved: 'Spaces or line breaks around the client secret were removed.',
  secretQuotesRemoved: 'Quotation marks or characters that cannot be seen around the client secret were removed.',
  tokenName: 'token',
  tokenMissing: 'Enter the token.',
  tokenForm: 'This is not a signed token (JWT): it should be three parts separated by dots. Copy it again.',
  tokenCleaned: 'Whitespace or a prefix around the token was removed.',
  unknownAlgorithm: 'an unknown algorithm',
  tokenEndless: (algorithm: string) => `The token is signed with ${algorithm} and does not expire.`,
  tokenOddExpiry: (algorithm: string) => `The token is signed with ${algorithm} and has an expiry that cannot be read.`,
  tokenExpired: (algorithm: string, when: string) =>
    `The token is signed with ${algorithm} and expired on ${when}: ask for a new one.`,
  tokenExpires: (algorithm: string, when: string) => `The token is signed with ${algorithm} and expires on ${when}.`,
  nulCharacter: (name: string) => `The ${name} contains a NUL character. Copy it again.`,
  halfCharacter: (name: string) => `The ${name} contains a damaged character. Copy it again.`,
  invisibleCharacter: (name: string, character: string) =>
    `The ${name} contains ${character}. Delete it there, or copy the ${name} again.`,
  tooLong: (name: string, bytes: number, maxBytes: number) =>
    `The ${name} is too long: it takes ${bytes} bytes and at most ${maxBytes} can be saved.`,

  nameMissing: 'Enter a name.',
  nameTooLong: (max: number) => `The name may have at most ${max} characters.`,
  nameCharacters: 'The name contains characters that cannot be shown.',
  nameTaken: 'Another connection has this name already.',
  nameHeld: (host: string) => `Another connection has this name (${host}). Choose another, or replace it.`,
  nameReplaces: (host: string) => `The connection of this name (${host}) will be replaced.`,
  timeZone: 'This time zone is not known. Choose one such as Europe/Berlin.',

  desk: {
    missing: 'Paste the line that your administrator has sent you. It begins with rollcall-desk:',
    problems: {
      none: 'This is not the line of a desk, which begins with rollcall-desk:. Copy it again.',
      damaged: 'Part of this line is missing or was changed. Copy all of it again.',
      newer: 'This line was made by a newer Rollcall. Update Rollcall, then paste it again.',
    },
    audiences: {
      names: 'the team with names',
      initials: 'the team with initials in place of names',
      counts: 'counts only, without agents',
    },
    view: (name: string, counts: string) => `${name}: ${counts}.`,
    found: (name: string, host: string, shows: string) =>
      `${name === '' ? 'A desk' : `Desk “${name}”`} of ${host}: ${shows}.`,
  },
  host: {
    empty: 'Enter the host of your Kore.ai environment, for example https://platform.kore.ai.',
    characters: 'The host contains characters that do not belong there. Type it by hand.',
    scheme: 'The host must begin with https://. Enter it like https://platform.kore.ai.',
    insecure: 'Rollcall connects over https only, so that the token is encrypted. Enter the host with https://.',
    userInfo: 'The host contains an @, which can hide the real destination. Enter only the host.',
    address: 'An IP address is not accepted. Enter the name of the host.',
    length: 'The host is longer than a host name can be. Check what you pasted.',
    form: 'This is not a valid host. Enter it like https://platform.kore.ai.',
  },
  hostConfusable: (name: string) =>
    `This host uses letters that can look like others. Its real name is ${name}. Is that the one you mean?`,
  hostEncoded: (name: string) =>
    `This host was written in an encoded form. It reads ${name}. Is that the one you mean?`,
  hostRead: (name: string) => `The host was read as ${name}.`,
  hostShortened: (origin: string) => `Only ${origin} is used; the rest of the address was dropped.`,
  hostConfirm: (origin: string) => `This host will be called: ${origin}. Is that the one you mean?`,

  demoName: 'Demo data',
  notSaved: 'This connection is no longer saved. Open another one, or add it again.',
  secretLeft: (name: string, id: string) =>
    `"${name}" was removed from Rollcall, but its secret may still be in the keychain of this computer. Delete the entry "Rollcall" (${id}) there.`,
  neededScope: (message: string, scope: string) => `${message} This API needs the scope "${scope}".`,
  testedNobody: 'It answers, but names no agents.',
  testedTeam: (agents: number, counts: string) => `${plural(agents, 'agent')}: ${counts}.`,
  testedDetails: (agents: number, ignored: string) => `Status of ${plural(agents, 'agent')} today${ignored}.`,
  testedSomeDetails: (agents: number, ignored: string) =>
    `Status of at least ${plural(agents, 'agent')} today${ignored}.`,
};
