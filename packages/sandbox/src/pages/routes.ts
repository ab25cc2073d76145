/** The hosted page over HTTP. Nothing here is a real identity check. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { paths } from '../api/authorize-url.js'
import type { ApiContext } from '../api/context.js'
import type { Verification } from '../state/verification.js'
import { obstacleFor } from './environment.js'
import { type Choice, choose, open, runMagic, screenOf, type Visit } from './flow.js'
import { render, renderStranded, renderUnknown } from './render.js'
import { cookie, language, query, userAgent } from './request.js'
import { returnAddress } from './return-address.js'

export function pageRoutes(app: FastifyInstance, { state, publicUrl }: ApiContext): void {
  const visits = new WeakMap<Verification, Visit>()

  app.get(paths.page, (request, reply) => {
    const verification = find(query(request, 'BizToken'))
    if (!verification) return page(reply, 404, renderUnknown(language(request)))
    if (query(request, 'lang'))
      reply.header('set-cookie', `sandbox_lang=${language(request)}; Path=/; SameSite=Lax`)
    const visit = visitOf(verification)
    const now = state.clock.now()
    const obstacle = obstacleOf(request, verification)
    if (!obstacle) open(verification, visit, now)
    const screen = screenOf(verification, visit, now)
    return page(reply, 200, render(verification, visit, screen, obstacle, language(request)))
  })

  app.post(paths.page, (request, reply) => {
    const { body } = request
    const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '')
    const choice = choiceOf(form)
    const verification = find(form.get('BizToken') ?? '')
    if (!verification) return page(reply, 404, renderUnknown(language(request)))
    const now = state.clock.now()
    const within = () => state.attempt(subjects(request, verification), now)
    if (choice) choose(verification, visitOf(verification), choice, now, within)
    return reply.redirect(address(verification), 303)
  })

  app.get(`${paths.page}/magic`, (request, reply) => {
    const verification = find(query(request, 'BizToken'))
    if (!verification) return page(reply, 404, renderUnknown(language(request)))
    const visit = visitOf(verification)
    const now = state.clock.now()
    const screen = screenOf(verification, visit, now)
    if (screen === 'magic' && verification.magic && !obstacleOf(request, verification))
      runMagic(verification, visit, verification.magic, now)
    const stays = screen !== 'magic' || visit.left
    return reply.redirect(address(verification, stays ? '' : '/return'), 302)
  })

  app.get(`${paths.page}/return`, (request, reply) => {
    const verification = find(query(request, 'BizToken'))
    if (!verification) return page(reply, 404, renderUnknown(language(request)))
    const { RedirectUrl, Extra } = verification.request
    const merchant = returnAddress(RedirectUrl, verification.bizToken, Extra)
    if (merchant !== undefined) return reply.redirect(merchant, 302)
    return page(reply, 200, renderStranded(language(request), verification.bizToken))
  })

  function visitOf(verification: Verification): Visit {
    const known = visits.get(verification)
    if (known) return known
    const fresh = { environmentAccepted: false, failure: null, left: false, inFlight: false }
    visits.set(verification, fresh)
    return fresh
  }

  function find(bizToken = ''): Verification | undefined {
    const found = state.tokens.find(bizToken)
    return found === 'unknown' || found === 'expired' ? undefined : found
  }

  function obstacleOf(request: FastifyRequest, verification: Verification) {
    if (visitOf(verification).environmentAccepted) return undefined
    return obstacleFor(verification.rule, userAgent(request))
  }

  function address({ bizToken }: Verification, below = ''): string {
    return `${publicUrl()}${paths.page}${below}?BizToken=${bizToken}`
  }
}

function page(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(text)
}

/** A WeChat user is told apart by the same cookie: the sandbox has no openid but that. */
function subjects(request: FastifyRequest, { person }: Verification) {
  const browser = cookie(request, 'sandbox_browser')
  const wechat = /MicroMessenger/.test(userAgent(request))
  return {
    idCard: person.idCard,
    ...(browser !== undefined && { browser }),
    ...(browser !== undefined && wechat && { openid: browser }),
  }
}

/** What a form of the hosted page chooses. Anything else is no choice. */
function choiceOf(form: URLSearchParams): Choice | undefined {
  const act = form.get('act')
  if (act === 'again' || act === 'leave' || act === 'expire' || act === 'environment')
    return { act }
  const step = form.get('step')
  const code = Number(form.get('code') || Number.NaN)
  if (act !== 'outcome' || !Number.isInteger(code)) return undefined
  return step === 'card' || step === 'face' || step === 'intention'
    ? { act, step, code }
    : undefined
}
