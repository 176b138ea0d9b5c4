import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PackageFacts } from '../updates/update-plan.ts';

/**
 * Reads what electron-builder left beside the archive: `app-update.yml` names the update feed, `package-type` the kind
 * of a Linux package that is not an AppImage.
 * @param resourcesPath as `process.resourcesPath`; undefined outside of Electron
 */
export function packageFacts(resourcesPath: string | undefined): Pick<PackageFacts, 'hasFeed' | 'packageType'> {
  if (resourcesPath === undefined) return { hasFeed: false, packageType: null };
  return {
    hasFeed: existsSync(path.join(resourcesPath, 'app-update.yml')),
    packageType: firstLine(path.join(resourcesPath, 'package-type')),
  };
}

function firstLine(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
