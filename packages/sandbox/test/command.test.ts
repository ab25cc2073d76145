import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCommand } from '../src/command.js'

test('The command starts a sandbox and says how to reach it', async () => {
  const { exitCode, output, sandbox } = await runCommand(['--port', '0', '--latency', '1'])
  expect(exitCode).toBe(0)
  expect(output).toContain(sandbox?.url)
  expect(output).toMatch(/TENCENTCLOUD_SECRET_ID=AKID\w+\nTENCENTCLOUD_SECRET_KEY=\w+/)
  await sandbox?.close()
})

test('A taken port ends the command with 1', async () => {
  const first = await runCommand(['--port', '0'])
  const port = new URL(first.sandbox?.url ?? '').port
  expect(await runCommand(['--port', port])).toMatchObject({ exitCode: 1 })
  await first.sandbox?.close()
})

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')

test.each([
  [['--help'], 0, '--port'],
  [['--version'], 0, JSON.parse(manifest).version],
  [['--colour'], 2, '--colour'],
  [['--host', '0.0.0.0'], 2, 'allowRemote'],
  [['--port', 'many'], 2, '`port`'],
  [['--rules', 'nowhere.json'], 2, 'nowhere.json: it cannot be read'],
  [['compare', 'nowhere.json'], 2, 'nowhere.json: it cannot be read'],
  [['compare', new URL('../README.md', import.meta.url).pathname], 2, 'README.md: it is not JSON'],
  [['--rules', new URL('../package.json', import.meta.url).pathname], 2, '`rules`'],
])('The command with %j ends with %i', async (args, exitCode, words) => {
  expect(await runCommand(args)).toEqual({ exitCode, output: expect.stringContaining(words) })
})
