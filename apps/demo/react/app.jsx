import { Order } from './order.jsx'
import { Products } from './products.jsx'

const environments = ['real', 'wechat-android', 'wechat-ios', 'wecom', 'harmonyos', 'browser']

/** Two pages, distinguished by the query, as in a shop without a router. */
export function App({ shop }) {
  const id = new URLSearchParams(location.search).get('order')
  const { texts, sandbox } = shop
  return (
    <>
      {sandbox && (
        <aside className="bar">
          <span>{texts.sandboxNote}</span>
          <label hidden>
            {texts.pretend}{' '}
            <select id="pretend">
              {environments.map((name) => (
                <option key={name} value={name}>
                  {texts[`pretend.${name}`]}
                </option>
              ))}
            </select>
          </label>
        </aside>
      )}
      <header>
        <a className="brand" href={location.pathname}>
          <img src="/assets/leaf.svg" alt="" width="28" height="28" />
          {texts.shop} · React
        </a>
        <form className="languages" action="/language" method="post">
          <input type="hidden" name="path" value={location.pathname + (id ? `?order=${id}` : '')} />
          {Object.entries({ 'zh-CN': '简', 'zh-HK': '繁', en: 'EN' }).map(([locale, name]) => (
            <button key={locale} type="submit" name="locale" value={locale} lang={locale}>
              {name}
            </button>
          ))}
        </form>
      </header>
      {id ? <Order id={id} shop={shop} /> : <Products shop={shop} />}
    </>
  )
}
