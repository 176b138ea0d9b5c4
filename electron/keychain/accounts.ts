/** The keychain accounts that a connection may have beside the one of its secret, which is its id. */
export const itemAccounts = {
  /** Of a publisher: its password at the broker, and its signing key. */
  publisher: (connectionId: string): string => `relay:${connectionId}`,
  /** The password of the broker's administrator, where it is kept. */
  brokerAdmin: (connectionId: string): string => `relay-admin:${connectionId}`,
};
