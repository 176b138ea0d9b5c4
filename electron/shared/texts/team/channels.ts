import type { Channel } from '../../team/team-model.ts';

/** A channel within a sentence. */
export const channelWords: Readonly<Record<Channel, string>> = {
  voice: 'voice',
  liveChat: 'live chat',
  messaging: 'messaging',
  email: 'e-mail',
  voiceMail: 'voicemail',
};
