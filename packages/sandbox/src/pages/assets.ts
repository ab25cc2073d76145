/** Style sheet, script, icon and headers of the hosted pages. Light and dark, phone first, no fonts. */
import type { FastifyInstance } from 'fastify'

const styleSheet = `
:root{--ground:#f4f3fa;--sheet:#fff;--ink:#1e1b33;--soft:#5c5874;--line:#dcd9ea;--main:#5646d6;--on-main:#fff;
--tint:#eceafb;--mark:#ffd166;--on-mark:#3b2a00;--good:#15803d;--bad:#b42318;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ground:#131120;--sheet:#1d1a2e;--ink:#f1effa;--soft:#aaa5c4;--line:#37324f;
--main:#a499ff;--on-main:#15112e;--tint:#2a2544;--mark:#e0ac2b;--on-mark:#241a00;--good:#4ade80;--bad:#ff8a7a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;display:flex;flex-direction:column}
.mark{position:sticky;top:0;z-index:1;display:flex;justify-content:space-between;align-items:center;gap:12px;padding:10px 16px;padding-top:calc(10px + env(safe-area-inset-top));background:var(--mark);color:var(--on-mark);font-size:14px}
.mark a{color:inherit;padding:6px 4px;margin:-6px -4px}
main{width:100%;max-width:440px;margin:0 auto;padding:16px 20px 8px;flex:1;display:flex;flex-direction:column;gap:12px}
.merchant{margin:0;color:var(--soft);font-size:14px;text-align:center}.merchant b{color:var(--ink)}
.steps{display:flex;gap:8px;list-style:none;margin:0;padding:0;font-size:13px;color:var(--soft)}
.steps li{flex:1;border-top:4px solid var(--line);border-radius:2px;padding-top:6px;text-align:center}
.steps .past{border-color:var(--main)}.steps .now{border-color:var(--main);color:var(--ink);font-weight:600}
.picture{display:block;width:100%;max-width:300px;margin:8px auto 0}.picture.round{max-width:176px}
.paper{fill:var(--sheet);stroke:var(--line);stroke-width:2}.sky{fill:var(--tint)}.skin{fill:#f2c9a5}.hair{fill:#40302c}.ink{fill:var(--main)}
.round circle.ink{fill:#2a2233}.lines rect{fill:var(--line)}.smile{fill:none;stroke:#b4532f;stroke-width:4;stroke-linecap:round}
.picture text{fill:var(--ink);font-size:20px;font-weight:600}.picture .number{font:600 18px/1 ui-monospace,Menlo,monospace}
.picture .stamp{fill:var(--bad);font-size:12px;letter-spacing:.2em}
.ring{fill:none;stroke:var(--main);stroke-width:6;stroke-dasharray:90 24;transform-origin:110px 110px;animation:turn 12s linear infinite}
@keyframes turn{to{transform:rotate(360deg)}}
@media(prefers-reduced-motion:reduce){.ring{animation:none}}
h1{margin:4px 0 0;font-size:22px;line-height:1.3;text-align:center}h1:focus{outline:none}
.hint{margin:0;color:var(--soft);text-align:center;font-size:15px}.small{font-size:13px}
.reason{margin:0;text-align:center;font-weight:600}.reason code{font-weight:400;color:var(--soft)}
form{margin:0}button,select{font:inherit;min-height:44px;border-radius:12px;border:1px solid var(--line);background:var(--sheet);color:var(--ink);padding:8px 14px;max-width:100%}
button{cursor:pointer}.primary,.secondary{width:100%;min-height:50px;font-weight:600}
.primary{background:var(--main);border-color:var(--main);color:var(--on-main)}
button:hover{border-color:var(--main)}button:disabled{opacity:.55;cursor:default}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
fieldset{border:0;margin:14px 0 0;padding:0;min-width:0}legend,label{padding:0;font-size:13px;color:var(--soft);margin-bottom:6px;display:block}
.chips{display:grid;grid-template-columns:1fr 1fr;gap:8px}.chips button{font-size:14px;line-height:1.3;padding:6px 8px;overflow-wrap:anywhere}
.chips button:last-child:nth-child(odd){grid-column:1/-1}
.row{display:flex;gap:8px}.row select{flex:1;min-width:0;font-size:14px}.row button{flex:none;font-size:14px}
.quiet{display:flex;justify-content:center;flex-wrap:wrap;gap:4px 16px}.quiet button{border:0;background:none;color:var(--soft);text-decoration:underline;font-size:14px;padding:8px}
blockquote,.words{margin:4px 0 0;padding:16px 18px;background:var(--sheet);border:1px solid var(--line);border-radius:16px;font-size:18px;overflow-wrap:anywhere}
.words{padding-left:40px}.words li+li{margin-top:10px}.words small{display:block;color:var(--soft);font-size:14px}
.sign{display:block;width:88px;margin:28px auto 4px;fill:none;stroke-width:6;stroke-linecap:round;stroke-linejoin:round;stroke:var(--main)}
.sign.good{stroke:var(--good)}.sign.bad{stroke:var(--bad)}
.wide{max-width:760px}.wide h1{text-align:left;margin-top:12px}.wide .hint{text-align:left}h2{font-size:17px;margin:16px 0 0}
pre,.scroll{margin:0;background:var(--sheet);border:1px solid var(--line);border-radius:12px;overflow-x:auto}pre{padding:12px 14px;font:13px/1.6 ui-monospace,Menlo,monospace}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:8px 14px;border-top:1px solid var(--line);white-space:nowrap}.prose td:last-child{white-space:normal}
thead th{border-top:0;color:var(--soft);font-weight:500;font-size:13px}td a{color:var(--main)}td code{font:13px/1 ui-monospace,Menlo,monospace}
footer{padding:12px 20px calc(16px + env(safe-area-inset-bottom));text-align:center;color:var(--soft);font-size:12px}
`

const script = `
document.querySelector('h1')?.focus()
addEventListener('submit', (event) => setTimeout(() => {
  for (const button of event.target.querySelectorAll('button')) button.disabled = true
}))
addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
`

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#ffd166"/><path d="M9 20c4 5 10 5 14 0M11 12v1M21 12v1" fill="none" stroke="#3b2a00" stroke-width="3" stroke-linecap="round"/></svg>`

export function assetRoutes(app: FastifyInstance): void {
  app.get('/sandbox/assets/page.css', (_, reply) => reply.type('text/css').send(styleSheet))
  app.get('/sandbox/assets/page.js', (_, reply) => reply.type('text/javascript').send(script))
  app.get('/sandbox/assets/icon.svg', (_, reply) => reply.type('image/svg+xml').send(icon))
}

export function addPageHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': policy,
    })
  })
}

/** No `form-action`: the way back to the merchant is a redirect after a form. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')
