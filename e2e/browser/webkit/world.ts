// For each file: a browser, a world, and a page under the strictest policy.
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { listen } from '../../../.config/listen.js'
import { createWorld, type World } from '../../support/world.js'
import { startWebKit, type WebKit } from './webkit.js'

export function webKitWorld() {
  let webkit: WebKit
  let world: World
  let strictUrl = ''
  const reports: string[] = []
  const server = createServer(async (request, response) => {
    const { relayUrl } = world
    if (request.method === 'POST') {
      // Safe: the body is a report of the browser about this page.
      const report = (await json(request)) as { 'csp-report': { 'effective-directive': string } }
      reports.push(report['csp-report']['effective-directive'])
    }
    response.writeHead(request.url?.startsWith('/apply') ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${relayUrl}; connect-src ${relayUrl}; style-src ${relayUrl}; img-src data:; report-uri /reports`,
    })
    response.end(page(relayUrl))
  })
  beforeAll(async () => {
    strictUrl = `${await listen(server)}/apply`
    world = await createWorld([new URL(strictUrl).origin])
    webkit = await startWebKit()
  })
  beforeEach(() => {
    world.sandbox.forgetCalls()
    reports.length = 0
  })
  afterEach(() => webkit?.closeWindows())
  afterAll(async () => {
    webkit?.close()
    await world?.close()
    server.close()
    server.closeAllConnections()
  })
  return {
    get world() {
      return world
    },
    /** A merchant's page under the strictest Content-Security-Policy that the widget promises to work with. */
    get strictUrl() {
      return strictUrl
    },
    /** The directives that the browser reported as violated on that page, oldest first. */
    reports,
    open: (userAgent: string) => webkit.open(userAgent),
  }
}

function page(relay: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="data:,">
    <title>Apply</title>
    <script src="${relay}/faceid-h5.js" async></script>
  </head>
  <body>
    <form action="/apply"><faceid-h5 scene="member" reference="order-1"></faceid-h5></form>
  </body>
</html>`
}
