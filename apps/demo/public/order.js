// The page of one order: shows what the browser is told, hands the token in, and shows what the back end says.
import { browserFacts, establishedFacts, refusedFacts, show } from './facts.js'
import { submitToken } from './submit.js'
import { say } from './texts.js'
import { offerTricks } from './tricks.js'

const form = document.querySelector('#order')
const faceid = form.querySelector('faceid-h5')

offerTricks(form)
form.addEventListener('faceid-result', ({ detail }) => told(detail))
// The widget may have been faster than this script.
if (faceid.result) told(faceid.result)

form.addEventListener('submit', (event) => {
  event.preventDefault()
  handIn(new FormData(form).get('faceid-token') ?? '')
})

function told(outcome) {
  const { status, resultToken } = outcome
  show('#browser', { tone: toneOf(status), verdict: status, facts: browserFacts(outcome) })
  if (resultToken) handIn(resultToken)
  if (resultToken && status === 'passed') offerTricks(form, resultToken)
}

async function handIn(token) {
  const { established, refused } = await submitToken(form.action, token)
  if (established) {
    document.querySelector('#state').dataset.state = 'signed'
    show('#backend', {
      tone: 'good',
      verdict: say('accepted'),
      facts: establishedFacts(established),
    })
  } else {
    const verdict = `${say('refused')}: ${refused.code}`
    show('#backend', { tone: 'bad', verdict, facts: refusedFacts(refused) })
  }
}

function toneOf(status) {
  return { passed: 'good', pending: '' }[status] ?? 'bad'
}
