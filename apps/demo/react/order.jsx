import { useEffect, useRef, useState } from 'react'
import { backEndCard, browserCard, refusalText } from '../public/facts.js'
import { handIn, readOrder, watchOrder } from '../public/shop.js'
import { offerTricks } from '../public/tricks.js'

export function Order({ id, shop: { relay, texts, auctionNote } }) {
  const [order, setOrder] = useState(null)
  const [received, setReceived] = useState(null)
  const [verified, setVerified] = useState(null)
  const [refusal, setRefusal] = useState('')
  const [token, setToken] = useState()
  const tricks = useRef(null)

  useEffect(() => {
    readOrder(id).then(setOrder, () => location.replace(location.pathname))
    // The shop may learn the result without this page.
    return watchOrder(id, setOrder)
  }, [id])

  useEffect(() => {
    if (order) offerTricks(tricks.current, { order, texts, token })
  }, [order?.id, token])

  async function submitResult({ detail }) {
    setReceived(browserCard(detail, texts))
    if (detail.status === 'passed') setToken(detail.resultToken)
    if (!detail.resultToken) return
    const decision = await handIn(id, detail.resultToken)
    setVerified(backEndCard(decision, texts))
    setRefusal(refusalText(decision, texts))
    if (decision.established) setOrder(await readOrder(id))
  }

  if (!order) return null
  const loan = order.product === 'loan'
  return (
    <main className="order">
      <section className="card">
        <h1>{texts[`${order.product}Title`]}</h1>
        {!loan && <p>{texts[`${order.product}Text`]}</p>}
        <dl className="facts">
          <dt>{texts.order}</dt>
          <dd>
            <code>{order.id}</code>
          </dd>
          {loan && (
            <>
              <dt>{texts.customer}</dt>
              <dd>{order.customer}</dd>
              <dt>{texts.total}</dt>
              <dd>
                {order.amount.toLocaleString('en')} {texts.currency}
              </dd>
              <dt>{texts.words}</dt>
              <dd lang="zh-CN">{order.words}</dd>
            </>
          )}
        </dl>
        <p id="state" className="pill" data-state={order.state}>
          {texts[order.state]}
        </p>
        <p id="told" className="note">
          {texts[`toldBy.${order.toldBy}`]}
        </p>
        <faceid-h5
          hidden={order.state === 'signed' && !received}
          relay={relay}
          scene={order.product}
          reference={order.id}
          start-url={loan ? `/orders/${order.id}/start` : undefined}
          onfaceid-result={submitResult}
        />
        {refusal && (
          <p id="refusal" role="alert">
            {refusal}
          </p>
        )}
        {order.product === 'auction' && <p className="note">{auctionNote}</p>}
      </section>
      <div className="outcome">
        <Result name="browser" card={received} texts={texts} />
        <Result name="backend" card={verified} texts={texts} />
        <section id="tricks" className="card" ref={tricks} />
      </div>
    </main>
  )
}

function Result({ name, card, texts }) {
  return (
    <section id={name} className="card" aria-live="polite" data-tone={card?.tone}>
      <h2>{texts[`${name}Title`]}</h2>
      <p className="note">{texts[`${name}Text`]}</p>
      <p className="verdict">{card ? card.verdict : texts[`${name}Empty`]}</p>
      <dl className="facts">
        {card?.facts.flatMap(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label} value`}>{value}</dd>,
        ])}
      </dl>
    </section>
  )
}
