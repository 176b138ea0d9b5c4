import type { HelpPage } from './contract/commands.ts';

/** The only addresses Rollcall ever opens: windows name a page, never an address. */
export const HELP_PAGES: Readonly<Record<HelpPage, string>> = {
  'create-app': 'https://docs.kore.ai/xo/apis/automation/api-introduction/',
  scopes: 'https://docs.kore.ai/smartassist/api/api-setup/',
  project: 'https://docs.kore.ai/xo/apis/contact-center/agent-status-details/',
};
