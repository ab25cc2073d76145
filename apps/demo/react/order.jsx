import { useEffect, useState } from 'react'
import { handIn, readOrder } from '../client/shop.js'

export function Order({ id, shop: { relay, texts }, leave }) {
  const [order, setOrder] = useState(null)
  const [refused, setRefused] = useState(null)

  useEffect(() => {
    readOrder(id).then(setOrder, leave)
  }, [id])

  async function believe({ detail }) {
    if (!detail.resultToken) return
    const outcome = await handIn(id, detail.resultToken)
    setRefused(outcome.refused?.code ?? null)
    if (outcome.established) setOrder(await readOrder(id))
  }

  if (!order) return null
  const loan = order.product === 'loan'
  return (
    <main className="order">
      <section className="card">
        <h1>{texts[`${order.product}Title`]}</h1>
        {order.words && <p lang="zh-CN">{order.words}</p>}
        <p id="state" className="pill" data-state={order.state}>
          {texts[order.state]}
        </p>
        <faceid-h5
          relay={relay}
          scene={order.product}
          reference={order.id}
          start-url={loan ? `/orders/${order.id}/start` : undefined}
          onfaceid-result={believe}
        />
        {refused && (
          <p id="backend" role="alert">
            {texts.refused}: {refused}
          </p>
        )}
      </section>
    </main>
  )
}
