// GET /v1/return/:state: Tencent sends the browser here; it goes on to the merchant's page. The query is ignored.
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { decryptReturnState } from '../tokens/return-state.js'
import { returnUrlFault } from '../verification/return-url.js'
import type { RouteContext } from './context.js'
import { problemResponse, responseOf, text } from './schemas.js'

export function returnRoute(app: FastifyInstance, context: RouteContext): void {
  const { configuration, keys, reader, now } = context

  app.get<{ Params: { state: string } }>('/v1/return/:state', {
    schema: {
      operationId: 'return',
      summary: 'Where Tencent sends the browser back to; the query is ignored',
      tags: ['verification'],
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
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      const opened = decryptReturnState(keys, request.params.state, now())
      if (!opened.ok) return reply.code(opened.why === 'expired' ? 410 : 400).send(page(opened.why))
      const { id, scene, returnUrl, handoff } = opened.value
      request.facts.verification = id
      request.facts.scene = scene
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
        return returnPage(kind)
      }
    },
  })
}

type Kind = 'handoff' | 'invalid' | 'expired'

const texts: Readonly<Record<Kind, { zh: [string, string]; en: [string, string] }>> = {
  handoff: {
    zh: ['手机上的步骤已完成', '请回到刚才显示二维码的屏幕查看结果，本页可以关闭。'],
    en: [
      'Done on this phone',
      'Go back to the other screen to see the result. You can close this page.',
    ],
  },
  invalid: {
    zh: ['无法返回', '这个返回地址无效。请回到商家的页面，重新打开即可查看结果。'],
    en: [
      'We can’t take you back',
      'This return address is not valid. Open the merchant’s page again to see the result.',
    ],
  },
  expired: {
    zh: ['链接已过期', '请回到商家的页面重新开始。'],
    en: ['This link has expired', 'Open the merchant’s page and begin again.'],
  },
}

const style =
  ':root{color-scheme:light dark}' +
  'body{margin:0;min-height:90vh;display:flex;align-items:center;justify-content:center;' +
  'font:17px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#f7f7f7;color:#191919}' +
  'main{padding:32px 24px;max-width:22em;text-align:center}' +
  'svg{width:64px;height:64px;margin-bottom:16px}' +
  'h1{font-size:22px;line-height:1.4;margin:0 0 8px}' +
  'p{margin:0;color:#6b6b6b}' +
  'section+section{margin-top:28px;padding-top:28px;border-top:1px solid #8883}' +
  'section+section h1{font-size:17px}section+section p{font-size:15px}' +
  '@media(prefers-color-scheme:dark){body{background:#111;color:#eee}p{color:#a3a3a3}}'

const signs: Readonly<Record<'done' | 'notice', string>> = {
  done: '<circle cx="12" cy="12" r="11" fill="#07c160"/><path d="m7 12.5 3.5 3.5L17 9" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
  notice:
    '<circle cx="12" cy="12" r="11" fill="#10aeff"/><path d="M12 6.5v7M12 17v.5" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>',
}

const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

function returnPage(kind: Kind): string {
  const { zh, en } = texts[kind]
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${zh[0]} · ${en[0]}</title>
<style>${style}</style>
<main>
<svg viewBox="0 0 24 24" aria-hidden="true">${signs[kind === 'handoff' ? 'done' : 'notice']}</svg>
<section><h1>${zh[0]}</h1><p>${zh[1]}</p></section>
<section lang="en"><h1>${en[0]}</h1><p>${en[1]}</p></section>
</main>
</html>
`
}
