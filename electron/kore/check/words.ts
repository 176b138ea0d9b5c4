/**
 * The words a report may hold. What an account sends is written out only as far as it consists of them, so that no
 * name, address or id can get into the file. Words that are first names too (max, will, mark) are
 * not here, or count only beside another one.
 */
const WORDS = new Set(
  `
  a about above accept accepted accepts access account accountid accounts action active activity after again agent
  agents aid alive all allow allowed already alt an analytics and any api app appid application are argument arguments
  array as assigned at attempt auth authentication authorization authorized availability available away azure bad be
  because before begin below between body bot both botid break browser bucket busy but by bytes cache cachecontrol
  call callback calls can cannot capacities capacity channel channels characters chat chats check claim class client
  code codes column concurrency concurrent conditions config configuration configured connection contact contain
  contains content control conversation conversations cookie correct cors count counts create created credentials
  cross ct current custom customid daily data date dates day days default deleted denied deprecated description detail
  details did digital disabled display dns do does domain download dropoff duplicate duration each email emailid
  emails embedder empty enable enabled encoding end ended endpoint ends engaged enough error errors etag event exceed
  exceeded exceeds exist exists expect expected expired expires failed failure false field fields file filter filters
  first for forbidden form format forwarded found frame from gateway get given go group groups has hasmore have header
  headers history hits hour hourly hours how hsts http https i id identifier idle ids if iid in inactive incoming
  incorrect index info information internal interval invalid is issue issued it items json jti jwt keep key keys kind
  language last lastname later latest length less level limit limits list live load login logout lunch malformed
  maximum meeting message messages messaging meta method methods milliseconds minimum minute minutes missing mode
  modified more most msg must name names near need needed needs new next no nonce nosniff not null number numbers
  object occupancy occupied of off offline offset on one online only open opener options or order organization orgid
  orgs origin other others outgoing over page pages parameter parameters parse path per permission permissions
  permitted phone phonenumber please policies policy powered pragma preferred prefetch preflight present previous
  primary profile properties property protection provide provided proxy public queue queues range ranges rate
  ratelimit reached read reason received record records ref referrer reload remaining remove request requested
  requests require required requires reset resource resources response responses result results retry retrying revoked
  rights role roles rows runtime same scope scopes sdk search second secondary seconds secret security seems send sent
  server service session set should sign signature since size skill skills skip slot slots some sometime sort source
  start started starts state states status statuses stream streamid strict string sub success summary supported svc
  system tags task temporarily temporary text than that the their then there this throttle throttled time timeout
  times timestamp timing to token tokens too total totals trace training transfer transport true try type types unable
  unauthorized unavailable unexpected unique unknown unlimited unprocessable unsupported until update updated upstream
  url usage use used user userid users utilization utilized valid validation value values vary verify version via
  video voice voicemail wait waiting was webhook were what when where which while window with within without wrong x
  xss yet you your youve zone
  `
    .trim()
    .split(/\s+/),
);
/** Only beside another word: alone they may be somebody's name. */
const BESIDE_OTHERS = new Set(['max', 'min', 'avg', 'cf', 'ray', 'amz', 'amzn', 'envoy', 'kore', 'acd']);

/** The two documents' own statuses and those of the agent console; others are the customer's. */
const STATUSES = new Set(
  'AVAILABLE BUSY AWAY OFFLINE ONLINE IDLE INTERACTING BREAK TRAINING LUNCH MEETING'
    .split(' ')
    .concat('AWAY (IDLE)', 'LOGIN PREP', 'SYSTEM AWAY', 'SYSTEM BUSY'),
);

/** `hasMore` gives `has`, `More`; `x-request-id` gives `x`, `request`, `id`; `emailId` and `EMAIL_ID` the same two words. */
function partsOf(key: string): readonly string[] {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[ _-]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/** A field's or a header's name where it is made of known words alone, else null. */
export function knownKey(key: string): string | null {
  if (!/^_?[A-Za-z][A-Za-z_-]{0,59}$/.test(key)) return null;
  const parts = partsOf(key);
  const isKnown = parts.every((part) => WORDS.has(part) || (parts.length > 1 && BESIDE_OTHERS.has(part)));
  // `Page` may be a person's name, `page` is a field.
  const isNameLike = parts.length === 1 && /^[A-Z][a-z]/.test(key);
  return isKnown && !isNameLike ? key : null;
}

/** A documented status in capitals, else null. */
export function knownStatus(text: string): string | null {
  const status = text.trim().toUpperCase();
  return STATUSES.has(status) ? status : null;
}

const MAX_WORDS = 40;

/**
 * The known words of an error text in lower case, with `…` in the place of everything else. What is no plain word, such
 * as an address, an id or a number, is left out as one piece, even where parts of it are known.
 */
export function knownWords(text: string): string {
  const words = text
    .slice(0, 2_000)
    .split(/\s+/)
    .flatMap((piece) => wordsOf(piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]/g, '')))
    .map((word) => (WORDS.has(word) ? word : '…'));
  return words
    .filter((word, index) => word !== '…' || words[index - 1] !== '…')
    .slice(0, MAX_WORDS)
    .join(' ');
}

function wordsOf(piece: string): readonly string[] {
  if (piece === '') return [];
  return /^[a-z]+(-[a-z]+)*$/i.test(piece) ? piece.toLowerCase().split('-') : ['…'];
}
