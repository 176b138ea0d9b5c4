import { existsSync, globSync } from 'node:fs';

/** Debian puts it where the PATH of a user who is not root does not lead. */
const places = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'];
const plugins = ['/usr/lib/*/mosquitto_dynamic_security.so', '/usr/local/lib/mosquitto_dynamic_security.so'];

/**
 * The broker of this computer with the plugin that gives each account rights of its own; null without one of the two.
 * @returns {{ program: string, plugin: string } | null}
 */
export function findMosquitto() {
  const program = places.find((place) => existsSync(place));
  const plugin = plugins.flatMap((pattern) => globSync(pattern))[0];
  return program === undefined || plugin === undefined ? null : { program, plugin };
}
