import type { AttentionRules } from '../../shared/attention.ts';
import type { ConnectionState, TeamSnapshot } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';

/**
 * All that can be asked of the running app: its team, with or without its agents; to say when the team has been read for
 * the first time; to open its window; to look after its connections, because another process has saved or removed one;
 * to serve its page to a browser of this computer for as long as the asker stays.
 */
export type Ask =
  | { readonly ask: 'team'; readonly agents: boolean }
  | { readonly ask: 'ready' | 'show' | 'connections' }
  | { readonly ask: 'page'; readonly port: number | null };

/** The team as the running app knows it; no secret is in it, and no agent unless they were asked for. */
export interface OwnerTeam {
  readonly connection: ConnectionState;
  readonly team: TeamSnapshot;
  /** Whether the names of its agents are initials, because names are hidden. */
  readonly isMasked: boolean;
  /** What decides who of the team needs attention, and how many do at present. */
  readonly rules: AttentionRules;
  readonly attention: number;
}

/** Who answers. */
export interface OwnerName {
  readonly pid: number;
  readonly surface: 'desktop' | 'browser';
}

/** One answer: whose it is and what became of the ask. */
export interface Reply {
  readonly by: OwnerName;
  readonly answer: Result<unknown>;
}

/** A page of the app, served on 127.0.0.1; whoever has its address can use the app. */
export interface ServedPage {
  readonly url: string;
  stop(): Promise<void>;
}
