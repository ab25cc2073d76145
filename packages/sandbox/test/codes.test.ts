import { expect, test } from 'vitest'
import { faceCodes } from '../src/codes/face-codes.js'
import { intentionCodes } from '../src/codes/intention-codes.js'
import { magicIdCard } from '../src/index.js'
import { questions } from './support/people.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox, client } = await useSandbox()

// Written down here a second time, from the documents and not from the tables.
const documentedFaceCodes = [
  [0, 1, 2, 3, 4, 8, 10, 12, 13, 14, 15, 16, 17, 201, 202, 203, 204, 301, 302, 303],
  [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008],
  [1101, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1109, 1201, 1202, 1203, 1204, 1205],
  [1301, 1302, 1303, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010, 2011],
  [2012, 2013, 2014, 2015, 2016, 2017, 2018],
].flat()
const nodCodes = [
  0, -1, -2, -101, -102, -103, -104, -105, -106, -107, -201, -202, -301, -800, -801, -802, -803,
  -804, -998, -999,
]
const readingCodes = [
  ...[0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, -16, -17],
  ...[3001, 3002, 3003, 3011, 3012, -800, -801, -802, -803],
]

test('The tables hold the documented codes and no other', () => {
  const keys = (table: object) => Object.keys(table).map(Number).sort()
  expect(keys(faceCodes)).toEqual([...documentedFaceCodes].sort())
  expect(keys(intentionCodes.nod)).toEqual([...nodCodes].sort())
  expect(keys(intentionCodes.questions)).toEqual([...nodCodes, -302].sort())
  expect(keys(intentionCodes.reading)).toEqual([...readingCodes].sort())
})

test('Codes of the face can be produced, before the camera without an attempt', async () => {
  for (const code of [0, 4, 17, 203, 302, 1002, 1301, 2016]) {
    const bizToken = await client.start({ RuleId: '1000003' })
    sandbox.finish(bizToken, { face: code })
    const { Text } = await client.info(bizToken)
    const beforeCamera = code !== 0 && code < 1000
    expect(Text).toMatchObject({ ErrCode: code, ErrMsg: faceCodes[code]?.zh })
    if (beforeCamera) expect(Text).toMatchObject({ LivenessDetail: null, LiveStatus: null })
    else expect(Text?.LivenessDetail).toMatchObject([{ Errcode: code }])
  }
})

test('Codes that nobody documents are survivable', async () => {
  const bizToken = await client.start({ ...questions, IdCard: magicIdCard(0) })
  sandbox.finish(bizToken, { face: 9999 })
  expect((await client.info(bizToken)).Text).toMatchObject({ ErrCode: 9999 })
  sandbox.finish(bizToken, { face: 0, intention: -777 })
  const { IntentionQuestionResult } = await client.info(bizToken, { InfoType: '6' })
  expect(IntentionQuestionResult).toMatchObject({ FinalResultDetailCode: -777 })
})
