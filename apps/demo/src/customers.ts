// The customer of an order. A shop has one answer, its visitor; the demo lets the visitor choose how it ends.
import type { Customer, Product } from './order.js'

/** The numbers are made up; only their check digits are right. */
const standard: Customer = { name: '张三', idCard: '110101199003070011' }

/** Magic names of the sandbox: it chooses the outcome without a click. */
const magic: Readonly<Record<string, Customer>> = {
  passes: sandboxed('沙箱通过'),
  retries: sandboxed('沙箱再试'),
  spoofs: sandboxed('沙箱非活体'),
  declines: sandboxed('沙箱拒绝'),
  leaves: sandboxed('沙箱离开'),
}

/** Only a loan names its customer; for the others the evidence does. */
const unknown: Customer = { name: '', idCard: '' }

/** The selected customer; the standard one if none is selected, or without a sandbox. */
export function customerOf(product: Product, chosen: unknown, allowSandbox: boolean): Customer {
  if (product !== 'loan') return unknown
  if (!allowSandbox || typeof chosen !== 'string' || !Object.hasOwn(magic, chosen)) return standard
  return magic[chosen] ?? standard
}

function sandboxed(name: string): Customer {
  return { name, idCard: '11010119900307002X' }
}
