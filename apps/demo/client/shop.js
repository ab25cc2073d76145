// The shop's own API, as both front ends call it. Nothing here knows of faceid-h5.

/** The relay's address, the visitor's language, and the shop's texts in it. */
export function loadShop() {
  return request('/api/shop')
}

export async function newOrder(product) {
  const { id } = await request('/api/orders', { product })
  return id
}

/** Rejects where the order is not this visitor's. */
export function readOrder(id) {
  return request(`/api/orders/${id}`)
}

/** What the back end says of a result token: `{ established }` or `{ refused: { code } }`. */
export async function handIn(id, token) {
  const response = await post(`/orders/${id}/result`, { 'faceid-token': token })
  return response.json()
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
