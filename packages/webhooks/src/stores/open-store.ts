import type { JobStore, StoreOptions } from './store.js'

/** @throws {TypeError} that says what is wrong with WEBHOOK_STORE. */
export function checkStoreAddress(address: string): void {
  if (/^file:./.test(address)) return
  if (/^rediss?:\/\/./.test(address) && URL.canParse(address)) return
  throw new TypeError('WEBHOOK_STORE must be file:<folder>, redis://… or rediss://…')
}

/** Opens the store of WEBHOOK_STORE and loads only the library that it needs. */
export async function openStore(address: string, options: StoreOptions): Promise<JobStore> {
  checkStoreAddress(address)
  if (address.startsWith('file:')) {
    const { openLmdbStore } = await import('./lmdb.js')
    return openLmdbStore(address.slice('file:'.length), options)
  }
  const { openBullmqStore } = await import('./bullmq.js')
  return openBullmqStore(address, options)
}
