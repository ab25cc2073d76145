// Playwright's `test` with a world that the tests of a worker share, and a witness that keeps every byte the browser received.
import { type BrowserContext, test as base, type Page } from '@playwright/test'
import { createWorld, type World } from './world.js'

export interface Witness {
  /** Address, headers and body of every response, and what the console printed. */
  received: string[]
}

export const test = base.extend<
  { world: World; witness: Witness },
  { worlds: { current?: World } }
>({
  worlds: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures out of the pattern
    async ({}, use) => {
      const worlds: { current?: World } = {}
      await use(worlds)
      await worlds.current?.close()
    },
    { scope: 'worker' },
  ],
  world: async ({ worlds }, use) => {
    worlds.current ??= await createWorld()
    const world = worlds.current
    world.log.length = 0
    world.sandbox.forgetCalls()
    await use(world)
    if (!world.changed()) return
    delete worlds.current
    await world.close()
  },
  witness: async ({ context }, use) => {
    await use(watch(context))
  },
})
export { expect } from '@playwright/test'

function watch(context: BrowserContext): Witness {
  const received: string[] = []
  const follow = (page: Page) => page.on('console', (message) => received.push(message.text()))
  context.pages().forEach(follow)
  context.on('page', follow)
  context.on('response', async (response) => {
    const head = `${response.url()}\n${JSON.stringify(await response.allHeaders().catch(() => ({})))}`
    // A redirect has no body, and that of a page that was left may be gone.
    const body = await response.text().catch(() => '')
    received.push(`${head}\n${body}`)
  })
  return { received }
}
