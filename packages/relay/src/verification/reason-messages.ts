// For each reason: what the user can do next, and one sentence of advice. texts.json has all that users read.
import { createRequire } from 'node:module'
import type { NextStep, Reason, ReasonCode } from '@faceid-h5/protocol'

export const languages = ['zh-CN', 'zh-HK', 'en'] as const
export type Language = (typeof languages)[number]

/** For every other reason `retry`. */
const nextSteps: Readonly<Partial<Record<ReasonCode, NextStep>>> = {
  reference_photo_missing: 'contact',
  attempts_exhausted: 'restart',
  daily_limit_reached: 'wait',
  session_over: 'restart',
  merchant_misconfigured: 'contact',
}

// `require`, because an import of JSON prints a warning on Node 20. Safe: the type is that of the file.
const texts = createRequire(import.meta.url)('./texts.json') as typeof import('./texts.json')

export const advice: Readonly<Record<Language, Readonly<Record<ReasonCode, string>>>> = texts.advice

/** If the merchant supplied the identity: the user cannot correct it on the hosted page. */
export const suppliedAdvice: Readonly<Record<Language, Partial<Record<ReasonCode, string>>>> =
  texts.suppliedAdvice

/** Where a browser ends that can’t go on to the merchant's page. */
export const returnPages = texts.returnPages

export function reasonFor(
  code: ReasonCode,
  verification: { identity: 'supplied' | 'captured'; startedAt: number },
  language: Language,
): Reason {
  const supplied = verification.identity === 'supplied' ? suppliedAdvice[language][code] : undefined
  const next = supplied === undefined ? (nextSteps[code] ?? 'retry') : 'correct'
  const reason = { code, advice: supplied ?? advice[language][code], next }
  return next === 'wait'
    ? { ...reason, availableAt: nextBeijingMidnight(verification.startedAt) }
    : reason
}

const dayMs = 24 * 60 * 60_000
const beijingOffsetMs = 8 * 60 * 60_000

/** Tencent's daily limits end at midnight in Beijing. */
function nextBeijingMidnight(time: number): number {
  return (Math.floor((time + beijingOffsetMs) / dayMs) + 1) * dayMs - beijingOffsetMs
}

/** The language for an `Accept-Language` header; zh-CN if it names none of the three. */
export function languageOf(acceptLanguage: string | undefined): Language {
  // Browsers write the ranges in order of preference; q-values only repeat it.
  for (const range of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const tag = range.split(';')[0]?.trim().toLowerCase() ?? ''
    if (/^zh-(hk|tw|mo|hant)\b/.test(tag)) return 'zh-HK'
    if (/^zh\b/.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'zh-CN'
}
