// Every state that readers see is told by its word and its shape, whatever colours they see (requirement A1): the state of
// everything, of the services and their days, of incidents and of maintenance. To add a state: a way to it in `STEPS`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { firstNotice, reads } from './harness/life.mjs';
import { newOperator } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';
import { areToldApart, newObserver, shapes } from './harness/vision.mjs';

const record = (name) => fileURLToPath(new URL(`./data/${name}.yaml`, import.meta.url));

/** Each state of a service and of everything, each worse than those before it: the service, its word, and how it gets there. */
const STEPS = [
  ['operational', 'dns', '正常', () => {}],
  ['maintenance', 'web', 'メンテナンス中', () => portal.command('import', record('maintenance'))],
  ['checking', 'mail', '確認中', () => portal.command('import', record('checking'))],
  ['degraded', 'member', '遅延・不安定', () => post({ service: 'member', 'degree-ms_view': 'slow' })],
  ['partial', 'maildirect', '一部停止', () => post({ service: 'maildirect', 'degree-send': 'unavailable' })],
  ['major', 'dns', '停止', () => post({ service: 'dns', 'degree-dns_resolve': 'unavailable', scope: 'all' })],
];

// A day is not said to have been unexplained.
const OF_DAYS = ['operational', 'maintenance', 'degraded', 'partial', 'major'];

async function post(what) {
  const author = await newOperator(browser, portal, what.service);
  await firstNotice(author, portal, { started: '5分前', ...what });
  await author.context().close();
}

let page;
setStage({ serve: true }, async () => {
  page = await newObserver(browser);
});

/** A page as it is now: a browser may keep for five seconds what it has. */
async function open(path) {
  await page.goto(`${portal.origin}/ja/${path}`);
  await page.reload();
}

/** A sign, with a bit of the ground around it, and the word that stands beside it. */
async function sign(state, glyph, words) {
  const { x, y, width, height } = await glyph.boundingBox();
  const [word] = (await words.innerText()).trim().split('\n');
  return { state, word, box: { x: x - 2, y: y - 2, width: width + 4, height: height + 4 } };
}

/** The last column of a state, from above its top to the ground, and what its title says. */
async function day(state) {
  const column = page.locator(`.days rect.is-${state}`).last();
  const { x, width } = await column.boundingBox();
  const { y, height } = await page.locator('.days').boundingBox();
  const title = await column.locator('title').textContent();
  return { state, word: title.split('：').at(-1), box: { x, y: y - 2, width, height } };
}

/** Looks at signs on the page as it is now. */
async function look(...signs) {
  const seen = await shapes(page, signs.map(({ box }) => box));
  return signs.map((one, nth) => ({ ...one, seen: seen[nth] }));
}

test('the state of everything, of each service and of its day', async () => {
  const [everything, services, days] = [[], [], []];
  for (const [state, service, word, happens] of STEPS) {
    await happens();
    await reads(portal, 'ja', '', new RegExp(`^\\s*${word}\\s`)); // the page begins with it
    await open('');
    const beacon = page.locator('.beacon');
    assert.equal(await beacon.getAttribute('class'), `beacon is-${state}`);
    assert.equal(await beacon.locator('.beacon__word').innerText(), word);
    const mark = page.locator(`.service[data-watch=${service}] > div > .state`);
    const [whole, part] = await look(
      await sign(state, beacon.locator('.glyph'), beacon.locator('.beacon__word')),
      await sign(state, mark.locator('.glyph'), mark),
    );
    everything.push(whole);
    services.push(part);
    if (!OF_DAYS.includes(state)) continue;
    await open(`services/${service}`);
    days.push(...(await look(await day(state))));
  }
  areToldApart('everything', everything);
  areToldApart('a service', services);
  areToldApart('a day', days);
});

test('the states of a maintenance', async () => {
  // Nine windows, one below the other beside the timeline.
  await page.setViewportSize({ ...page.viewportSize(), height: 3000 });
  await open('maintenance/MNT-20161201-01');
  const marks = await page.locator('li.item > .chips > :first-child').all();
  assert.equal(marks.length, 9);
  const windows = [];
  for (const mark of marks) windows.push(await sign(await mark.innerText(), mark.locator('.glyph'), mark));
  areToldApart('a maintenance', await look(...windows));
});

test('the states of an incident', async () => {
  await open('incidents/INC-20161011-01');
  const updates = new Map();
  for (const update of await page.locator('.timeline > li').all()) {
    const word = update.locator('h3 > .state').last();
    const state = await word.innerText();
    if (updates.has(state)) continue;
    await word.scrollIntoViewIfNeeded();
    updates.set(state, ...(await look(await sign(state, update.locator('.timeline__node .glyph'), word))));
  }
  assert.ok(updates.size >= 4, [...updates.keys()].join());
  areToldApart('an incident', [...updates.values()]);
});
