import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import deliveries from '../test-deliveries.json' with { type: 'json' }
import tokens from '../test-tokens.json' with { type: 'json' }

const folder = fileURLToPath(new URL('..', import.meta.url))
const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8' })

// Where Debian keeps the jars that the example in Java needs.
const jars = ['databind', 'core', 'annotations'].map((jar) => `/usr/share/java/jackson-${jar}.jar`)

interface Example {
  language: string
  installed: () => boolean
  command: [string, ...string[]]
}

const examples: Example[] = [
  {
    language: 'Python',
    installed: () => run('python3', '-c', 'import cryptography').status === 0,
    command: ['python3', 'examples/verify.py'],
  },
  {
    language: 'PHP',
    installed: () => run('php', '-r', 'exit(extension_loaded("sodium") ? 0 : 1);').status === 0,
    command: ['php', 'examples/verify.php'],
  },
  {
    language: 'Go',
    installed: () => run('go', 'version').status === 0,
    command: ['go', 'run', 'examples/verify.go'],
  },
  {
    language: 'Java',
    installed: () => jars.every((jar) => existsSync(jar)) && run('java', '-version').status === 0,
    command: ['java', '-cp', jars.join(':'), 'examples/Verify.java'],
  },
]

for (const { language, installed, command } of examples) {
  const title = `the verifier in ${language} judges every published token and delivery alike`
  test.skipIf(!installed())(title, { timeout: 300_000 }, () => {
    const [name, ...args] = command
    for (const [file, cases] of [
      ['test-tokens.json', tokens.tokens],
      ['test-deliveries.json', deliveries.deliveries],
    ] as const) {
      const { stdout } = run(name, ...args, file)
      expect(stdout.trim()).toBe(`${cases.length} passed, 0 failed`)
    }
  })
}
