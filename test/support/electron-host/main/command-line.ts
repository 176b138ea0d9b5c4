import type { HostContext } from './context.ts';

type CommandLinePart = Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch' | 'removeSwitch'>;

/** Chromium's switches: `--name` and `--name=value` in front of a bare `--` (docs: api/command-line). */
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

  /** docs: api/command-line: changes of it do not affect `process.argv`; a switch that was not given is empty. */
  const commandLine: CommandLinePart = {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    hasSwitch: (name) => switches.has(name),
    getSwitchValue: (name) => switches.get(name) ?? '',
    removeSwitch: (name) => void switches.delete(name),
  };
  return {
    commandLine,
    /**
     * docs: api/app, "app.enableSandbox()": before `ready` only. It takes `--no-sandbox` away
     * (shell/browser/api/electron_api_app.cc), with which the processes that pages are forked from were started already.
     */
    enableSandbox() {
      readiness.onlyBeforeReady('app.enableSandbox() can only be called before app is ready');
      hasLostSandboxSwitch ||= switches.has('no-sandbox');
      switches.delete('no-sandbox');
    },
    /** Whether pages can be started: not where half of the processes have a sandbox and half have none. */
    canStartPages: (): boolean => !hasLostSandboxSwitch,
    /** docs: api/command-line-switches, "--ozone-platform": the switch before what the session says. */
    isWayland(): boolean {
      const ozone = commandLine.getSwitchValue('ozone-platform') || env['XDG_SESSION_TYPE'];
      return platform === 'linux' && ozone === 'wayland';
    },
  };
}
