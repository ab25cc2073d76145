// Type-checks code blocks against the built packages, with two runs of the compiler.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc'
import { type Block, root } from './documents.js'

/** Returns the compiler's errors, one line each, at the document's file and line. */
export function typeFaults(blocks: readonly Block[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'faceid-h5-blocks-'))
  try {
    symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
    writeFileSync(join(folder, 'foreign.d.ts'), foreign)
    const files = new Map(blocks.map((block) => [fileOf(block), block]))
    for (const [file, block] of files) save(join(folder, file), source(block))
    // JavaScript declares no types: whatever is not declared may be anything.
    return [
      ...compile(folder, files, isTyped, {}),
      ...compile(folder, files, (block) => !isTyped(block), unstrict),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const unstrict = {
  strict: false,
  exactOptionalPropertyTypes: false,
  noUncheckedIndexedAccess: false,
}

/** Frameworks without types here. */
const foreign = `
declare module '@fastify/formbody'
declare module '@koa/bodyparser'
declare module '@koa/router'
declare module '@vitejs/plugin-vue'
declare module 'express'
declare module 'koa'
declare module 'react-dom/client'
declare module 'vite'
declare module 'vue-router'
`

function isTyped({ language, code }: Block): boolean {
  return language === 'vue' ? code.includes('lang="ts"') : /^(ts|json)/.test(language)
}

/** One folder per document; the name is the block's file, or its line. */
function fileOf(block: Block): string {
  const [path = '', line = ''] = block.at.split(':')
  const folder = path.replace(/[^\w-]/g, '_')
  const name = block.file ?? line
  const plain =
    block.language === 'vue' ? name.replace(/(\.vue)?$/, '.vue') : name.replace(/\.\w+$/, '')
  return `${folder}/${plain}.${block.language.endsWith('x') ? 'tsx' : 'ts'}`
}

function save(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Each block is a module. Its declarations go before it on one line, so that line numbers stay. */
function source(block: Block): string {
  const given = block.given ?? ''
  if (block.language === 'vue') return compileVue(block, given)
  if (block.as !== undefined) {
    return `import type { ${block.as} as Kind } from '@faceid-h5/protocol'; export const value: Kind =\n${block.code}`
  }
  return `${given.replaceAll('\n', '; ')}\n${block.code}\nexport {}\n`
}

/** @throws Error if Vue's compiler refuses it. */
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

function compile(
  folder: string,
  files: ReadonlyMap<string, Block>,
  meant: (block: Block) => boolean,
  strictness: object,
): string[] {
  const compilerOptions = {
    noEmit: true,
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    allowImportingTsExtensions: true,
    declaration: false,
    typeRoots: [join(root, 'node_modules/@types')],
    // A file shared by several examples is in the folder above them.
    rootDirs: [
      ...new Set([...files.keys()].flatMap((file) => [dirname(file), file.split('/')[0]])),
    ],
    ...strictness,
  }
  const config = { extends: join(root, '.config/tsconfig.json'), compilerOptions }
  const all = { ...config, files: ['foreign.d.ts', ...files.keys()] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(all))
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout } = spawnSync(tsc, ['-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
    cwd: folder,
  })
  return stdout.split('\n').flatMap((line) => {
    if (line === '' || /^\s/.test(line)) return []
    const [, file = '', row = '0', rest] = /^(.+?)\((\d+),\d+\): (.*)$/.exec(line) ?? []
    const block = files.get(file)
    if (block === undefined) return [line]
    const [path, fence = '0'] = block.at.split(':')
    return meant(block) ? [`${path}:${Number(fence) + Number(row) - 1}: ${rest}`] : []
  })
}
