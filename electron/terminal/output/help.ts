/** What `rollcall help` prints. */
export const HELP = `Rollcall: live team availability of Kore.ai SmartAssist

  rollcall status      [--json | --format TEMPLATE] [--watch] [--agents] [--mask]
                       [--view NAME | --everybody | [--queue ID]... [--skill ID]... [--agent ID]...]
  rollcall history     [--date D | --from D --to D] [--zone IANA] [--agent EMAIL]...
                       [--api-times auto|request|utc] [--json] [--mask]
  rollcall connect     --host URL --account ID --bot ID (--client-id ID --secret-stdin | --token-stdin)
                       [--name N] [--alg HS256|HS512] [--zone IANA] [--copies 1-50]
  rollcall check       --report FILE | --dry
  rollcall disconnect  [--name N]
  rollcall serve       [--port N] [--demo] [--no-open]
  rollcall demo        [--port N] [--agents N] [--seed N]

check makes a few calls and writes a new file that says how your Kore.ai answers, without names, ids, hosts or tokens: please
read it and send it to us. --dry lists the calls and makes none.
status, history and check take --name N for a saved connection, or all flags of connect for one that is never saved.
status counts the view that is open in Rollcall, or the one of --view. --watch goes on: a line whenever the counts change,
with --agents also one for each agent in another status.
A TEMPLATE is text with {available} {busy} {away} {offline} {other} {total} {attention} {connection} {view} {state} {asOf},
with --agents also {agents}; {{ and }} are braces, \\n a new line, \\t a tab. {asOf} is the time here. A filter writes a value
for what reads it: {connection:json} inside of a JSON string, :pango for markup (in Waybar :pango:json), :swiftbar.
--copies says how many computers with Rollcall share the account, so that all of them keep to its request limit.
--mask shows names as initials, as does "Hide names" in Rollcall. Dates are yyyy-mm-dd. Data goes to stdout, messages to stderr.

Exit codes: 0 ok, 2 usage, 3 not connected, 4 credentials or scope refused, 5 unreachable or unusable answer,
6 rate limited, 7 keychain unavailable, 8 history read in part; 130 interrupted before anything was read, or twice.`;
