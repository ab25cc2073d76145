// User-Agents that nobody has, each made to be slow: a word that is looked for, almost that word, or
// its first letter, over and over. The text is exactly as long as asked.

export interface SlowInput {
  name: string
  text: string
}

export function slowInputs(length: number): SlowInput[] {
  const repeated = words.flatMap((word): [string, string][] => [
    [`“${word}” repeated`, word],
    [`“${word.slice(0, -1)}” repeated: all but the last letter`, word.slice(0, -1)],
    [`“${word.charAt(0)}” repeated: its first letter`, word.charAt(0)],
  ])
  const unique = new Map([...repeated, ...others])
  return [...unique].map(([name, piece]) => ({ name, text: filled(piece, length) }))
}

/** What `detectEnvironment` looks for, and where its patterns have a common beginning. */
const words = [
  'windows nt',
  'windows phone',
  'windowswechat',
  'android tablet',
  'harmony',
  'iphone',
  'ipad',
  'ipod',
  'macintosh',
  'macwechat',
  'wxwork',
  ' wechat/2',
  'linux',
  'x11',
  '(tablet',
  '(pc',
  'mobile',
  'wechatdevtools',
  'micromessenger',
  'unifiedpclinux',
  'miniprogram',
  'process/appbrand',
] as const

const others: [string, string][] = [
  ['nothing that is looked for', 'Qz/9.0 '],
  ['letters with an unusual other case', 'İıſK'],
  ['Chinese text', '微信浏览器'],
  ['what WeChat says, again and again', 'MicroMessenger/8.0.63 NetType/5G Language/zh_CN '],
]

function filled(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
}
