import { newOrder } from '../public/shop.js'

const pictures = { member: 'cup', loan: 'teapot', auction: 'paddle' }
const customers = ['passes', 'retries', 'spoofs', 'declines', 'leaves']

export function Products({ shop: { texts, sandbox } }) {
  async function buy(event) {
    event.preventDefault()
    const { target, nativeEvent } = event
    location.search = `?order=${await newOrder(new FormData(target, nativeEvent.submitter))}`
  }

  return (
    <main className="shop">
      <h1>{texts.title}</h1>
      <p className="lead">{texts.lead}</p>
      <form className="products" onSubmit={buy}>
        {Object.entries(pictures).map(([product, picture]) => (
          <section className="card" key={product}>
            <img src={`/assets/${picture}.svg`} alt="" width="72" height="72" />
            <h2>{texts[`${product}Title`]}</h2>
            <p>{texts[`${product}Text`]}</p>
            {product === 'loan' && sandbox && (
              <label className="choice">
                <span>{texts.chooseCustomer}</span>
                <select name="customer">
                  <option value="">{texts['customer.you']}</option>
                  {customers.map((name) => (
                    <option key={name} value={name}>
                      {texts[`customer.${name}`]}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <button className="primary" type="submit" name="product" value={product}>
              {texts[`${product}Pick`]}
            </button>
          </section>
        ))}
      </form>
      <p className="note">
        {texts.frontEnds} <a href="/">HTML</a> · <a href="/vue/">Vue</a>
      </p>
    </main>
  )
}
