// What a dishonest visitor may try with a token. Each ends at the same back end as the honest form.
import { reasonOf } from './facts.js'
import { changeAmount, handIn, newOrder } from './shop.js'

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

/** Fills the card. Without a token only `forge` is possible; only a loan has an amount to edit. */
export function offerTricks(card, { order, texts, token }) {
  const list = element('ul')
  for (const [name, attempt] of Object.entries(tricks)) {
    if (name === 'edit' && order.product !== 'loan') continue
    const button = element('button', texts[`trick.${name}`])
    const output = element('output')
    Object.assign(button, { type: 'button', value: name, disabled: !token && name !== 'forge' })
    button.onclick = async () => {
      const { refused } = await attempt(order, token)
      output.textContent = refused
        ? `${refused.code}${texts.colon}${reasonOf(refused, texts)}`
        : texts.accepted
    }
    const item = element('li')
    item.append(button, output)
    list.append(item)
  }
  const [note, wait] = [texts.tricksText, token ? '' : texts.tricksWait].map((text) =>
    Object.assign(element('p', text), { className: 'note' }),
  )
  card.replaceChildren(element('h2', texts.tricksTitle), note, list, wait)
}

/** Only text: nothing that comes from elsewhere becomes markup. */
export function element(name, textContent = '') {
  return Object.assign(document.createElement(name), { textContent })
}

/** In the middle of the claims, where every letter counts. */
function altered(token) {
  const middle = Math.floor(token.length / 2)
  return token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1)
}
