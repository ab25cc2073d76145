import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { cases } from './states.js'

const docs = new URL('../../../docs/', import.meta.url)
const wanted = Object.keys(cases).flatMap((name) => [`${name}-dark.png`, `${name}-light.png`])

test('every state has its pictures, light and dark, and no picture is of something else', async () => {
  const pictures = await readdir(new URL('widget/', docs))
  expect(pictures.sort()).toEqual([...wanted].sort())
})

test('the document shows every picture', async () => {
  const text = await readFile(new URL('widget-states.md', docs), 'utf8')
  const shown = [...text.matchAll(/src="widget\/([\w-]+\.png)"/g)].map(([, name]) => name)
  expect(shown.sort()).toEqual([...wanted].sort())
})
