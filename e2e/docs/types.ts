// Type-checks every ts, tsx, js, jsx and vue block against the built packages, with one run of the compiler.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc'
import { type Block, noteOf, root } from './documents.js'
import { typeOf } from './json.js'

/** @returns what is wrong, one line each, with the document's file and line instead of the compiler's. */
export function typeFaults(blocks: readonly Block[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-blocks-'))
  try {
    symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
    // JavaScript says nothing of types: there, what is not said may be anything.
    const strict = { noImplicitAny: false, noImplicitThis: false }
    writeProject(join(folder, 'ts'), blocks.filter(isTyped), {})
    writeProject(
      join(folder, 'js'),
      blocks.filter((block) => !isTyped(block)),
      strict,
    )
    return ['ts', 'js'].flatMap((project) => compile(join(folder, project), blocks))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function isTyped({ language, code }: Block): boolean {
  return language === 'vue' ? code.includes('lang="ts"') : /^(ts|json)/.test(language)
}

function writeProject(folder: string, blocks: readonly Block[], strictness: object): void {
  mkdirSync(folder)
  const compilerOptions = {
    noEmit: true,
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    allowImportingTsExtensions: true,
    declaration: false,
    typeRoots: [join(root, 'node_modules/@types')],
    ...strictness,
  }
  const config = { extends: join(root, '.config/tsconfig.json'), compilerOptions, files: [] }
  const files = blocks.map((block) => {
    const name = `${block.at.replace(/[^\w.-]/g, '_')}.${block.language.endsWith('x') ? 'tsx' : 'ts'}`
    writeFileSync(join(folder, name), source(block))
    return name
  })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, files }))
}

/** A block is a module of its own, with what is given before it on one line, so that lines stay what they were. */
function source(block: Block): string {
  const given = noteOf(block, 'given') ?? ''
  if (block.language === 'vue') return compileVue(block, given)
  const type = typeOf(block)
  if (type !== undefined) {
    return `import type { ${type} as Kind } from '@faceid-h5/protocol'; export const value: Kind =\n${block.code}`
  }
  return `${given.replaceAll('\n', '; ')}\n${block.code}\nexport {}\n`
}

/** @throws Error where Vue's own compiler refuses it. */
function compileVue({ at, code }: Block, given: string): string {
  const whole = /^<(template|script)/m.test(code) ? code : `<template>${code}</template>`
  const script = given.replace(/declare const (\w+): ([^\n]+)/g, 'const $1 = {} as unknown as $2')
  const text = given === '' ? whole : `<script setup lang="ts">${script}</script>${whole}`
  const { descriptor, errors } = parse(text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${at}: ${error.message}`)
  const compilerOptions = { isCustomElement: (tag: string) => tag === 'faceid-h5' }
  if (descriptor.scriptSetup || descriptor.script) {
    const templateOptions = { compilerOptions }
    return compileScript(descriptor, { id: 'block', inlineTemplate: true, templateOptions }).content
  }
  const { content = '' } = descriptor.template ?? {}
  const compiled = compileTemplate({ source: content, filename: at, id: 'block', compilerOptions })
  const [fault] = compiled.errors
  if (fault !== undefined) throw new Error(`${at}: ${String(fault)}`)
  return compiled.code
}

function compile(project: string, blocks: readonly Block[]): string[] {
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', project, '--pretty', 'false'],
    {
      encoding: 'utf8',
      cwd: project,
    },
  )
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => inDocument(line, blocks))
}

function inDocument(line: string, blocks: readonly Block[]): string {
  const [, name, row = '0', rest] = /^(.+?)\.tsx?\((\d+),\d+\): (.*)$/.exec(line) ?? []
  const block = blocks.find(({ at }) => at.replace(/[^\w.-]/g, '_') === name)
  if (block === undefined) return line
  const [file, fence = '0'] = block.at.split(':')
  return `${file}:${Number(fence) + Number(row) - 1}: ${rest}`
}
