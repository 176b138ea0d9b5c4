import { randomBytes } from 'node:crypto';
import { claimFolder, lastOwner } from '../../../api/local-socket/lock.ts';
import { ownedApp } from '../../../api/local-socket/owned-app.ts';
import { createApp } from '../../../app.ts';
import { connectBroker } from '../../../relay/broker/session.ts';
import { credentialFile } from '../../../relay/publish/secret-file.ts';
import { loadSettings } from '../../../settings/store.ts';
import { ok } from '../../../shared/result.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import type { TerminalParts } from '../../parts.ts';
import { collectEarly } from './early-garbage.ts';
import { readIdentity } from './publish-secrets.ts';
import type { PublishParts } from './publish.ts';

/** What `publish` runs: the app without a page. */
export function publishParts(io: TerminalIo, parts: TerminalParts): PublishParts {
  const { clock, version, platform, staticFolder, dataFolder, onSurprise, createKeychain, credentialsFolder } = parts;
  const { proxiesFor } = parts;
  const collect = collectEarly();
  return {
    ...parts,
    randomBytes,
    connect: (session) => connectBroker({ ...session, proxiesFor }),
    collect,
    claim: () => claimFolder(dataFolder),
    lastOwner: () => lastOwner(dataFolder),
    async readIdentity(invocation) {
      const settings = await loadSettings({ dataFolder, clock });
      if (settings.problem !== null) io.say(settings.problem);
      const secretFile = invocation.secretFile ?? credentialFile(credentialsFolder);
      const rights = { credentialsFolder, user: process.getuid?.() };
      // A check changes nothing, also because somebody else may own the folder.
      const readable = invocation.isCheck ? { ...settings, update: () => Promise.resolve(ok(null)) } : settings;
      const read = await readIdentity(
        { ...invocation, secretFile },
        { settings: readable, createKeychain, readInput: () => io.readInput(), rights },
      );
      await settings.flush();
      return read;
    },
    async createApp(opened, owner) {
      const info = { version, surface: 'terminal', platform } as const;
      const app = await createApp({ ...parts, info, collect, ...opened });
      const log = (line: string): void => io.say(line);
      return ownedApp(app, owner, { surface: 'browser', clock, staticFolder, log, onSurprise });
    },
  };
}
