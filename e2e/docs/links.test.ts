import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from './documents.js'

it('every link between documents leads to a file and a heading that exist', async () => {
  const remark = join(root, 'e2e/node_modules/.bin/remark')
  const use = `${join(root, 'e2e/node_modules/remark-validate-links/index.js')}=repository:false`
  const args = [
    '.',
    '--frail',
    '--quiet',
    '--no-stdout',
    '--use',
    use,
    '--ignore-pattern',
    '.changeset',
  ]
  const { stderr } = await promisify(execFile)(remark, args, { cwd: root }).catch((error) => error)
  expect(stderr).toBe('')
})
