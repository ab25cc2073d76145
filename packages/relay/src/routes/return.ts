// GET /v1/return/:state: Tencent sends the browser here; it goes on to the merchant's page. The query is ignored.
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { fingerprint } from '../tokens/keys.js'
import { returnStates } from '../tokens/return-state.js'
import { type Language, languageOf, returnPages } from '../verification/reason-messages.js'
import { returnUrlFault } from '../verification/return-url.js'
import type { RouteContext } from './context.js'
import { problemResponse, responseOf, text } from './schemas.js'

export function returnRoute(app: FastifyInstance, context: RouteContext): void {
  const { configuration, keys, reader, now } = context

  app.get<{ Params: { state: string } }>('/v1/return/:state', {
    schema: {
      operationId: 'return',
      summary: 'Where Tencent sends the browser back to; the query is ignored',
      response: {
        200: responseOf('Continued on a phone: go back to the other screen', 'text/html'),
        303: {
          type: 'null',
          description: 'On to the returnUrl',
          headers: { location: text('the returnUrl, unchanged') },
        },
        400: responseOf('This address leads nowhere', 'text/html'),
        410: responseOf('This address is more than three days old', 'text/html'),
        ...problemResponse,
      },
    },
    config: {
      rateLimit: {
        timeWindow: 60_000,
        // Per state and not per address, since many users can share one.
        max: 20,
        keyGenerator: ({ params }) =>
          // Safe: this route's only parameter.
          `return ${fingerprint(keys, (params as { state: string }).state)}`,
      },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      const opened = returnStates.decrypt(keys, request.params.state, now())
      if (!opened.ok) return reply.code(opened.why === 'expired' ? 410 : 400).send(page(opened.why))
      const [id, scene, returnUrl, handoff] = opened.value
      Object.assign(request.facts, { verification: id, scene })
      await reader.returned(id, request.query)
      if (handoff) return reply.send(page('handoff'))
      // The configuration may have changed since the start.
      const allowed = configuration.scenes.get(scene)?.returnUrls ?? []
      if (returnUrlFault(returnUrl, allowed) !== undefined)
        return reply.code(400).send(page('invalid'))
      // Not `reply.redirect`, which would encode the address.
      return reply.code(303).header('location', returnUrl).send()

      function page(kind: Kind): string {
        reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', contentSecurityPolicy)
          .header('vary', 'Accept-Language')
        return returnPage(kind, languageOf(request.headers['accept-language']))
      }
    },
  })
}

type Kind = 'handoff' | 'invalid' | 'expired'

const style =
  ':root{color-scheme:light dark}' +
  'body{margin:0;min-height:90vh;display:flex;align-items:center;justify-content:center;' +
  'font:17px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#f7f7f7;color:#191919}' +
  'main{padding:32px 24px;max-width:22em;text-align:center}' +
  'svg{width:64px;height:64px;margin-bottom:16px}' +
  'h1{font-size:22px;line-height:1.4;margin:0 0 8px}' +
  // Chinese breaks after punctuation only.
  'svg{color:#8a8a8a}p{margin:0;color:#6b6b6b;word-break:keep-all;overflow-wrap:anywhere}' +
  '@media(prefers-color-scheme:dark){body{background:#111;color:#eee}p{color:#a3a3a3}}'

/** Neutral: the page does not know the outcome. */
const signs = {
  screen:
    '<rect x="2.5" y="4" width="19" height="12.5" rx="1.5"/><path d="M8.5 20.5h7M12 16.5v4"/>',
  notice: '<circle cx="12" cy="12" r="10"/><path d="M12 6.5v7M12 17v.5"/>',
}

const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

function returnPage(kind: Kind, language: Language): string {
  const { title, text } = returnPages[language][kind]
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title}</title>
<style>${style}</style>
<main>
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${signs[kind === 'handoff' ? 'screen' : 'notice']}</svg>
<h1>${title}</h1>
<p>${text}</p>
</main>
</html>
`
}
