// Checks before the build that each port is free, and after the start that each address answers.
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** @throws {Error} with one line that says which port is taken and how to choose another. */
export async function requireFreePorts({ listen, demo, relay, sandbox }) {
  for (const [part, { port }] of Object.entries({ demo, relay, sandbox })) {
    const code = await listenOnce(listen, port)
    if (code) throw new Error(sentence(code, { part, port, listen }))
  }
}

function listenOnce(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }) => resolve(code))
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}

function sentence(code, { part, port, listen }) {
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST=${listen} is not an address of this computer.`
  }
  const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${code})`
  return `Port ${port} (${part}) ${why}: set ${part.toUpperCase()}_PORT to another port.`
}

/** Waits until the address answers, at most two minutes, or until `ended`. */
export async function answering(url, ended) {
  let over = false
  ended?.then(() => {
    over = true
  })
  for (const giveUp = Date.now() + 120_000; Date.now() < giveUp && !over; await sleep(100)) {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (response && response.status < 500) return
  }
  throw new Error(`${url} does not answer.`)
}
