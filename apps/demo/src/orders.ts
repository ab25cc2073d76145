// The shop's memory: orders in SQLite. An order is signed by one verification, or by none.
import { randomBytes } from 'node:crypto'
import sqlite from 'node-sqlite3-wasm'
import { type Customer, isProduct, type Order, type Product, priceOf } from './order.js'

export interface NewOrder {
  visitor: string
  product: Product
  customer: Customer
}

/** A verification that the back end has started, with the ticket to ask how it stands. */
export interface Start {
  verification: string
  ticket: string
}

export interface Signature {
  verification: string
  /** The handle with which the back end can read who it was. */
  evidence: string
  signer: Customer
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
      used TEXT UNIQUE,
      evidence TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS starts (
      verification TEXT PRIMARY KEY,
      order_id TEXT NOT NULL,
      ticket TEXT NOT NULL
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

    latest(count: number): Order[] {
      return database
        .all('SELECT * FROM orders ORDER BY rowid DESC LIMIT ?', [count])
        .map((row) => orderOf(row))
    },

    /** The `consume` of the verifier: true unless this order has used another verification. */
    use(verification: string, id: string): boolean {
      const { changes } = database.run(
        'UPDATE orders SET used = ? WHERE id = ? AND (used IS NULL OR used = ?)',
        [verification, id, verification],
      )
      return changes === 1
    },

    /** The last step: false where the order is not any more what it was when its verification was judged. */
    sign({ id, amount }: Order, { verification, evidence, signer }: Signature): boolean {
      const { changes } = database.run(
        'UPDATE orders SET evidence = ?, name = ?, id_card = ? WHERE id = ? AND used = ? AND amount = ?',
        [evidence, signer.name, signer.idCard, id, verification, amount],
      )
      return changes === 1
    },

    /** The shop refuses what the verifier believed: another person may still sign. */
    release(id: string, verification: string): void {
      database.run('UPDATE orders SET used = NULL WHERE id = ? AND used = ? AND evidence IS NULL', [
        id,
        verification,
      ])
    },

    /** The ID number of whoever has signed orders of this product for this visitor; the first one counts. */
    signerOf(visitor: string, product: Product): string | undefined {
      const row = database.get(
        'SELECT id_card FROM orders WHERE visitor = ? AND product = ? AND evidence IS NOT NULL ORDER BY rowid',
        [visitor, product],
      )
      return row ? String(row.id_card) : undefined
    },

    /** A changed order has been signed by nobody. */
    changeAmount(id: string, amount: number): void {
      database.run('UPDATE orders SET amount = ?, used = NULL, evidence = NULL WHERE id = ?', [
        amount,
        id,
      ])
    },

    keepStart(id: string, { verification, ticket }: Start): void {
      database.run('INSERT INTO starts (verification, order_id, ticket) VALUES (?, ?, ?)', [
        verification,
        id,
        ticket,
      ])
    },

    /** The latest first. A visitor who begins again in another browser leaves several. */
    startsOf(id: string): Start[] {
      return database
        .all(
          'SELECT verification, ticket FROM starts WHERE order_id = ? ORDER BY rowid DESC LIMIT 5',
          [id],
        )
        .map((row) => ({ verification: String(row.verification), ticket: String(row.ticket) }))
    },

    close: () => database.close(),
  }
}

/** The columns have the types that the STRICT table above gives them. */
function orderOf(row: Record<string, unknown>): Order {
  return {
    id: String(row.id),
    visitor: String(row.visitor),
    product: isProduct(row.product) ? row.product : 'member',
    amount: Number(row.amount),
    customer: { name: String(row.name), idCard: String(row.id_card) },
    evidence: row.evidence === null ? null : String(row.evidence),
  }
}
