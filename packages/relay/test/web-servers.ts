// A real nginx and a real Caddy in front of a relay, with the files of deploy/ as they are but for ports and log files.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { deployPath, readDeployFile } from './deploy-files.js'
import { ask, watch } from './running-relay.js'

export type WebServer = Awaited<ReturnType<typeof startWebServer>>
export type WebServerName = 'nginx' | 'Caddy'

/** @param port free by now. @param relay the port of the relay, which need not run yet. */
export async function startWebServer(name: WebServerName, port: number, relay: number) {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-web-server-'))
  const child = name === 'nginx' ? nginx(folder, port, relay) : caddy(folder, port, relay)
  const { output, stop } = watch(child)
  const server = {
    url: `http://127.0.0.1:${port}`,
    /** Everything it has written anywhere: access logs, error logs, output. */
    written: () =>
      [output(), ...logFiles(folder).map((file) => readFileSync(file, 'utf8'))].join('\n'),
    async stop() {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
  while (!(await ask(server.url).catch(() => pause(20)))) {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${server.written()}`)
  }
  return server
}

function nginx(folder: string, port: number, relay: number): ChildProcess {
  const command = process.env.NGINX_PATH || 'nginx'
  const changed = (name: string, from: string, to: string) => {
    const path = join(folder, name)
    writeFileSync(path, readDeployFile(`nginx/${name}`).replace(from, to))
    return path
  }
  const http = changed('faceid-relay.conf', '127.0.0.1:8080', `127.0.0.1:${relay}`)
  const log = ['/var/log/nginx/faceid.log', join(folder, 'faceid.log')] as const
  const location = changed('faceid-relay.location.conf', ...log)
  // Temporary files would be told of in the error log, and have a folder that its workers can't enter.
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const configuration = join(folder, 'nginx.conf')
  writeFileSync(
    configuration,
    `daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log notice;
events {}
http {
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  access_log off;
  include ${http};
  server {
    listen 127.0.0.1:${port};
    include ${location};
  }
}
`,
  )
  execFileSync(command, ['-t', '-q', '-e', 'stderr', '-c', configuration], { stdio: 'pipe' })
  return spawn(command, ['-e', 'stderr', '-c', configuration])
}

function caddy(folder: string, port: number, relay: number): ChildProcess {
  const command = process.env.CADDY_PATH || 'caddy'
  const file = deployPath('caddy/Caddyfile')
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    FACEID_SITE: `http://127.0.0.1:${port}`,
    FACEID_RELAY: `127.0.0.1:${relay}`,
  }
  const options = { env, stdio: 'pipe' } as const
  execFileSync(command, ['validate', '--adapter', 'caddyfile', '--config', file], options)
  const adapted = execFileSync(command, ['adapt', '--config', file], options).toString()
  // Its administration would listen on a fixed port.
  const configuration = join(folder, 'caddy.json')
  writeFileSync(
    configuration,
    JSON.stringify({ ...JSON.parse(adapted), admin: { disabled: true } }),
  )
  mkdirSync(join(folder, 'data'))
  return spawn(command, ['run', '--config', configuration], { env })
}

function logFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => join(folder, name))
}
