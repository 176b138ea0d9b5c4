import type { App } from '../../app.ts';
import { createAnswers, type Services } from './answers.ts';
import type { Owner } from './claim.ts';
import type { OwnerName } from './types.ts';

/** The app as the owner of its data folder: it answers others from now on, and gives the folder back when it stops. */
export async function ownedApp(
  app: App,
  owner: Owner,
  { surface, ...services }: Omit<Services, 'app'> & Pick<OwnerName, 'surface'>,
): Promise<App> {
  await owner.answerWith({ pid: process.pid, surface }, createAnswers({ app, ...services }));
  return {
    ...app,
    async stop() {
      await app.stop();
      await owner.release();
    },
  };
}
