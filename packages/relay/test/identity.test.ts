import { describe, expect, it } from 'vitest'
import { identityFields } from '../src/verification/identity.js'

describe('a supplied identity', () => {
  it.each([
    // The example number of GB 11643 itself.
    ['11010519491231002X', '11010519491231002X'],
    ['11010519491231002x', '11010519491231002X'],
    [' 11010519491231002X ', '11010519491231002X'],
    // The standard's other example.
    ['440524188001010014', '440524188001010014'],
  ])('takes the number %s', (idCard, expected) => {
    expect(identityFields({ name: ' 测试 ', idCard })).toEqual({ Name: '测试', IdCard: expected })
  })

  it.each([
    '',
    '1',
    '110105194912310020',
    '11010519491231002',
    '1101051949123100 2X',
    'X1010519491231002X',
    '４４０５２４１８８００１０１００１４',
  ])('refuses the number %j without repeating it', (idCard) => {
    const attempt = () => identityFields({ name: '测试', idCard })
    expect(attempt).toThrow('identity.idCard')
    if (idCard.length > 5) expect(attempt).not.toThrow(idCard)
  })

  it.each([
    ['', false],
    ['  ', false],
    ['名'.repeat(32), true],
    ['名'.repeat(33), false],
    ['𠮷'.repeat(32), true],
    ['买买提·吐尔逊', true],
  ])('with the name %s', (name, right) => {
    const attempt = () => identityFields({ name, idCard: '11010519491231002X' })
    if (right) expect(attempt()).toMatchObject({ Name: name })
    else expect(attempt).toThrow('identity.name')
  })
})
