/**
 * The person in front of the sandbox's camera: the one whose name and number the merchant sent, or
 * an invented one. Invented numbers are in the region 99, which no real ID number is.
 */
export interface Person {
  name: string
  idCard: string
  gender: string
  nation: string
  /** YYYY/M/D, as `OcrBirth` has it. */
  birth: string
  address: string
  authority: string
  /** YYYY.MM.DD-YYYY.MM.DD */
  validDate: string
}

const names = ['沙箱甲', '沙箱乙', '沙箱丙', '沙箱丁', '沙箱戊', '沙箱己', '沙箱庚', '沙箱辛']

/** `seed` (a BizToken) decides who is invented, so that one token is one person. */
export function createPerson(seed: string, supplied: { Name?: string; IdCard?: string }): Person {
  const number = Number.parseInt(seed.slice(0, 8), 16)
  const year = 1960 + (number % 45)
  const month = 1 + (number % 12)
  const day = 1 + (number % 28)
  const birth = `${year}${two(month)}${two(day)}`
  const sequence = String(number % 1000).padStart(3, '0')
  // From other digits than the rest: two who were the same person would share the caps on tries.
  const region = 990_001 + (Number.parseInt(seed.slice(9, 13), 16) % 9_999)
  const idCard = supplied.IdCard ?? withCheckDigit(`${region}${birth}${sequence}`)
  return {
    name: supplied.Name ?? names[number % names.length] ?? '沙箱甲',
    idCard,
    gender: Number(idCard[16]) % 2 === 1 ? '男' : '女',
    nation: '汉',
    birth: birthOf(idCard) ?? `${year}/${month}/${day}`,
    address: '沙箱省模拟市示例路1号',
    authority: '模拟市公安局（沙箱）',
    validDate: '2020.01.01-2040.01.01',
  }
}

/** GB 11643: the last of the 18 places checks the others. */
export function withCheckDigit(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  return `${seventeen}${'10X98765432'[sum % 11]}`
}

export function isIdNumber(idCard: string): boolean {
  return /^\d{17}[\dX]$/.test(idCard) && withCheckDigit(idCard.slice(0, 17)) === idCard
}

function birthOf(idCard: string): string | undefined {
  if (!isIdNumber(idCard)) return undefined
  return [idCard.slice(6, 10), idCard.slice(10, 12), idCard.slice(12, 14)].map(Number).join('/')
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
