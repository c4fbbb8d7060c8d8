// A program with the same contract as `noroshi demo` and a few tiny pages, some of them faulty on purpose:
// it proves that the harness sees what it must see. `stand-in.mjs demo --listen ADDR --data-dir DIR`.

import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { listen: { type: 'string' }, 'data-dir': { type: 'string' } },
});
const [host, port] = values.listen.split(':');
mkdirSync(values['data-dir']);

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:";
const STYLE = `
  :root { color-scheme: light dark; --quiet: #595959; }
  body { margin: 1rem; overflow-wrap: anywhere; }
  @media (prefers-color-scheme: dark) {
    body { background: #111; color: #eee; }
    .faint-in-the-dark { color: #222; }
  }
  .wide { width: 40rem; }`;
const SCRIPT = `document.querySelector('#only-without-script')?.remove();`;

const page = (body, head = '') => `<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>障害情報 - みなとネット</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"><script src="/script.js" defer></script>${head}</head>
<body><main><h1>現在の状況</h1>${body}</main></body></html>`;

const PAGES = {
  '/ja/': page('<p>すべて正常です。</p>'),
  '/no-alternative': page('<p>図</p><img src="/style.css">'),
  '/no-alternative-without-script': page('<p>図</p><img id="only-without-script" src="/style.css">'),
  '/faint-in-the-dark': page('<p class="faint-in-the-dark">見えません。</p>'),
  '/wide': page('<p class="wide">はみ出します。</p>'),
  '/inline-style': page('<p style="color: red">禁じられた様式です。</p>'),
  '/cookie': page('<p>クッキー</p>'),
  '/heavy': page(`<p>${'あ'.repeat(12_000)}</p>`),
  '/many': page('<p>多い</p>', Array.from({ length: 6 }, (_, n) => `<link rel="stylesheet" href="/style.css?${n}">`).join('')),
  '/elsewhere': page('<p>よそ</p>', `<link rel="stylesheet" href="http://localhost:${port}/style.css">`),
};

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  response.setHeader('Content-Security-Policy', path === '/elsewhere' ? POLICY.replace("'self'", '*') : POLICY);
  if (path === '/cookie') response.setHeader('Set-Cookie', 'reader=1');
  const [type, body] =
    path === '/style.css' ? ['text/css', STYLE] : path === '/script.js' ? ['text/javascript', SCRIPT] : ['text/html', PAGES[path]];
  response.statusCode = body ? 200 : 404;
  response.setHeader('Content-Type', `${body ? type : 'text/html'}; charset=utf-8`);
  response.end(body ?? page('<p>ページが見つかりません。</p>'));
});
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
server.listen(Number(port), host, () => {
  for (const path of ['/ja/', '/en/', '/console/', '/console/sign-in/once']) console.log(`http://${values.listen}${path}`);
});
