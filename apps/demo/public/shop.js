// The shop's own API, as its three front ends call it. Nothing here knows of faceid-h5.

/** The relay's address, the visitor's language, and the shop's texts in it. */
export function loadShop() {
  return request('/api/shop')
}

/** Resolves to the order's id. */
export async function newOrder(form) {
  const { id } = await request('/orders', form)
  return id
}

/** Rejects if the order is not this visitor's. */
export function readOrder(id) {
  return request(`/api/orders/${id}`)
}

/** Reads an open order every two seconds until it is signed: the shop may learn that without this page. */
export function watchOrder(id, changed) {
  const timer = setInterval(async () => {
    const order = document.hidden ? undefined : await readOrder(id).catch(() => undefined)
    if (order?.state !== 'signed') return
    stop()
    changed(order)
  }, 2000)
  const stop = () => clearInterval(timer)
  return stop
}

/** The back end's decision on a result token: `{ established }` or `{ refused: { code } }`. */
export async function handIn(id, token) {
  try {
    const response = await post(`/orders/${id}/result`, { 'faceid-token': token })
    return await response.json()
  } catch {
    return { refused: { code: 'network' } }
  }
}

export function changeAmount(id, amount) {
  return post(`/orders/${id}/amount`, { amount: String(amount) })
}

async function request(path, form) {
  const response = await (form ? post(path, form) : fetch(path))
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json()
}

function post(path, form) {
  return fetch(path, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(form),
  })
}
