/** What `rollcall publish` says. */
export const publishTexts = {
  everybody: 'Everybody',
  cannotListen:
    'The broker does not let this publisher subscribe to its own site, so it would not notice another one. Give its role the right to subscribe: rollcall enrol --publisher does.',
};
