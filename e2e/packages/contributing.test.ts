import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const { scripts } = JSON.parse(read('package.json'))

describe('CONTRIBUTING', () => {
  const text = read('.github/CONTRIBUTING.md')

  it('names no path that is not there', () => {
    const named = [
      ...text.matchAll(/`((?:packages|apps|e2e|docs|\.ci|\.config|\.changeset)(?:\/[\w./-]+)?)`/g),
    ]
    const paths = named.map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(40)
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
  })

  it('names no command that is not there', () => {
    const named = [...text.matchAll(/`npm (?:run )?(test|start|\w+)\b(?: -- \w+)?`/g)]
    const commands = new Set(named.map(([, name = '']) => name))
    expect(commands.size).toBeGreaterThan(3)
    expect([...commands].filter((name) => !(name in scripts))).toEqual([])
  })

  it('tells how to add what people add', () => {
    const told = [...text.matchAll(/^\*\*(An? [a-z ]+)\*\*/gm)].map(([, what]) => what)
    expect(told).toEqual([
      'A reason',
      'A text',
      'A browser quirk',
      'A configuration field',
      'A route',
      'A dependency',
    ])
  })
})

describe.each(['bug.yml', 'browser.yml'])('the issue form %s', (name) => {
  const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`))
  interface Field {
    type: string
    id?: string
    attributes: { value?: string; label?: string; options?: { required?: boolean }[] }
    validations?: { required?: boolean }
  }
  const fields: Field[] = form.body

  it('warns, before anything is typed, of what must not be pasted', () => {
    expect(fields[0]?.type).toBe('markdown')
    const warning = fields[0]?.attributes.value ?? ''
    for (const word of [
      'ticket',
      'BizToken',
      'result token',
      'secret',
      'name',
      'ID number',
      'picture',
    ])
      expect(warning).toContain(word)
    const clean = fields.find(({ id }) => id === 'clean')
    expect(clean?.attributes.options?.[0]?.required).toBe(true)
  })

  it('asks for the version, where it runs, and what /readyz says', () => {
    const label = (id: string) => fields.find((field) => field.id === id)?.attributes.label
    expect(label('version')).toContain('faceid-relay --version')
    expect(label('environment')).toBeDefined()
    expect(label('readyz')).toContain('/readyz')
  })

  it('has what GitHub wants of a form', () => {
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    const ids = fields.flatMap(({ id }) => (id === undefined ? [] : [id]))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, id, attributes } of fields) {
      expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toContain(type)
      if (type !== 'markdown')
        expect({ id, label: attributes.label }).toEqual({
          id: expect.stringMatching(/^[\w-]+$/),
          label: expect.any(String),
        })
    }
  })
})

describe('the workflow', () => {
  const { jobs, permissions } = parse(read('.github/workflows/test.yml'))

  it('runs `npm test` on every Node that is promised, and may only read', () => {
    expect(jobs.test.strategy.matrix.node).toEqual([20, 22, 24])
    expect(jobs.test.steps.map(({ run }: { run?: string }) => run)).toContain('npm test')
    expect(permissions).toEqual({ contents: 'read' })
  })

  it('is the only one, and takes actions from GitHub only, in a fixed major version', () => {
    expect(readdirSync(new URL('.github/workflows', root))).toEqual(['test.yml'])
    for (const { uses } of jobs.test.steps as { uses?: string }[])
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/)
  })
})
