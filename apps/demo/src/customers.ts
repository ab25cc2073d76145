// Whom an order may be for. A shop has one answer, its visitor; the demo lets the visitor choose how it ends.
import type { Customer, Product } from './order.js'

/** The numbers are made up; only their check digits are right. */
const usual: Customer = { name: '张三', idCard: '110101199003070011' }

/** Names that the sandbox knows, and plays without a click. */
const played: Readonly<Record<string, Customer>> = {
  passes: sandboxed('沙箱通过'),
  retries: sandboxed('沙箱再试'),
  spoofs: sandboxed('沙箱非活体'),
  declines: sandboxed('沙箱拒绝'),
  leaves: sandboxed('沙箱离开'),
}

/** A bidder is whoever the ID card says. */
const unknown: Customer = { name: '', idCard: '' }

/** The customer chosen; the usual one where nothing is, or nothing may be. */
export function customerOf(product: Product, chosen: unknown, allowSandbox: boolean): Customer {
  if (product === 'auction') return unknown
  if (!allowSandbox || typeof chosen !== 'string' || !Object.hasOwn(played, chosen)) return usual
  return played[chosen] ?? usual
}

function sandboxed(name: string): Customer {
  return { name, idCard: '11010119900307002X' }
}
