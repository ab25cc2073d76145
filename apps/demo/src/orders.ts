// The shop's memory: orders in SQLite. An order is signed by one verification, or by none.
import { randomBytes } from 'node:crypto'
import sqlite from 'node-sqlite3-wasm'
import { type Customer, type Order, type Product, priceOf } from './order.js'

export interface NewOrder {
  visitor: string
  product: Product
  customer: Customer
}

export type Orders = ReturnType<typeof createOrders>

export function createOrders(file?: string) {
  const database = new sqlite.Database(file)
  database.exec(`
    CREATE TABLE IF NOT EXISTS orders (
      id TEXT PRIMARY KEY,
      visitor TEXT NOT NULL,
      product TEXT NOT NULL,
      amount INTEGER NOT NULL,
      name TEXT NOT NULL,
      id_card TEXT NOT NULL,
      signed_by TEXT UNIQUE,
      evidence TEXT
    ) STRICT`)

  return {
    create({ visitor, product, customer }: NewOrder): string {
      const id = `order-${randomBytes(6).toString('hex')}`
      database.run(
        'INSERT INTO orders (id, visitor, product, amount, name, id_card) VALUES (?, ?, ?, ?, ?, ?)',
        [id, visitor, product, priceOf(product), customer.name, customer.idCard],
      )
      return id
    },

    find(id: string): Order | undefined {
      const row = database.get('SELECT * FROM orders WHERE id = ?', [id])
      return row ? orderOf(row) : undefined
    },

    /** The `consume` of the verifier, in the order's own update: true unless another verification signed it. */
    sign(verification: string, id: string): boolean {
      const { changes } = database.run(
        'UPDATE orders SET signed_by = ? WHERE id = ? AND (signed_by IS NULL OR signed_by = ?)',
        [verification, id, verification],
      )
      return changes === 1
    },

    /** The handle with which the back end can read who it was. */
    keepEvidence(id: string, evidence: string): void {
      database.run('UPDATE orders SET evidence = ? WHERE id = ?', [evidence, id])
    },

    /** A changed order has been signed by nobody. */
    changeAmount(id: string, amount: number): void {
      database.run('UPDATE orders SET amount = ?, signed_by = NULL, evidence = NULL WHERE id = ?', [
        amount,
        id,
      ])
    },

    close: () => database.close(),
  }
}

/** The columns have the types that the STRICT table above gives them. */
function orderOf(row: Record<string, unknown>): Order {
  return {
    id: String(row.id),
    visitor: String(row.visitor),
    product: row.product === 'loan' ? 'loan' : 'member',
    amount: Number(row.amount),
    customer: { name: String(row.name), idCard: String(row.id_card) },
    signedBy: row.signed_by === null ? null : String(row.signed_by),
  }
}
