import { useEffect, useState } from 'react'
import { newOrder } from '../client/shop.js'
import { Order } from './order.jsx'

/** Two pages, told apart by the query, as a shop without a router may have them. */
export function App({ shop }) {
  const [id, setId] = useState(orderInAddress)

  useEffect(() => {
    const follow = () => setId(orderInAddress())
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  function open(order) {
    history.pushState(null, '', order ? `?order=${order}` : location.pathname)
    setId(order)
  }

  const { texts } = shop
  return (
    <>
      <header>
        <a className="brand" href={location.pathname}>
          {texts.shop} · React
        </a>
      </header>
      {id ? (
        <Order key={id} id={id} shop={shop} leave={() => open(null)} />
      ) : (
        <main className="shop">
          <h1>{texts.title}</h1>
          <div className="products">
            {['member', 'loan', 'auction'].map((product) => (
              <section className="card" key={product}>
                <h2>{texts[`${product}Title`]}</h2>
                <p>{texts[`${product}Text`]}</p>
                <button
                  className="primary"
                  type="button"
                  value={product}
                  onClick={async () => open(await newOrder(product))}
                >
                  {texts[`${product}Pick`]}
                </button>
              </section>
            ))}
          </div>
        </main>
      )}
    </>
  )
}

function orderInAddress() {
  return new URLSearchParams(location.search).get('order')
}
