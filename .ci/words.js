// Finds words that have a plainer or an agreed one, in code, comments and documents.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './command.js'

/** What not to write → what to write. */
const words = {
  'to the letter': 'exactly, unchanged',
  '(?:in|at) the place of': 'instead of',
  whoever: 'who, the one that',
  'of ours': 'our',
  'where it may': 'if it may',
  'believe[sd]?': 'verify, accept, trust',
  'under way': 'in flight, in progress',
  underWay: 'inFlight',
  anew: 'again',
  'is told of': 'is reported',
  hears: 'receives',
  'plays Tencent': 'simulates Tencent Cloud',
  扮演: '模拟',
  'Situation|Happening|Surroundings': 'State, Event, Platform',
  'openFor|graceFor|keptFor': 'hostedPageTtlMs, finalizationGraceMs, retentionMs',
  'tries_used_up|too_many_tries': 'attempts_exhausted, daily_limit_reached',
  'called_off|not_here': 'cancelled, environment_unsupported',
  faceid_redis_away: 'faceid_redis_up',
}
const pattern = new RegExp(
  Object.keys(words)
    .map((word) => (/^\w/.test(word) ? `\\b(${word})\\b` : `(${word})`))
    .join('|'),
  'gi',
)
const files = [
  '*.ts',
  '*.tsx',
  '*.js',
  '*.vue',
  '*.html',
  '*.md',
  ':!.ci/words.js',
  ':!*CHANGELOG*',
]
const listed = execFileSync('git', ['ls-files', ...files], { cwd: root, encoding: 'utf8' })

for (const file of listed.trim().split('\n')) {
  for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    for (const [found, ...groups] of line.matchAll(pattern)) {
      const plain = Object.values(words)[groups.findIndex((group) => group !== undefined)]
      console.error(`${file}:${index + 1}: "${found}": write ${plain}`)
      process.exitCode = 1
    }
  }
}
