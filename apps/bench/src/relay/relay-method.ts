// How the relay is measured and what its figures say, in words.
import type { RelaySizes } from './sizes.js'

export function relayMethod({ rounds, round, copiedRound, lives }: RelaySizes): string {
  return `Three servers, each a process of its own, speak to one sandbox that waits 30 ms before each answer and whose recordings are 2.25 MB (3 MB as base64), as a phone's are. The limit of 100 calls a second is lifted there, and the relay's own limits count but stop nobody.

- **relay**: the command \`faceid-relay\` as shipped, with its log at \`info\`.
- **(a) bare Fastify**: the same routes, plugins (cors, helmet, rate-limit, swagger, under-pressure), schemas (taken from the relay's own \`/openapi.json\`), one log line for each request and the same calls of the same SDK over one client, and none of the relay's logic: tickets are BizTokens in clear, nothing is sealed, judged or signed. Polled again, it answers from a Map that knows an answer for a second, the fairest equal of the relay's cache that has no logic; two polls at once may then both go upstream.
- **(b) copied handler**: what people copy today: a client of the all-products SDK for each request, \`InfoType "0"\` on each poll, no cache, no limits, no plugins, no log. It opens a connection for each call; at Tencent each would be a TLS handshake as well, which is not counted here.

They take turns in ${rounds} rounds after one that only warms up; the order rotates. In each round a server starts ${round.starts} verifications (${copiedRound.starts} for (b)), reads each for the first time, is asked for 20 of them as fast as it answers, before any attempt and after a failed one (the user may try again, so the page goes on asking), and reads ${round.passes} (${copiedRound.passes}) that have passed. The load comes from 40 keep-alive connections of the measuring process, which reads every answer and refuses wrong ones. Processor time is that of the server's process, user and system, all threads, from \`/proc\`; bytes are those that the sandbox sent. The logs go to \`/dev/null\`. Start-up is from the start of the process to the first answer of \`/healthz\`, ${lives} times each.`
}

export const relayRemarks: readonly string[] = [
  'At rest the relay has not loaded the SDK yet: the first call upstream does, and waits for it once. The memory under load includes it.',
  'A passed result of the relay carries a signed token and a sealed handle for the evidence; (a) signs nothing. That is most of what sets the two rows of fresh results apart.',
  'Most of a start-up is Node and Fastify with its plugins: (a) shows how much. What the relay adds is the loading of its own eighty modules, the check of its configuration and the compilation of the schemas of four times as many routes.',
  'Of a fresh result that is pending, a profile gives about a fifth of the processor time to what is the relay’s own: opening the ticket, counting, the lanes upstream, the verdict, metrics. The rest is the call of the SDK, Fastify and its plugins, as in (a).',
  'Before the first attempt Tencent has no media yet, and (b) gets away with one small call upstream for each poll. Its requests a second are then bounded by the 30 ms of that call, those of the relay by the processor that it shares with the load and the sandbox: on more cores the distance grows.',
]
