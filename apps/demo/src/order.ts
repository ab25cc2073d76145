// What the shop sells, and what each order asks of a face verification.
import type { Expectation, Intention } from '@faceid-h5/merchant'

/**
 * `member`: join the club, any living person will do. `loan`: sign for a payment by instalments, as a named
 * person. `auction`: bid under one's own name, whatever the name is; the same person each time.
 */
export type Product = 'member' | 'loan' | 'auction'

export const products: readonly Product[] = ['member', 'loan', 'auction']

export interface Order {
  id: string
  /** Whose order it is; a shop with accounts has the account here. */
  visitor: string
  product: Product
  /** In yuan; 0 where nothing is paid. */
  amount: number
  /** The person named by the order; nobody, except for `loan`, before the evidence says it. */
  customer: Customer
  /** The handle with which the back end reads the evidence; null until the order is signed. */
  evidence: string | null
  /** Who delivered the result token first. */
  toldBy: ToldBy | null
}

export type ToldBy = 'page' | 'webhook'

export interface Customer {
  name: string
  idCard: string
}

/** In yuan. */
export function priceOf(product: Product): number {
  return product === 'loan' ? 10_000 : 0
}

export function isProduct(value: unknown): value is Product {
  return products.some((product) => product === value)
}

/** The words come from the order: an amount edited later makes other words. */
export function wordsOf({ amount }: Order) {
  const ask = `您是否同意分期支付${amount}元购买这把紫砂壶？`
  return {
    mode: 'questions',
    questions: [{ ask, answers: ['同意', '是的'] }],
  } satisfies Intention
}

/** What an order's page shows, in all three front ends. No page has the customer's ID number. */
export function shownOrder(order: Order) {
  const { id, product, amount, customer, toldBy } = order
  const shown = { id, product, state: stateOf(order), toldBy }
  if (product !== 'loan') return shown
  const words = wordsOf(order).questions.map(({ ask }) => ask)
  return { ...shown, customer: customer.name, amount, words: words.join(' ') }
}

export function stateOf({ evidence }: Order): 'open' | 'signed' {
  return evidence === null ? 'open' : 'signed'
}

/** What a result token must say to sign this order. */
export function expectationOf(order: Order): Expectation {
  return order.product === 'loan'
    ? { reference: order.id, accept: 'supplied', intention: wordsOf(order) }
    : { reference: order.id, accept: 'anyone' }
}
