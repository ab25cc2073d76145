import { expect, test } from 'vitest'
import { chapterNames, chosenChapters } from '../src/chapters.js'

test('Without a choice every chapter is measured', () => {
  expect(chosenChapters(undefined)).toEqual(chapterNames)
})

test('Chosen chapters run in the order of the report', () => {
  expect(chosenChapters('growth, relay')).toEqual(['relay', 'growth'])
})

test('A chapter that there is not is refused by name', () => {
  expect(() => chosenChapters('relay,speed')).toThrow(/speed/)
})
