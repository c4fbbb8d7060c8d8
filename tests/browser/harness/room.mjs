// Pages that have little room (WCAG 1.4.10), and pages whose readers need more of it between lines, letters, words and paragraphs
// (WCAG 1.4.12): nothing scrolls sideways, no text is cut off, none leaves its box, none lies upon another.

import assert from 'node:assert/strict';

/** Nothing makes the page scroll sideways (WCAG 1.4.10). */
export async function fitsItsWidth(page, where = page.url()) {
  const { width, wide } = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const past = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
    const names = past.slice(0, 5).map((e) => `<${e.localName} class="${e.className}">`);
    return { width: clientWidth, wide: scrollWidth > clientWidth ? [`${scrollWidth} px`, ...names] : [] };
  });
  assert.deepEqual(wide, [], `${where} is wider than its ${width} px`);
}

const SPACED = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`;

// A phone, and a window of 1280 × 1024 enlarged to 400 %.
const VIEWS = { '320 px': { width: 320, height: 800 }, '400 %': { width: 320, height: 256 } };

/** An open page with spaced text loses nothing. The page is afterwards as it was. */
export async function holdsSpaced(page, where = page.url()) {
  // A sheet of the browser's own, which the pages' Content-Security-Policy does not forbid.
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, SPACED);
  for (const [view, size] of Object.entries(VIEWS)) {
    await page.setViewportSize(size);
    const at = `${where}, spaced, ${view}`;
    await fitsItsWidth(page, at);
    assert.deepEqual(await page.evaluate(lost), [], at);
  }
  await page.evaluate(() => (document.adoptedStyleSheets = []));
}

// Runs in the page: what is cut off, out of its box, or upon other text. A pixel is nobody's loss.
function lost() {
  const SLACK = 1.5;
  const found = [];
  const say = (what, element) => found.push(`${what}: <${element.localName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent.trim().slice(0, 60)}`);
  // What only a screen reader reads takes no room: the styles clip it away.
  const unseen = [...document.body.querySelectorAll('*')].filter((element) => getComputedStyle(element).clipPath === 'inset(50%)');
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip') && !unseen.some((one) => one.contains(element));

  for (const element of document.body.querySelectorAll('*')) {
    if (!isShown(element) || element.closest('svg, input')) continue; // what is typed in one line scrolls
    const { overflowX, overflowY, display } = getComputedStyle(element);
    if (display === 'inline') continue;
    if (overflowX !== 'visible' && overflowX !== 'auto' && element.scrollWidth > element.clientWidth + SLACK) say('cut off at the side', element);
    if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + SLACK) say('cut off below', element);
  }

  const placed = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !isShown(parent) || parent.closest('option, textarea, title, noscript, script')) continue;
    range.selectNodeContents(node);
    let box = parent;
    while (getComputedStyle(box).display.startsWith('inline') && box.parentElement) box = box.parentElement;
    const drawing = parent.closest('svg');
    const within = drawing ? null : box.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(parent).fontSize) * (drawing ? parent.getScreenCTM().a : 1);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2) continue;
      // The height of a line is taken as that of its letters.
      const inset = Math.max(0, (rect.height - size) / 2);
      const text = { left: rect.left, right: rect.right, top: rect.top + inset, bottom: rect.bottom - inset, parent };
      if (within && (text.bottom > within.bottom + SLACK || text.top < within.top - SLACK)) say('out of its box', parent);
      placed.push(text);
    }
  }
  placed.sort((a, b) => a.top - b.top);
  placed.forEach((one, nth) => {
    for (const other of placed.slice(nth + 1)) {
      if (other.top > one.bottom - 2) break;
      const aside = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (aside > 2) say(`upon “${one.parent.textContent.trim().slice(0, 30)}”`, other.parent);
    }
  });
  return [...new Set(found)];
}
