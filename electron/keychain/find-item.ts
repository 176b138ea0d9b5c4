/** Runs a program for its output; `execFile` of node:child_process. */
type RunProgram = (
  file: string,
  args: readonly string[],
  options: { readonly timeout: number },
  onEnd: (error: Error | null, stdout: string) => void,
) => void;

/** Not imported: loading it takes milliseconds, and most commands of the terminal do not need it. */
const runProgram: RunProgram = (...call) => process.getBuiltinModule('node:child_process').execFile(...call);

/**
 * Where an item is that could not be read: not in the keychain, or in a locked one; `unclear` where that cannot be found
 * out.
 */
export type ItemState = 'missing' | 'locked' | 'unclear';
/** Searches for the item of an account without unlocking anything. */
export type FindItem = (account: string) => Promise<ItemState>;

const SERVICE = 'Rollcall';
const SECRETS = 'org.freedesktop.secrets';
const ROOT = '/org/freedesktop/secrets';
const NO_OBJECT = '/';
const TIMEOUT_MS = 2_000;

/**
 * Tells a deleted item from a locked one, for which keytar gives the same answer on Linux. The Secret Service finds items
 * of locked collections by their attributes too (specifications.freedesktop.org: secret-service, SearchItems); if
 * it finds none while its default collection, where keytar saves, is locked, the answer does not count. On other systems
 * keytar's "not found" can be trusted.
 */
export function createItemFinder(platform: string = process.platform, run = runProgram): FindItem {
  if (platform !== 'linux') return () => Promise.resolve('missing');

  /** What the service answers, as dbus-send prints it; null without an answer, also where that is not installed. */
  const ask = (object: string, method: string, ...args: readonly string[]): Promise<string | null> =>
    new Promise((resolve) => {
      const to = ['--session', '--print-reply=literal', `--reply-timeout=${TIMEOUT_MS}`, `--dest=${SECRETS}`];
      run('dbus-send', [...to, object, method, ...args], { timeout: TIMEOUT_MS }, (error, stdout) =>
        resolve(error === null ? stdout : null),
      );
    });

  async function stateOfMissing(): Promise<ItemState> {
    const alias = (await ask(ROOT, 'org.freedesktop.Secret.Service.ReadAlias', 'string:default'))?.trim();
    if (alias === undefined || alias === NO_OBJECT) return alias === undefined ? 'unclear' : 'missing';
    const property = ['string:org.freedesktop.Secret.Collection', 'string:Locked'];
    const isLocked = await ask(alias, 'org.freedesktop.DBus.Properties.Get', ...property);
    return isLocked?.includes('boolean false') === true ? 'missing' : 'unclear';
  }

  return async (account) => {
    // dbus-send separates by commas.
    if (account.includes(',')) return 'unclear';
    const attributes = `dict:string:string:service,${SERVICE},account,${account}`;
    const found = await ask(ROOT, 'org.freedesktop.Secret.Service.SearchItems', attributes);
    const [unlocked, locked] = [...(found ?? '').matchAll(/array \[([^\]]*)\]/g)].map(([, items = '']) => items.trim());
    if (unlocked === undefined || locked === undefined) return 'unclear';
    if (locked !== '') return 'locked';
    return unlocked === '' ? stateOfMissing() : 'unclear';
  };
}
