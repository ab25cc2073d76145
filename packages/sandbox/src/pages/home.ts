/** The sandbox's own page: how to reach it, its magic names, and the latest verifications. */
import type { FastifyInstance } from 'fastify'
import type { Credential } from '../api/authentication.js'
import { authorizeUrl } from '../api/authorize-url.js'
import type { ApiContext } from '../api/context.js'
import { handleApi } from '../api/routes.js'
import { sandboxCredential } from '../options.js'
import { magicNames } from '../state/magic.js'
import { finished, type Verification } from '../state/verification.js'
import { type Html, html } from './html.js'
import { layout } from './layout.js'
import { language } from './request.js'
import { type Language, type Say, speaker } from './texts.js'

/** `GET /`, for a browser. */
export function homeRoutes(app: FastifyInstance, context: ApiContext): void {
  const { state, options, publicUrl } = context
  app.get('/', (request, reply) => {
    // A client that calls the API by GET gets an answer of the API.
    if (request.headers['x-tc-action'] ?? request.headers.authorization)
      return handleApi(request, reply, context)
    const credential = options.credentials[0] ?? sandboxCredential
    const latest = state.tokens.all().slice(-10).reverse()
    const home = renderHome(language(request), publicUrl(), credential, latest)
    return reply.type('text/html; charset=utf-8').send(home)
  })
}

function renderHome(
  language: Language,
  url: string,
  credential: Credential,
  verifications: readonly Verification[],
): string {
  const say = speaker(language)
  const body = html`<h1 tabindex="-1">${say('homeTitle')}</h1>
<p class="hint">${say('homeHint')}</p>
<h2>${say('homeUse')}</h2>
<pre tabindex="0" role="region" aria-label="${say('homeUse')}">FACEID_ENDPOINT=${url}
TENCENTCLOUD_SECRET_ID=${credential.secretId}
TENCENTCLOUD_SECRET_KEY=${credential === sandboxCredential ? credential.secretKey : '…'}</pre>
<h2>${say('homeIssued')}</h2>
${verifications.length === 0 ? html`<p>${say('homeNothing')}</p>` : issued(verifications, url, say)}
<h2>${say('homeMagic')}</h2>
${table([say('homeName'), say('homeOutcome')], magicRows(language), html` class="prose"`)}`
  return layout({ language, title: say('homeTitle'), address: '/?', body, wide: true })
}

function issued(verifications: readonly Verification[], url: string, say: Say): Html {
  const rows = verifications.map((verification) => [
    html`<a href="${authorizeUrl(url, verification.bizToken)}">${verification.bizToken.slice(0, 8)}…</a>`,
    html`${verification.ruleId}`,
    html`${stateOf(verification, say)}`,
  ])
  return table(['BizToken', 'RuleId', say('homeState')], rows)
}

function stateOf(verification: Verification, say: Say): string {
  const { face, intention } = verification
  if (finished(verification)) return say('passedTitle')
  if (face === null || (face === 0 && intention === null)) return say('homeOpen')
  return face === 0 ? `${say('stepIntention')} ${intention}` : `ErrCode ${face}`
}

function magicRows(language: Language): Html[][] {
  return Object.entries(magicNames).map(([name, magic]) => [
    html`<code>${name}</code>`,
    html`${language === 'en' ? magic.en : magic.zh}`,
  ])
}

function table(
  heads: readonly string[],
  rows: readonly (readonly Html[])[],
  look: Html = html``,
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${heads[0]}"><table${look}><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}
