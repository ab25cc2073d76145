import { expect, test } from 'vitest'
import { ticketStore } from '../src/client/ticket-store.js'
import { memoryStorage } from './platform.js'

const day = 24 * 60 * 60_000
const kept = { id: 'v', ticket: 't', openUntil: 10 * day }
let pages = 0

/** A page that was just loaded remembers nothing by itself: so each store has its own name. */
function page(storage: () => Storage, now = 10 * day) {
  return ticketStore(`https://relay.example member order-${++pages}`, storage, () => now)
}

test('what is kept is found by the next page, by the same key only', () => {
  const storage = memoryStorage()
  const key = 'https://relay.example member order-a'
  ticketStore(key, () => storage, Date.now).put({ ...kept, openUntil: Date.now() })
  expect(ticketStore(key, () => storage, Date.now).get()?.id).toBe('v')
  expect(page(() => storage).get()).toBeUndefined()
})

test('blocked storage is made up for as long as the page lives', () => {
  const store = page(() => {
    throw new Error('SecurityError')
  })
  store.put(kept)
  expect(store.get()).toEqual(kept)
  store.forget()
  expect(store.get()).toBeUndefined()
})

test('full storage is made up for as long as the page lives', () => {
  const storage = memoryStorage()
  storage.setItem = () => {
    throw new Error('QuotaExceededError')
  }
  const store = page(() => storage)
  store.put(kept)
  expect(store.get()).toEqual(kept)
})

test.each(['not JSON', 'null', '7', '[]', '{}', '{"id":"v"}', '{"ticket":"t"}'])(
  '%s under our name is as good as nothing',
  (text) => {
    const storage = memoryStorage()
    const key = `https://relay.example member order-${++pages}`
    storage.setItem(`faceid-h5 ${key}`, text)
    expect(ticketStore(key, () => storage, Date.now).get()).toBeUndefined()
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
