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
  .wide { width: 40rem; }
  .faint { color: #888; }
  .cut { height: 1.5rem; overflow: hidden; }
  .low { height: 1.5rem; }
  .tone { display: inline-block; margin: 8px; width: 16px; height: 16px; border-radius: 50%; }
  .good { background: #060; } .bad { background: #900; }`;
const SCRIPT = `document.querySelector('#only-without-script')?.remove();`;

const page = (body, head = '') => `<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>障害情報 - みなとネット</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"><script src="/script.js" defer></script>${head}</head>
<body><main><h1>現在の状況</h1>${body}</main></body></html>`;

const PAGES = {
  '/ja/': page('<p>すべて正常です。</p>'),
  '/no-alternative': page('<p>図</p><img src="/style.css">'),
  '/faint-without-script': page('<p id="only-without-script" class="faint">見えません。</p>'),
  '/faint-in-the-dark': page('<p class="faint-in-the-dark">見えません。</p>'),
  '/wide': page('<p class="wide">はみ出します。</p>'),
  '/nowhere': page('<p><a href="#gone">続き</a></p>'),
  '/invalid': page('<figure><p>図</p><figcaption>図1</figcaption><p>続き</p></figure>'),
  '/cut-when-spaced': page('<p class="cut">字間や行間を広げると、二行目から先が読めなくなります。</p>'),
  '/out-of-its-box-when-spaced': page('<div class="low">広げると二行目がはみ出し、重なります。</div><div class="low">次の段落</div>'),
  '/one-shape': page('<p>正常<span class="tone good"></span></p><p>停止<span class="tone bad"></span></p>'),
  '/inline-script': page('<p>禁じられた動作です。</p><script>document.title = ""</script>'),
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
