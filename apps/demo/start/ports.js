// Before the build: is each port free? After the start: does each address answer?
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
  const variable = `${part.toUpperCase()}_PORT`
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} (${part}) is taken: stop what uses it, or set ${variable} to another port.`
    case 'EACCES':
      return `Port ${port} (${part}) may not be used: set ${variable} to another port, above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${listen} is not an address of this computer.`
    default:
      return `Port ${port} (${part}) of ${listen} cannot be used (${code}).`
  }
}

/** Waits until the address answers, at most twenty seconds, or until `ended`. */
export async function answering(url, ended) {
  let over = false
  ended?.then(() => {
    over = true
  })
  for (const giveUp = Date.now() + 20_000; Date.now() < giveUp && !over; await sleep(100)) {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (response && response.status < 500) return
  }
  throw new Error(`${url} does not answer.`)
}
