import { registerHooks } from 'node:module';

const standIn = new URL('in-process.ts', import.meta.url).href;

/** Imports a module that imports Electron, in plain Node, with the stand-in for Electron. */
export async function importWithElectron<Module>(module: URL): Promise<Module> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: standIn, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
  const loaded = (await import(module.href)) as Module;
  hooks.deregister();
  return loaded;
}
