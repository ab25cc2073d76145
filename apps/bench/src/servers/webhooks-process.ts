// One relay's store of webhooks in its own process: `add` fills the folder and waits to be killed; `check` runs every job once.
import { readdirSync, statSync } from 'node:fs'

const [task, folder = '', count = '0'] = process.argv.slice(2)
const amount = Number(count)
const began = performance.now()
const hour = 3_600_000
// The package exports no store.
const file = new URL('stores/open-store.js', import.meta.resolve('@faceid-h5/webhooks'))
const { openStore } = await import(file.href)
// Two hours later everything is due.
const now = () => Date.now() + (task === 'check' ? 2 * hour : 0)
const store = await openStore(`file:${folder}`, { now, warn: console.warn })
const seconds = () => (performance.now() - began) / 1_000

if (task === 'add') {
  const data = 'x'.repeat(1_700)
  for (let id = 0; id < amount; id += 500) {
    const adding = Array.from({ length: 500 }, (_, place) =>
      store.add(`msg_${id + place}`, data, Date.now() + hour + id),
    )
    await Promise.all(adding)
  }
} else {
  let ran = 0
  await new Promise<void>((resolve) => {
    store.run(async (job: { data: string }) => {
      if (ran === 0) process.send?.({ first: seconds() })
      ran += 1
      if (ran === amount) resolve()
      // As a check that finds nothing new: stored again for later.
      return { kind: 'again', at: now() + 9 * hour, data: job.data, phase: 'tracking' }
    }, 50)
  })
}
const disk = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0)
process.send?.({ seconds: seconds(), disk, resident: process.memoryUsage().rss })
setInterval(() => {}, hour)
process.on('disconnect', () => process.exit())
