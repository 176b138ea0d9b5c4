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
  proxySignIn:
    'The proxy asks for a sign-in. Ask your IT to let this computer through to the broker without one. In a terminal, HTTPS_PROXY takes user and password: http://user:password@proxy.example:3128.',
  proxyRefuses: (broker: string, answer: number | string) =>
    `The proxy refuses to connect to ${broker} (its answer: ${answer}). Ask your IT to allow that host and port.`,
  proxyFails: (broker: string, answer: number) =>
    `The proxy does not reach ${broker} (its answer: ${answer}). Check the broker's address and port, or ask your IT.`,
  oldProtocol: 'The broker does not take MQTT 3.1.1. Allow that version on the broker.',
  clientRefused: 'The broker refuses this client ID. Enrol again, or check the client IDs that the broker allows.',
  unavailable: 'The broker is not ready. If it stays so, check the broker.',
  passwordRefused: 'The broker does not accept user or password. They may have been revoked: enrol again.',
  notAuthorised: 'The broker refuses access: user and password are wrong, or were revoked. Enrol again.',
  address: 'The address of a broker begins with mqtts:// or wss://, for example wss://mqtt.example.com/mqtt.',
  notEncrypted:
    'The address of a broker on another computer begins with mqtts:// or wss://: without TLS, others on the network could read the password.',
};
