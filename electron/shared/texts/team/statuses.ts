/** The statuses of Kore.ai as the page writes them. */
export const statusTexts = {
  AVAILABLE: 'Available',
  BUSY: 'Busy',
  AWAY: 'Away',
  OFFLINE: 'Offline',
  OTHER: 'Other',
};
