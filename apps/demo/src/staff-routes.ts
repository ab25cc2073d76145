// The staff page: the evidence that the shop has archived. A browser never asks the relay for evidence: the back end
// does, with its API key. A real shop has its own login here, with roles and a record of who looked.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Archive } from './archive.js'
import type { Order } from './order.js'
import type { Orders } from './orders.js'
import { render, type Values } from './render.js'
import { type Texts, texts } from './texts.js'
import { localeFor } from './visitor.js'

export function staffRoutes(
  app: FastifyInstance,
  { orders, archive, password }: { orders: Orders; archive: Archive; password: string },
): void {
  // Too long to be guessed over the network, so that nothing has to count the attempts.
  if (password.length < 16) throw new TypeError('`staffPassword` must have at least 16 characters')
  const authorization = `Basic ${Buffer.from(`staff:${password}`).toString('base64')}`

  app.register(async (staff) => {
    // HTTP Basic: no session is kept that could outlive its browser.
    staff.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (same(request.headers.authorization ?? '', authorization)) return undefined
      return reply
        .code(401)
        .header('www-authenticate', 'Basic realm="staff", charset="UTF-8"')
        .send()
    })

    staff.get('/staff', async (request, reply) => {
      const locale = localeFor(request)
      const signed = orders.latestSigned(20)
      // Whatever could not be archived when the order was signed is tried again.
      const problems = await Promise.all(signed.map(({ id }) => archive.store(id)))
      const rows = signed.map((order, at) => values(order, orders, texts[locale], problems[at]))
      const page = { ...texts[locale], path: '/staff', empty: String(rows.length === 0), rows }
      return reply.type('text/html; charset=utf-8').send(render('staff', locale, page))
    })

    staff.get<{ Params: { id: string } }>('/staff/orders/:id/best-frame', (request, reply) => {
      const kept = orders.archived(request.params.id)
      return kept ? reply.type('image/jpeg').send(kept.bestFrame) : reply.code(404).send()
    })
  })
}

function values(order: Order, orders: Orders, said: Texts, problem?: string): Values {
  const { id, product, toldBy } = order
  const kept = orders.archived(id)
  const { name = '–', idCard = '–', similarity } = kept?.text ?? {}
  return {
    id,
    title: said[`${product}Title`],
    told: toldBy ? said[`toldBy.${toldBy}`] : '',
    kept: String(kept !== undefined),
    missing: String(kept === undefined),
    problem: problem ?? '',
    name,
    idCard,
    similarity: similarity?.toFixed(2) ?? '–',
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
