// The page of one order: submits the token, shows both cards, and follows the order until it is signed.
import { backEndCard, browserCard, refusalText } from './facts.js'
import { handIn, readOrder, watchOrder } from './shop.js'
import { texts } from './texts.js'
import { element, offerTricks } from './tricks.js'

const form = document.querySelector('#order')
const faceid = form.querySelector('faceid-h5')
const id = faceid.getAttribute('reference')
const state = document.querySelector('#state')

offer()
if (state.dataset.state === 'open') watchOrder(id, signed)
hideIfSigned()
form.addEventListener('faceid-result', ({ detail }) => received(detail))
// The widget may have been faster than this script.
if (faceid.result) received(faceid.result)

form.addEventListener('submit', (event) => {
  event.preventDefault()
  submit(new FormData(form).get('faceid-token') ?? '')
})

function received(outcome) {
  const { status, resultToken } = outcome
  hideIfSigned()
  show('#browser', browserCard(outcome, texts))
  if (resultToken) submit(resultToken)
  if (status === 'passed') offer(resultToken)
}

async function submit(token) {
  const decision = await handIn(id, token)
  show('#backend', backEndCard(decision, texts))
  const refusal = document.querySelector('#refusal')
  refusal.textContent = refusalText(decision, texts)
  if (decision.refused) refusal.scrollIntoView({ block: 'nearest' })
  else signed(await readOrder(id))
}

function signed(order) {
  state.dataset.state = order.state
  hideIfSigned()
  document.querySelector('#told').textContent = texts[`toldBy.${order.toldBy}`] ?? ''
}

function offer(token) {
  const { product, amount } = form.dataset
  const order = { id, product, amount: Number(amount) }
  offerTricks(document.querySelector('#tricks'), { order, texts, token })
}

/** A signed order does not offer to begin, unless the element has a result to show. */
function hideIfSigned() {
  faceid.hidden = state.dataset.state === 'signed' && !faceid.result
}

function show(selector, { tone, verdict, facts }) {
  const card = document.querySelector(selector)
  card.dataset.tone = tone
  card.querySelector('.verdict').textContent = verdict
  card
    .querySelector('dl')
    .replaceChildren(
      ...facts.flatMap(([name, value]) => [element('dt', name), element('dd', value)]),
    )
}
