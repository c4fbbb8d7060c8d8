// What readers print (requirement A20): A4, black on white, no navigation, everything open, times and the address on paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReader } from './harness/browser.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

// A4 between its margins, in CSS pixels: (210 - 2 × 18) mm.
const PAPER_WIDTH = Math.round((174 / 25.4) * 96);
const NOT_ON_PAPER = '.lang, .skip, .live, .crumbs, .toc, .search, .pager, .btn, form, nav a';

setStage();

/** Pages of a PDF and the size of each, in points. */
function sheets(pdf) {
  const text = pdf.toString('latin1');
  return { count: text.match(/\/Type\s*\/Page\b(?!s)/g).length, boxes: [...new Set(text.match(/\/MediaBox\s*\[[^\]]+\]/g))] };
}

for (const language of ['ja', 'en']) {
  for (const [name, path, most] of [
    ['home', '', 4],
    ['long incident', 'incidents/INC-20161011-01', 18],
    ['service', 'services/mail', 8],
    ['month', 'history/2016-10', 3],
  ]) {
    test(`${name} (${language}) prints black on white, whole and without navigation`, async () => {
      const page = await newReader(browser, { language });
      await page.goto(`${portal.origin}/${language}/${path}`);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.setViewportSize({ width: PAPER_WIDTH, height: 970 });
      const seen = await page.evaluate((unwanted) => {
        const shown = (e) => e.getClientRects().length > 0;
        const brightness = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));
        const texts = [...document.querySelectorAll('main :is(p, h1, h2, h3, li, dt, dd, th, td, a, time)')].filter(shown);
        return {
          navigation: [...document.querySelectorAll(unwanted)].filter(shown).map((e) => e.outerHTML.slice(0, 80)),
          closed: [...document.querySelectorAll('details')].filter((d) => !shown(d.lastElementChild)).map((d) => d.id),
          pale: texts.filter((e) => brightness(getComputedStyle(e).color) > 0x55).map((e) => e.outerHTML.slice(0, 80)),
          grounds: [document.body, ...document.querySelectorAll('main *')]
            .filter((e) => shown(e) && !(e instanceof SVGElement))
            .map((e) => getComputedStyle(e).backgroundColor)
            .filter((colour) => !/, 0\)$/.test(colour) && colour !== 'rgb(255, 255, 255)'),
          cut: [...document.querySelectorAll('main table, main svg, main .scroll')]
            .filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => e.outerHTML.slice(0, 80)),
          ages: [...document.querySelectorAll('[data-rel]')].filter(shown).length,
          foot: document.querySelector('footer').innerText,
          asOf: document.querySelector('main').innerText,
        };
      }, NOT_ON_PAPER);
      assert.deepEqual(seen.navigation, [], 'navigation is not printed');
      assert.deepEqual(seen.closed, [], 'what can be opened is open');
      assert.deepEqual(seen.pale, [], 'text is dark');
      assert.deepEqual(seen.grounds, [], 'the ground is white');
      assert.deepEqual(seen.cut, [], 'nothing is cut at the edge');
      assert.equal(seen.ages, 0, 'no age that is wrong by tomorrow');
      assert.match(seen.foot, new RegExp(`https://status\\.example\\.jp/${language}/${path}`), 'the address is on paper');
      if (path === '') assert.match(seen.asOf, language === 'ja' ? /現在の情報です/ : /Information as of/);

      const { count, boxes } = sheets(await page.pdf({ preferCSSPageSize: true }));
      assert.ok(count <= most, `${count} sheets`);
      assert.deepEqual(boxes.map((box) => box.match(/[\d.]+/g).map((n) => Math.round(Number(n)))), [[0, 0, 595, 842]], 'A4');
      await page.context().close();
    });
  }
}
