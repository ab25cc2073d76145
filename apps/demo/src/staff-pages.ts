// What the staff sees. Names and numbers are on these pages and on no other.
import { type EvidenceOf, isRelayError, type RelayClient } from '@faceid-h5/merchant'
import { type Order, questionOf, stateOf } from './order.js'
import { render, type Values } from './render.js'
import type { Answer } from './staff-inquiry.js'
import { type Locale, type Texts, texts } from './texts.js'

export function loginPage(locale: Locale, wrong: boolean): string {
  return page('staff-login', locale, { path: '/staff', wrong: String(wrong) })
}

export function listPage(locale: Locale, orders: readonly Order[]): string {
  const rows = orders.map((order) => orderValues(order, texts[locale]))
  return page('staff', locale, { path: '/staff', orders: rows, empty: String(rows.length === 0) })
}

export interface OrderDetails {
  relay: RelayClient
  /** The back end has a ticket to ask with. */
  askable: boolean
  answer: Answer | undefined
}

export async function orderPage(
  locale: Locale,
  order: Order,
  { relay, askable, answer }: OrderDetails,
): Promise<string> {
  const said = texts[locale]
  return page('staff-order', locale, {
    ...orderValues(order, said),
    path: `/staff/orders/${order.id}`,
    askable: String(askable),
    words: order.product === 'loan' ? [{ label: said.words, value: questionOf(order) }] : [],
    ...answerValues(answer, said),
    ...(await evidenceValues(order, relay, locale)),
  })
}

function orderValues(order: Order, said: Texts): Values {
  const { id, product, amount, customer } = order
  return {
    id,
    title: said[`${product}Title`],
    state: stateOf(order),
    'state-text': said[stateOf(order)],
    name: customer.name || '–',
    'total-amount': amount === 0 ? '–' : `${amount.toLocaleString('en')} ${said.currency}`,
  }
}

function answerValues(answer: Answer | undefined, said: Texts): Values {
  const state = answer && 'state' in answer ? answer.state : undefined
  const code =
    answer && 'problem' in answer ? answer.problem : (answer?.refused ?? state?.reason?.code)
  return {
    answered: String(answer !== undefined),
    answer: state ? said[`staff.${state.status}`] : said['staff.unanswered'],
    'answer-status': state?.status ?? 'unknown',
    'answer-final': state && !state.final ? said['staff.notFinal'] : '',
    'answer-code': code ?? '',
    'answer-advice': state?.reason?.advice ?? '',
  }
}

/** The text only: pictures and recordings are fetched one by one, when somebody looks at them. */
async function evidenceValues(order: Order, relay: RelayClient, locale: Locale): Promise<Values> {
  const none = { facts: [], attempts: [], pictures: [], recordings: [], 'evidence-problem': '' }
  if (order.evidence === null) return none
  try {
    const { text } = await relay.evidence(order.evidence)
    return { ...none, ...mediaOf(order, texts[locale]), ...factsOf(text, locale) }
  } catch (error) {
    if (!isRelayError(error)) throw error
    return { ...none, 'evidence-problem': error.code }
  }
}

function factsOf(text: EvidenceOf<'text'>['text'], locale: Locale): Values {
  const said = texts[locale]
  const { name, idCard, similarity, comparedWith, ocr = {} } = text
  const rows: [label: string, value: string | undefined][] = [
    [said['staff.name'], name],
    [said['staff.idCard'], idCard],
    [said['staff.birth'], ocr.birth],
    [said['staff.address'], ocr.address],
    [said['staff.validDate'], ocr.validDate],
    [said['staff.similarity'], similarity?.toFixed(2)],
    [said['staff.comparedWith'], comparedWith],
  ]
  return {
    facts: rows.flatMap(([label, value = '']) => (value === '' ? [] : [{ label, value }])),
    attempts: text.attempts.map(({ at, code, similarity, billed }) => ({
      at: at === undefined ? '–' : new Date(at).toLocaleString(locale),
      code: String(code ?? '–'),
      alike: similarity?.toFixed(2) ?? '–',
      billed: said[billed ? 'value.yes' : 'value.no'],
    })),
  }
}

function mediaOf({ id, product }: Order, said: Texts): Values {
  const shown = (name: string, label: string) => ({
    address: `/staff/orders/${id}/evidence/${name}`,
    media: name,
    label,
  })
  const confirmed = product === 'loan'
  return {
    pictures: [
      shown('best-frame', said['staff.bestFrame']),
      shown('id-card-front', said['staff.cardFront']),
      shown('id-card-back', said['staff.cardBack']),
      ...(confirmed ? [shown('intention-frame', said['staff.intentionFrame'])] : []),
    ],
    recordings: [
      shown('video', said['staff.video']),
      ...(confirmed
        ? [
            shown('intention-video', said['staff.intentionVideo']),
            shown('intention-audio', said['staff.intentionAudio']),
          ]
        : []),
    ],
  }
}

function page(name: string, locale: Locale, values: Values): string {
  return render(name, locale, { ...texts[locale], ...values })
}
