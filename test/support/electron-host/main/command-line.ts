import type { HostContext } from './context.ts';

type CommandLinePart = Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch' | 'removeSwitch'>;

/** Chromium's switches: `--name` and `--name=value` before a bare `--` (docs: api/command-line). */
function switchesOf(argv: readonly string[]): Map<string, string> {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const named = words.map((word) => /^--([^=]+)(?:=(.*))?$/s.exec(word)).filter((match) => match !== null);
  return new Map(named.map(([, name = '', value = '']) => [name, value]));
}

/** The command line, and the sandbox that depends on it. */
export function createCommandLine({ argv, env, platform, readiness }: HostContext) {
  const switches = switchesOf(argv.slice(1));
  let hasLostSandboxSwitch = false;

  /** docs: api/command-line: changes do not affect `process.argv`; a missing switch is empty. */
  const commandLine: CommandLinePart = {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    hasSwitch: (name) => switches.has(name),
    getSwitchValue: (name) => switches.get(name) ?? '',
    removeSwitch: (name) => void switches.delete(name),
  };
  return {
    commandLine,
    /**
     * docs: api/app, "app.enableSandbox()": before `ready` only. It removes `--no-sandbox`
     * (shell/browser/api/electron_api_app.cc), but the processes from which pages are forked have already started with
     * it.
     */
    enableSandbox() {
      readiness.onlyBeforeReady('app.enableSandbox() can only be called before app is ready');
      hasLostSandboxSwitch ||= switches.has('no-sandbox');
      switches.delete('no-sandbox');
    },
    /** Whether pages can start: not when some processes have a sandbox and others do not. */
    canStartPages: (): boolean => !hasLostSandboxSwitch,
    /** docs: api/command-line-switches, "--ozone-platform": the switch overrides the session. */
    isWayland(): boolean {
      const ozone = commandLine.getSwitchValue('ozone-platform') || env['XDG_SESSION_TYPE'];
      return platform === 'linux' && ozone === 'wayland';
    },
  };
}
