// The shop's memory: orders in SQLite. An order is signed by one verification, or by none.
import { randomBytes } from 'node:crypto'
import type { Evidence } from '@faceid-h5/merchant'
import sqlite from 'node-sqlite3-wasm'
import {
  type Customer,
  isProduct,
  type Order,
  type Product,
  priceOf,
  type ToldBy,
} from './order.js'

export interface NewOrder {
  visitor: string
  product: Product
  customer: Customer
}

export interface Signature {
  verification: string
  /** The handle with which the back end reads the evidence. */
  evidence: string
  signer: Customer
  toldBy: ToldBy
}

/** What the shop keeps of the evidence. */
export interface Kept {
  text: NonNullable<Evidence['text']>
  bestFrame: Uint8Array
}

export type Orders = ReturnType<typeof createOrders>

/** In memory: the demo's orders live as long as its process. */
export function createOrders() {
  const database = new sqlite.Database()
  database.exec(`
    CREATE TABLE orders (
      id TEXT PRIMARY KEY,
      visitor TEXT NOT NULL,
      product TEXT NOT NULL,
      amount INTEGER NOT NULL,
      name TEXT NOT NULL,
      id_card TEXT NOT NULL,
      verification TEXT UNIQUE,
      evidence TEXT,
      told_by TEXT,
      evidence_text TEXT,
      best_frame BLOB
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

    latestSigned(count: number): Order[] {
      return database
        .all('SELECT * FROM orders WHERE evidence IS NOT NULL ORDER BY rowid DESC LIMIT ?', [count])
        .map((row) => orderOf(row))
    },

    /** The `consume` of the verifier: false if another verification has signed this order. */
    accepts(verification: string, id: string): boolean {
      const sql = 'SELECT 1 FROM orders WHERE id = ? AND (verification IS NULL OR verification = ?)'
      return database.get(sql, [id, verification]) !== null
    },

    /**
     * Signs the order, in one statement: whichever of page and webhook comes first has the effect, and the other
     * changes nothing. False if the order was changed, or signed by another verification, in the meantime.
     */
    sign({ id, amount }: Order, { verification, evidence, signer, toldBy }: Signature): boolean {
      const { changes } = database.run(
        `UPDATE orders
         SET verification = ?, evidence = ?, name = ?, id_card = ?, told_by = COALESCE(told_by, ?)
         WHERE id = ? AND amount = ? AND (verification IS NULL OR verification = ?)`,
        [verification, evidence, signer.name, signer.idCard, toldBy, id, amount, verification],
      )
      return changes === 1
    },

    /** The ID number of the first person who signed an order of this product for this visitor. */
    signerOf(visitor: string, product: Product): string | undefined {
      const row = database.get(
        'SELECT id_card FROM orders WHERE visitor = ? AND product = ? AND evidence IS NOT NULL ORDER BY rowid',
        [visitor, product],
      )
      return row ? String(row.id_card) : undefined
    },

    /** A changed order is open again. */
    changeAmount(id: string, amount: number): void {
      database.run(
        `UPDATE orders SET amount = ?, verification = NULL, evidence = NULL, told_by = NULL,
         evidence_text = NULL, best_frame = NULL WHERE id = ?`,
        [amount, id],
      )
    },

    archive(id: string, { text, bestFrame }: Kept): void {
      database.run('UPDATE orders SET evidence_text = ?, best_frame = ? WHERE id = ?', [
        JSON.stringify(text),
        bestFrame,
        id,
      ])
    },

    archived(id: string): Kept | undefined {
      const row = database.get('SELECT evidence_text, best_frame FROM orders WHERE id = ?', [id])
      if (!row || !(row.best_frame instanceof Uint8Array)) return undefined
      return { text: JSON.parse(String(row.evidence_text)), bestFrame: row.best_frame }
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
    toldBy: row.told_by === 'webhook' || row.told_by === 'page' ? row.told_by : null,
  }
}
