/** docs: api/power-monitor: on which systems there is which event. */
const SYSTEMS_WITH: Readonly<Record<string, readonly string[]>> = {
  suspend: ['darwin', 'linux', 'win32'],
  resume: ['darwin', 'linux', 'win32'],
  shutdown: ['darwin', 'linux'],
  'lock-screen': ['darwin', 'win32'],
  'unlock-screen': ['darwin', 'win32'],
  'on-battery': ['darwin', 'win32'],
  'on-ac': ['darwin', 'win32'],
};

/** Throws where a system does not tell of this: nothing may be built on an event that never comes. */
export function expectPowerEvent(event: string, platform: string): void {
  if (SYSTEMS_WITH[event]?.includes(platform) !== true) throw new Error(`There is no ${event} on ${platform}`);
}
