/** Request rates per account, and the frequency caps behind 2018 (document 108625). */
export interface FrequencyCap {
  subject: 'idCard' | 'browser' | 'openid'
  limit: number
  period: 'minute' | 'day'
}

export const frequencyCaps: readonly FrequencyCap[] = [
  { subject: 'idCard', limit: 15, period: 'minute' },
  { subject: 'idCard', limit: 30, period: 'day' },
  { subject: 'browser', limit: 20, period: 'day' },
  { subject: 'openid', limit: 20, period: 'day' },
]

/** Who tries; a subject that is not known is not counted. */
export type Subjects = Partial<Record<FrequencyCap['subject'], string>>

/** Counts an attempt. False: it is one too many, and ends with 2018. */
export function createFrequency(capped: boolean) {
  const count = createWindows()
  return (subjects: Subjects, now: number): boolean => {
    if (!capped) return true
    let within = true
    for (const { subject, limit, period } of frequencyCaps) {
      const who = subjects[subject]
      if (who === undefined) continue
      if (count(`${subject} ${period} ${who}`, startOf[period](now)) > limit) within = false
    }
    return within
  }
}

/** False when this request is above the limit of this account and action. */
export function createRate(requestsPerSecond: number) {
  const count = createWindows()
  return (account: string, action: string, now: number) =>
    count(`${account} ${action}`, Math.floor(now / 1000)) <= requestsPerSecond
}

/** Counts per key, starting again when the window changes. */
function createWindows(): (key: string, start: number) => number {
  const windows = new Map<string, { start: number; count: number }>()
  return (key, start) => {
    const last = windows.get(key)
    const count = last?.start === start ? last.count + 1 : 1
    windows.set(key, { start, count })
    return count
  }
}

/** Days end at midnight in China. */
const startOf = {
  minute: (now: number) => Math.floor(now / 60_000),
  day: (now: number) => Math.floor((now + 8 * 3_600_000) / 86_400_000),
}
