import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../../.config/free-port.js'
import { secretVariables } from '../src/cli/env.js'
import { environmentNames } from '../src/cli/messages.js'
import { block, deployPath, readDeployFile, repository } from './deploy-files.js'
import { backEnd, claimsOf, createRelayUnderTest } from './relay-under-test.js'

const folder = mkdtempSync(join(tmpdir(), 'faceid-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const known: string[] = [...environmentNames, ...secretVariables.map((name) => `${name}_FILE`)]

describe('the policy for CAM', () => {
  it('allows what the relay calls, and nothing else', async () => {
    const relay = await createRelayUnderTest()
    const started = await relay.startLoan()
    relay.finish(started)
    const { evidence } = claimsOf((await relay.read(started)).resultToken)
    const url = `/faceid/v1/evidence/${evidence}?include=text,idCard,frames,video,intention`
    expect((await relay.app.inject({ url, headers: backEnd })).statusCode).toBe(200)
    const called = new Set(relay.sandbox.calls().map(({ action }) => `faceid:${action}`))
    await relay.close()
    expect(JSON.parse(readDeployFile('cam-policy.json'))).toEqual({
      version: '2.0',
      statement: [{ effect: 'allow', action: [...called], resource: ['*'] }],
    })
  })
})

describe('compose.yaml', () => {
  const { services, secrets, networks } = parse(readDeployFile('compose.yaml'))
  const { relay, redis } = services

  it('sets only what the relay knows, and reads every secret from a file', () => {
    const names = Object.keys(relay.environment)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
    for (const name of relay.secrets) {
      expect(relay.environment[`${name.toUpperCase()}_FILE`]).toBe(`/run/secrets/${name}`)
      expect(secrets[name].file).toBe(`./secrets/${name.toUpperCase()}`)
    }
    expect(relay.secrets).toHaveLength(4)
  })

  it.each(Object.keys(services))('gives %s no right and nothing to write to', (name) => {
    expect(services[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
  })

  it('publishes the relay to this machine alone, and neither metrics nor Redis', () => {
    expect(relay.ports).toEqual(['127.0.0.1:8080:8080'])
    expect(redis.ports).toBeUndefined()
    expect([redis.networks, networks.cache]).toEqual([['cache'], { internal: true }])
    const [{ gateway, subnet }] = networks.front.ipam.config
    expect(relay.environment.TRUST_PROXY).toBe(gateway)
    expect(subnet).toBe(`${gateway.replace(/1$/, '0')}/24`)
  })

  it('waits for a stop as long as the relay takes for one', () => {
    const seconds = Number.parseInt(relay.stop_grace_period, 10)
    expect(seconds).toBeGreaterThanOrEqual(Number(relay.environment.DRAIN_SECONDS) + 10)
  })

  it('builds with the Dockerfile that is there, from the root of the repository', () => {
    const context = join(deployPath('.'), relay.build.context)
    expect(statSync(join(context, relay.build.dockerfile)).isFile()).toBe(true)
    expect(statSync(join(context, 'pnpm-workspace.yaml')).isFile()).toBe(true)
  })

  it('starts a Redis that answers, with these very arguments', async () => {
    const [, ...args] = redis.command
    const port = await freePort()
    const command = process.env.REDIS_SERVER || 'redis-server'
    const server = spawn(command, [...args, '--port', String(port), '--bind', '127.0.0.1'])
    const ended = once(server, 'exit')
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 })
    client.on('error', () => {})
    expect(redis.healthcheck.test).toEqual(['CMD', 'redis-cli', 'ping'])
    expect(await client.ping()).toBe('PONG')
    expect(await client.config('GET', 'maxmemory-policy')).toContain('allkeys-lru')
    expect(await client.config('GET', 'save')).toEqual(['save', ''])
    client.disconnect()
    server.kill()
    await ended
  })
})

describe('the unit for systemd', () => {
  const unit = readDeployFile('systemd/faceid-relay.service')
  const settings = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '')

  it('sets only what the relay knows, and waits for a stop as long as it takes', () => {
    const names = settings('Environment').flatMap((line) => line.split(' '))
    const environment = Object.fromEntries(names.map((pair) => pair.split('=')))
    const { NODE_ENV, ...ours } = environment
    expect(NODE_ENV).toBe('production')
    expect(Object.keys(ours).filter((name) => !known.includes(name))).toEqual([])
    const seconds = Number(settings('TimeoutStopSec')[0])
    expect(seconds).toBeGreaterThanOrEqual(Number(ours.DRAIN_SECONDS) + 10)
  })

  it.runIf(process.platform === 'linux')('is in order, and closed as far as V8 allows', () => {
    const analyze = process.env.SYSTEMD_ANALYZE || 'systemd-analyze'
    const file = join(folder, 'faceid-relay.service')
    // The program it names has to be there for the check.
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
    const options = { stdio: 'pipe', encoding: 'utf8' } as const
    expect(execFileSync(analyze, ['verify', '--man=no', file], options)).toBe('')
    // Fails above 1.5 of 10.
    const flags = ['--offline=true', '--threshold=15', '--no-pager']
    expect(execFileSync(analyze, ['security', ...flags, file], options)).toContain('OK')
  })
})

const run = (commands: string) =>
  execFileSync('sh', ['-ec', commands], { cwd: folder, stdio: 'pipe' })

describe('the README of deploy/', () => {
  it('begins with what init writes', () => {
    const command = block(' init').trim()
    const flags = '--public-url https://m.shop.example/faceid --native 1'
    run(`${command.replace('packages', `${repository}packages`)} ${flags}`)
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['relay.env', 'relay.json']))
  })

  it('splits relay.env into the files where Compose looks for them', () => {
    const { services, secrets } = parse(readDeployFile('compose.yaml'))
    const names: string[] = services.relay.secrets
    const values = names.map((name) => `${name.toUpperCase()}=value-of=${name}`)
    writeFileSync(join(folder, 'relay.env'), ['# a comment', ...values, ''].join('\n'))
    run(block('mkdir -m 755 secrets'))
    for (const name of names) {
      const file = join(folder, secrets[name].file)
      expect(readFileSync(file, 'utf8')).toBe(`value-of=${name}\n`)
      expect(statSync(file).mode & 0o777).toBe(0o600)
    }
  })
})
