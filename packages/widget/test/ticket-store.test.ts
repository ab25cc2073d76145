import { expect, test } from 'vitest'
import { ticketStore } from '../src/client/ticket-store.js'
import { memoryStorage } from './platform.js'

const day = 24 * 60 * 60_000
const kept = { id: 'v', ticket: 't', openUntil: 10 * day }
let pages = 0

/** A page that was just loaded remembers nothing by itself: so each store has its own name. */
function page(storage: () => Storage, now = 10 * day) {
  return store(`https://relay.example member order-${++pages}`, storage, () => now)
}

function store(key: string, storage: () => Storage, now = Date.now) {
  return ticketStore(key, { storage, now, report: (code) => reports.push(code) })
}

const reports: string[] = []

test('what is kept is found by the next page, by the same key only', () => {
  const storage = memoryStorage()
  const key = 'https://relay.example member order-a'
  store(key, () => storage).put({ ...kept, openUntil: Date.now() })
  expect(store(key, () => storage).get()?.id).toBe('v')
  expect(page(() => storage).get()).toBeUndefined()
})

test.each([
  ['blocked', new Proxy(memoryStorage(), { get: refuse })],
  ['full', Object.assign(memoryStorage(), { setItem: refuse })],
])('%s storage is made up for as long as the page lives, and reported', (_, storage) => {
  const kepts = page(() => storage)
  kepts.put(kept)
  expect(kepts.get()).toEqual(kept)
  expect(reports.pop()).toBe('storage_blocked')
  kepts.forget()
  expect(kepts.get()).toBeUndefined()
})

function refuse(): never {
  throw new Error('SecurityError')
}

test.each(['not JSON', 'null', '7', '[]', '{}', '{"id":"v"}', '{"ticket":"t"}'])(
  '%s under our name is as good as nothing',
  (text) => {
    const storage = memoryStorage()
    const key = `https://relay.example member order-${++pages}`
    storage.setItem(`faceid-h5 ${key}`, text)
    expect(store(key, () => storage).get()).toBeUndefined()
  },
)

test('keeping one sweeps away those of others that are past three days, and nothing else', () => {
  const storage = memoryStorage()
  storage.setItem('cart', '1')
  storage.setItem('faceid-h5 broken', '{')
  page(() => storage).put({ ...kept, openUntil: 6.9 * day })
  page(() => storage).put({ ...kept, openUntil: 7.1 * day })
  page(() => storage).put(kept)
  const left = Object.keys(storage).map((name) => storage.getItem(name))
  expect(left).toHaveLength(3)
  expect(left).toContain('1')
  expect(left.some((text) => text?.includes(String(7.1 * day)))).toBe(true)
})
