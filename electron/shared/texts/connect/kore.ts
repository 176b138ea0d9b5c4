/** Why a request to Kore.ai failed, where more is known than the code of the error says. */
export const koreTexts = {
  certificateExpired:
    'The certificate of the host has expired or is not valid yet, so nothing was sent. Check the clock of this computer; if it is right, the host has to renew its certificate.',
  certificateIssuer:
    'The certificate of the host was issued by somebody this computer does not trust, so nothing was sent. Ask your IT whether a proxy inspects traffic and whether its certificate is installed here.',
  certificateName:
    'The certificate belongs to a different host from the one in Connect, so nothing was sent. Check the spelling of the host.',
  oldProtocol:
    'The host does not speak TLS 1.2 or later on this port, so nothing was sent. Check host and port in Connect; if they are right, the host has to be updated.',
  unreachable: 'The host cannot be reached from this network. Check your network or VPN, and the host in Connect.',
  badPort: 'Connections to this port are not allowed. Check the port of the host in Connect.',
  badHttp:
    'The host sent something that is not a proper HTTP answer. Check host and port in Connect, and whether a proxy changes traffic.',
  proxyUnreachable:
    'The proxy cannot be reached. Check the proxy settings of your system (in a terminal HTTPS_PROXY and NO_PROXY), and your network or VPN.',
  proxyAddress:
    'HTTPS_PROXY or ALL_PROXY does not hold the address of a proxy that can be used. Enter one such as http://proxy.example:3128. In a user name or password, write % as %25.',
  blocked: 'A rule on this computer blocks the host. Ask your IT to allow it.',
  tooLarge: 'Kore.ai says that this is too much at once (HTTP 413). Narrow it to fewer days or agents.',
  saidSentence: (message: string, sentence: string) => `${message} It said: "${sentence}"`,
  endlessPages: 'Kore.ai announced more than 200 pages, so reading stopped there. Choose fewer agents.',
  ownLimit:
    'Rollcall has used its share of the requests to this account and waits, so that other tools are not locked out. Settings > Requests shows the request limit.',
};
