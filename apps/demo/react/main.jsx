import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadShop } from '../public/shop.js'
import '@faceid-h5/widget/element'
import '../public/shop.css'
import { App } from './app.jsx'

const shop = await loadShop()
document.documentElement.lang = shop.locale
createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <App shop={shop} />
  </StrictMode>,
)
