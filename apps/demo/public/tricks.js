// What a dishonest visitor may try with a token. Each ends at the same back end as the honest form.
import { submitToken } from './submit.js'
import { say } from './texts.js'

const tricks = {
  forge: (form) => submitToken(form.action, JSON.stringify({ sub: 'me', status: 'passed' })),
  alter: (form, token) => submitToken(form.action, altered(token)),
  order: async (form, token) => submitToken(await newOrder(form.dataset.product), token),
  scene: async (form, token) =>
    submitToken(await newOrder(form.dataset.product === 'loan' ? 'member' : 'loan'), token),
  edit: async (form, token) => {
    const amount = Number(form.dataset.amount)
    await changeAmount(form, amount * 2)
    const outcome = await submitToken(form.action, token)
    // Put back what was confirmed, and signed.
    await changeAmount(form, amount)
    await submitToken(form.action, token)
    return outcome
  },
}

/** Without a token only what needs none can be tried. */
export function offerTricks(form, token) {
  for (const item of document.querySelectorAll('#tricks li')) {
    const button = item.querySelector('button')
    const possible = token !== undefined || button.value === 'forge'
    item.hidden = item.classList.contains('loan-only') && form.dataset.product !== 'loan'
    button.disabled = !possible
    button.onclick = async () => {
      const { established, refused } = await tricks[button.value](form, token)
      const output = item.querySelector('output')
      output.textContent = established
        ? say('accepted')
        : `${refused.code}: ${say(`refused.${refused.code}`)}`
    }
  }
  document.querySelector('#tricks-wait').hidden = token !== undefined
}

/** In the middle of the claims, where every letter counts. */
function altered(token) {
  const middle = Math.floor(token.length / 2)
  return token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1)
}

/** The same visitor's next order: the shop answers with its page. */
async function newOrder(product) {
  const { url } = await fetch('/orders', { method: 'POST', body: new URLSearchParams({ product }) })
  return `${new URL(url).pathname}/result`
}

function changeAmount(form, amount) {
  const action = form.action.replace(/result$/, 'amount')
  return fetch(action, { method: 'POST', body: new URLSearchParams({ amount: String(amount) }) })
}
