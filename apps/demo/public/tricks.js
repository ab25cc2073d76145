// What a dishonest visitor may try with a token. Each ends at the same back end as the honest form.
import { reasonOf } from './facts.js'
import { changeAmount, handIn, newOrder } from './shop.js'
import { texts } from './texts.js'

const tricks = {
  forge: ({ id }) => handIn(id, JSON.stringify({ sub: 'me', status: 'passed' })),
  alter: ({ id }, token) => handIn(id, altered(token)),
  order: async ({ product }, token) => handIn(await newOrder({ product }), token),
  scene: async ({ product }, token) =>
    handIn(await newOrder({ product: product === 'loan' ? 'member' : 'loan' }), token),
  edit: async ({ id, amount }, token) => {
    await changeAmount(id, amount * 2)
    const outcome = await handIn(id, token)
    // Restore what was confirmed, and signed.
    await changeAmount(id, amount)
    await handIn(id, token)
    return outcome
  },
}

/** Without a token only `forge` is possible. */
export function offerTricks(form, id, token) {
  const { product, amount } = form.dataset
  for (const item of document.querySelectorAll('#tricks li')) {
    const button = item.querySelector('button')
    item.hidden = item.classList.contains('loan-only') && product !== 'loan'
    button.disabled = token === undefined && button.value !== 'forge'
    button.onclick = async () => {
      const order = { id, product, amount: Number(amount) }
      const { refused } = await tricks[button.value](order, token)
      item.querySelector('output').textContent = refused
        ? `${refused.code}${texts.colon}${reasonOf(refused, texts)}`
        : texts.accepted
    }
  }
  document.querySelector('#tricks-wait').hidden = token !== undefined
}

/** In the middle of the claims, where every letter counts. */
function altered(token) {
  const middle = Math.floor(token.length / 2)
  return token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1)
}
