// Opens a store in a process of its own, that a test kills: `hang` runs a job that never ends, `lock` runs none.
import { openStore } from '../dist/stores/open-store.js'

const [, , address = '', mode] = process.argv
const store = await openStore(address, { now: Date.now, warn() {} })
if (mode === 'hang') {
  await store.add('of-child', 'data', Date.now())
  store.run(() => {
    console.log('running')
    return new Promise(() => {})
  }, 1)
} else console.log('open')
setInterval(() => {}, 1_000)
