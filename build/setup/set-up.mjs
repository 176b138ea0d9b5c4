import { bringBundles } from './bundle.mjs';
import { bringPackages, buildPackages, installCommand, isDebian, testPackages } from './debian.mjs';
import { bringNodeModules, hasKeytar } from './install.mjs';
import { say, sayFailure, StepFailed } from './say.mjs';

/**
 * Brings all that is missing: system packages on Debian, node_modules, out/. Throws a StepFailed.
 * @param {{ isProof: boolean, hasBundles: boolean }} target isProof: what the tests need as well; hasBundles: out/ too
 */
export async function setUp({ isProof, hasBundles }) {
  const isOnDebian = isDebian();
  const missing = isOnDebian ? await systemPackages(isProof) : [];
  await bringNodeModules({ canCompile: !missing.some((name) => buildPackages.includes(name)) });
  if (isProof && isOnDebian && !hasKeytar()) throw keytarIsMissing();
  if (hasBundles) await bringBundles();
}

/**
 * The app runs without the system packages; the tests do not.
 * @param {boolean} isProof
 * @returns {Promise<readonly string[]>} what is missing in the end
 */
async function systemPackages(isProof) {
  const wanted = isProof ? [...buildPackages, ...testPackages] : buildPackages;
  try {
    return await bringPackages(wanted);
  } catch (error) {
    if (isProof || !(error instanceof StepFailed)) throw error;
    sayFailure(error);
    say('going on without them: secrets may be kept for this session only.');
    return wanted;
  }
}

const keytarIsMissing = () =>
  new StepFailed(
    'The tests need keytar, and npm ci could not bring it: no ready-made build was reachable, and it did not compile.',
    `${installCommand(buildPackages)}; then remove node_modules and run npm test again.`,
  );
