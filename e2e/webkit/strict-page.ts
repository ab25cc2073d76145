// A merchant's page under the strictest Content-Security-Policy that the widget promises to work with. It keeps what
// browsers report to have blocked.
import { createServer, type IncomingMessage } from 'node:http'
import { listen } from './free-port.js'

export interface StrictPage {
  origin: string
  url: string
  /** The directive that each report is about, oldest first. */
  reports: string[]
  close(): Promise<void>
}

export async function strictPage(relay: string): Promise<StrictPage> {
  const reports: string[] = []
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      reports.push(await directiveOf(request))
      response.writeHead(204).end()
    } else if (request.url?.startsWith('/apply')) {
      const policy = policyFor(relay)
      const type = 'text/html; charset=utf-8'
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy })
      response.end(page(relay))
    } else {
      response.writeHead(404).end()
    }
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  return {
    origin,
    url: `${origin}/apply`,
    reports,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function policyFor(relay: string): string {
  return [
    "default-src 'none'",
    `script-src ${relay}`,
    `connect-src ${relay}`,
    `style-src ${relay}`,
    'img-src data:',
    'report-uri /reports',
  ].join('; ')
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

async function directiveOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)['csp-report']['effective-directive']
}
