// The page of one order: shows what the browser is told, hands the token in, and shows what the back end says.
import { browserFacts, establishedFacts, refusedFacts, show } from './facts.js'
import { applyPretence } from './pretend.js'
import { submitToken } from './submit.js'
import { say } from './texts.js'
import { offerTricks } from './tricks.js'

const form = document.querySelector('#order')
const faceid = form.querySelector('faceid-h5')
applyPretence(faceid, document.querySelector('#pretend'))

form.addEventListener('faceid-result', ({ detail }) => {
  show('#browser', {
    tone: toneOf(detail.status),
    verdict: detail.status,
    facts: browserFacts(detail),
  })
  if (detail.resultToken) handIn(detail.resultToken)
  if (detail.status === 'passed' && detail.resultToken) offerTricks(form, detail.resultToken)
})

form.addEventListener('submit', (event) => {
  event.preventDefault()
  handIn(new FormData(form).get('faceid-token') ?? '')
})

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

offerTricks(form)

function toneOf(status) {
  return { passed: 'good', pending: '' }[status] ?? 'bad'
}
