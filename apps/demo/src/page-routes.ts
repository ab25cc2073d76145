// The pages of the shop, and what their scripts read: what it sells, one order, and the language.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { customerOf } from './customers.js'
import { isProduct, type Order, shownOrder } from './order.js'
import type { Orders } from './orders.js'
import { render, type Values } from './render.js'
import { isLocale, type Locale, type Texts, texts } from './texts.js'
import { localeFor, ownOrder, visitorOf } from './visitor.js'

export interface PageRouteOptions {
  orders: Orders
  relayUrl: string
  allowSandbox: boolean
  /** There is a page for the staff. */
  staff: boolean
}

type Form = Partial<Record<string, unknown>> | null | undefined

export function pageRoutes(
  app: FastifyInstance,
  { orders, relayUrl, allowSandbox, staff }: PageRouteOptions,
): void {
  // A phone cannot open an address that means itself.
  const auctionNoteIn = (locale: Locale) =>
    (allowSandbox ? texts[locale].auctionAgain : '') +
    (isLoopback(relayUrl) ? texts[locale].auctionPhone : '')

  app.get('/', async (request, reply) => {
    const shown = { path: '/', sandbox: String(allowSandbox), staff: String(staff) }
    return page(request, reply, 'shop', shown)
  })

  app.post<{ Body: Form }>('/orders', async (request, reply) => {
    const product = request.body?.product
    if (!isProduct(product)) return reply.code(400).send()
    const visitor = visitorOf(request, reply)
    const customer = customerOf(product, request.body?.customer, allowSandbox)
    const id = orders.create({ visitor, product, customer })
    if (request.headers.accept?.includes('application/json')) return reply.code(201).send({ id })
    return reply.redirect(`/orders/${id}`, 303)
  })

  app.get('/api/shop', async (request) => {
    const locale = localeFor(request)
    const auctionNote = auctionNoteIn(locale)
    return { relay: relayUrl, locale, sandbox: allowSandbox, texts: texts[locale], auctionNote }
  })

  app.get<{ Params: { id: string } }>('/api/orders/:id', async (request, reply) => {
    const order = ownOrder(request, orders)
    return order ? shownOrder(order) : reply.code(404).send()
  })

  app.get<{ Params: { id: string } }>('/orders/:id', async (request, reply) => {
    const order = ownOrder(request, orders)
    // A shop would ask for the login here.
    if (!order) return reply.redirect('/', 303)
    return page(request, reply, 'order', {
      ...orderValues(order, texts[localeFor(request)]),
      relay: relayUrl,
      sandbox: String(allowSandbox),
      auctionNote: auctionNoteIn(localeFor(request)),
    })
  })

  app.post<{ Params: { id: string }; Body: Form }>('/orders/:id/amount', async (request, reply) => {
    const order = ownOrder(request, orders)
    const amount = Number(request.body?.amount)
    if (order?.product !== 'loan') return reply.code(404).send()
    if (!Number.isInteger(amount) || amount < 1 || amount > 1_000_000) return reply.code(400).send()
    orders.changeAmount(order.id, amount)
    return reply.redirect(`/orders/${order.id}`, 303)
  })

  app.post<{ Body: Form }>('/language', async (request, reply) => {
    const { locale, path } = request.body ?? {}
    if (isLocale(locale)) {
      reply.header('set-cookie', `locale=${locale}; Path=/; SameSite=Lax; Max-Age=31536000`)
    }
    return reply.redirect(isPath(path) ? path : '/', 303)
  })
}

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  values: Values,
): FastifyReply {
  const locale = localeFor(request)
  const said = texts[locale]
  visitorOf(request, reply)
  return reply
    .headers({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' })
    .send(render(name, locale, { ...said, texts: JSON.stringify(said), ...values }))
}

function orderValues(order: Order, said: Texts): Values {
  const { id, product, state, toldBy, customer, amount, words } = { ...none, ...shownOrder(order) }
  const facts = [
    { label: said.customer, value: customer },
    { label: said.total, value: amount && `${amount.toLocaleString('en')} ${said.currency}` },
    { label: said.words, value: words },
  ]
  return {
    path: `/orders/${id}`,
    id,
    state,
    told: toldBy ? said[`toldBy.${toldBy}`] : '',
    form: product,
    title: said[`${product}Title`],
    text: product === 'loan' ? '' : said[`${product}Text`],
    amount: String(amount),
    facts: facts.flatMap(({ label, value }) => (value ? [{ label, value }] : [])),
  }
}

const none = { customer: '', amount: 0, words: '' }

function isLoopback(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}

/** A path of this shop, never another site. */
function isPath(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\/(orders\/[\w-]+|staff|vue\/(#\/[\w/-]*)?|react\/(\?order=[\w-]+)?)?$/.test(value)
  )
}
