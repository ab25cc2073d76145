// Where the three run, from DEMO_PORT, RELAY_PORT, SANDBOX_PORT and HOST; what cannot work is refused in one line.
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

const defaults = { demo: 4170, relay: 4171, sandbox: 4172 }

export function chooseAddresses(env) {
  const listen = env.HOST || '127.0.0.1'
  const host = isAny(listen) ? (lanAddress() ?? '127.0.0.1') : listen
  if (!isLoopback(host) && !isPrivate(host)) {
    throw new Error(
      `HOST=${listen} must be an address of the local network, such as 192.168.1.20: anywhere else a relay needs https.`,
    )
  }
  const name = isIP(host) === 6 ? `[${host}]` : host
  const chosen = Object.entries(defaults).map(([part, usual]) => {
    const port = portOf(env, part, usual)
    return [part, { port, url: `http://${name}:${port}` }]
  })
  if (new Set(chosen.map(([, { port }]) => port)).size < chosen.length) {
    throw new Error('DEMO_PORT, RELAY_PORT and SANDBOX_PORT must be three different ports.')
  }
  const phone = isLoopback(host)
    ? `手机访问 · on a phone: HOST=${lanAddress() ?? '<局域网地址 · LAN address>'} npm start`
    : '同一网络的手机也可打开 · a phone in the same network can open it too'
  return { listen, host, phone, ...Object.fromEntries(chosen) }
}

function portOf(env, part, usual) {
  const variable = `${part.toUpperCase()}_PORT`
  const text = env[variable] || String(usual)
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`${variable} must be a port from 1 to 65535.`)
  }
  return port
}

export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** Listening everywhere is fine, but it is no address that one could open. */
function isAny(host) {
  return host === '0.0.0.0' || host === '::'
}

/** RFC 1918: what the relay allows without https. */
function isPrivate(host) {
  return /^10(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/.test(host)
}

function lanAddress() {
  const addresses = Object.values(networkInterfaces()).flat()
  return addresses.find(({ address, internal }) => !internal && isPrivate(address))?.address
}
