import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, type Sandbox, sandboxCredential } from '@faceid-h5/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { block, readDeployFile } from './deploy-files.js'
import { buildImage } from './dockerfile.js'
import { backEnd, memberBody, shop } from './relay-under-test.js'
import { ask, environmentFor, type Running } from './running-relay.js'
import { apiKey, secretA } from './secrets.js'
import { isRoot, runUnprivileged } from './unprivileged.js'

const listens = /the relay listens at (http:\/\/127[^"]+)/
const configuration = {
  publicUrl: `${shop}/faceid`,
  scenes: { member: { rules: { native: '1000004' }, returnUrls: [`${shop}/`] } },
}

// A folder that another user may enter, beside one that is not to be written to.
const folder = fs.mkdtempSync(join(tmpdir(), 'faceid-deploy-'))
fs.chmodSync(folder, 0o755)
const config = join(folder, 'relay.json')
const temporary = join(folder, 'temporary')
const env = { HOME: '/nonexistent', TMPDIR: temporary, PORT: '0' }
const ofRole = { secretId: 'AKIDrole', secretKey: 'key-of-the-role', token: 'token-of-the-role' }

let image: ReturnType<typeof buildImage>
let sandbox: Sandbox
let secrets: Record<string, string>

beforeAll(async () => {
  fs.mkdirSync(temporary, { mode: 0o555 })
  fs.writeFileSync(config, JSON.stringify(configuration))
  sandbox = await createSandbox({ credentials: [sandboxCredential, ofRole] })
  secrets = environmentFor(sandbox)
  image = buildImage(folder)
})
afterAll(async () => {
  await sandbox.close()
  if (!isRoot()) execFileSync('chmod', ['-R', 'u+w', folder])
  fs.rmSync(folder, { recursive: true })
})

/** A relay that starts a verification has its files, its configuration, its secrets and its way out. */
async function start(running: Running): Promise<number> {
  const url = `${await running.says(listens)}/faceid/v1/verifications`
  return (await ask(url, { headers: backEnd, body: memberBody })).status
}

describe('the image, built step by step', () => {
  it('is of pinned versions, and holds nothing to build or to test the relay with', () => {
    for (const base of image.bases) expect(base).toMatch(/^node:\d+\.\d+-[a-z-]+( AS build)?$/)
    expect(image.copies).toEqual(['. .', '--from=build /relay .'])
    const installed = fs.readdirSync(join(image.root, 'node_modules'))
    expect(installed).toContain('fastify')
    for (const name of ['vitest', 'typescript', 'vite']) expect(installed).not.toContain(name)
    for (const name of ['src', 'test', 'relay.env'])
      expect(fs.existsSync(join(image.root, name))).toBe(false)
  })

  it('runs its CMD as its USER, who can write nothing, answers its HEALTHCHECK, and ends when told to', async () => {
    const cwd = image.root
    expect(image.user).toBe('node')
    if (!isRoot()) execFileSync('chmod', ['-R', 'a-w', cwd])
    // The user `node` of the official images.
    const own = { ...image.env, ...secrets, ...env, FACEID_CONFIG: config }
    const place = { uid: 1000, cwd, env: own }
    for (const target of ['dist/x', 'package.json', join(temporary, 'x')])
      expect(await runUnprivileged(['touch', target], place).ended).toBe(1)
    const relay = runUnprivileged(image.cmd, place)
    expect(await start(relay)).toBe(201)
    const port = new URL(await relay.says(listens)).port
    const check = () =>
      runUnprivileged(image.healthcheck, { ...place, env: { ...own, PORT: port } }).ended
    expect(await check()).toBe(0)
    expect(await relay.stop()).toBe(0)
    expect(await check()).toBe(1)
  })
})

describe('the unit for systemd', () => {
  it('starts the relay with its very command as a user of its own', async () => {
    const unit = readDeployFile('systemd/faceid-relay.service')
    const [, line = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? []
    const [, set = ''] = /^Environment=(.*)$/m.exec(unit) ?? []
    const command = line
      .replace('/usr/bin/node', process.execPath)
      .replace('/opt/faceid-relay', image.root)
      .replace('/etc/faceid-relay', folder)
    const own = Object.fromEntries(set.split(' ').map((pair) => pair.split('=')))
    const place = { uid: 65_534, cwd: '/', env: { ...own, ...secrets, ...env, DRAIN_SECONDS: '0' } }
    const relay = runUnprivileged(command.split(' '), place)
    expect(await start(relay)).toBe(201)
    expect(await relay.stop()).toBe(0)
  })
})

// SCF is Linux; bash, zip and network namespaces are there.
describe.runIf(process.platform === 'linux')('the package for SCF', () => {
  const unpacked = join(folder, 'user')
  const bootstrap = join(unpacked, 'scf_bootstrap')
  const role = {
    RELAY_SECRET: secretA,
    MERCHANT_API_KEY: apiKey,
    TENCENTCLOUD_SECRETID: ofRole.secretId,
    TENCENTCLOUD_SECRETKEY: ofRole.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: ofRole.token,
    NODE: process.execPath,
    HOME: '/nonexistent',
    TMPDIR: temporary,
  }

  beforeAll(() => {
    // Where the image was built, as a copy of the repository.
    const cwd = join(folder, 'build/repository')
    if (!isRoot()) execFileSync('chmod', ['-R', 'u+w', image.root])
    fs.renameSync(join(folder, 'build/relay'), join(cwd, 'faceid-relay'))
    fs.copyFileSync(config, join(cwd, 'relay.json'))
    execFileSync('sh', ['-ec', block('scf_bootstrap')], { cwd, stdio: 'pipe' })
    execFileSync('unzip', ['-q', join(cwd, 'function.zip'), '-d', unpacked])
  })

  it('has no link in it, which a zip file may lose', () => {
    const names = fs.readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    expect(names).toContain('scf_bootstrap')
    expect(names.filter((name) => fs.lstatSync(join(unpacked, name)).isSymbolicLink())).toEqual([])
  })

  it('runs with the credentials of the function’s role, from another folder', async () => {
    const env = { ...role, FACEID_ENDPOINT: sandbox.url, PORT: '0' }
    sandbox.forgetCalls()
    const relay = runUnprivileged([bootstrap], { uid: 65_534, cwd: '/', env })
    expect(await start(relay)).toBe(201)
    expect(sandbox.calls().map(({ authenticated }) => authenticated)).toEqual([true])
    expect(await relay.stop()).toBe(0)
  })

  it('listens at port 9000 on every address', async () => {
    const place = { uid: 65_534, cwd: '/', env: role }
    // A network of its own, if it may have one: here the port may be taken.
    const loopback = 'ip link set lo up'
    const apart = ['unshare', '-rn', 'sh', '-c']
    const may = await runUnprivileged([...apart, loopback], place).ended
    const command = may === 0 ? [...apart, `${loopback} && exec ${bootstrap}`] : [bootstrap]
    const relay = runUnprivileged(command, place)
    await relay.says(/the relay listens at http:\/\/\S+:9000"/)
    expect(await relay.stop()).toBe(0)
  })
})
