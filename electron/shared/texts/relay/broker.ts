/** What can be wrong between this computer and an MQTT broker: one sentence for what happened and one for what to do. */
export const brokerTexts = {
  byCode: {
    offline: 'There is no network connection. Check the network or VPN of this computer.',
    'host-not-found': 'The broker cannot be found. Check its address, and the network or VPN.',
    'connection-refused':
      'The broker refuses connections. Check its address and port, whether it runs, and the firewall.',
    'connection-lost': 'The connection to the broker broke off. If it happens again, check the broker and the network.',
    timeout: 'The broker did not answer in time. Check its address and port, and the network or VPN.',
    proxy: 'The broker cannot be reached through the proxy. Ask your IT to allow its address.',
  },
  oldProtocol: 'The broker does not take MQTT 3.1.1. Allow that version on the broker.',
  clientRefused: 'The broker refuses this client ID. Enrol again, or check the client IDs that the broker allows.',
  unavailable: 'The broker is not ready. If it stays so, check the broker.',
  passwordRefused: 'The broker does not accept user or password. They may have been revoked: enrol again.',
  notAuthorised: 'The broker refuses access: user and password are wrong, or were revoked. Enrol again.',
  address: 'The address of a broker begins with mqtts:// or wss://, for example wss://mqtt.example.com/mqtt.',
  notEncrypted:
    'The address of a broker on another computer begins with mqtts:// or wss://: without TLS, others on the network could read the password.',
};
