// Two operators at once, each with a browser of their own: the second gets the difference, nothing is lost or overwritten
// (requirement A25), and what is sent twice is posted once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginFirstNotice, firstNotice, reads } from './harness/life.mjs';
import { check, fill, go, newOperator, post, preview } from './harness/operator.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

const CHECK = 'button[name=step][value=check]';
const POST = 'button[name=step][value=post]';
const MAIL = { service: 'mail', 'degree-pop': 'unavailable', started: '20分前' };
const DOING = { action_now_ja: '切り分け', action_now_en: 'isolating the fault' };

let hanako;
let taro;
setStage({}, async () => {
  hanako = await newOperator(browser, portal, 'midori', { name: '緑川みどり' });
  taro = await newOperator(browser, portal, 'jiro', { name: 'Jiro Aoyama', language: 'en' });
});

const at = (path) => `${portal.origin}/console${path}`;
const updates = async (reference, language = 'ja') => {
  const page = await fetch(`${portal.origin}/${language}/incidents/${reference}`);
  return [...(await page.text()).matchAll(/<li id="(U\d+)"/g)].map(([, key]) => key);
};
const title = (page) => page.locator('h1').innerText();

/** An update that both have open: the first one posts, the second one has typed and presses a button. */
async function bothWrite(reference, second) {
  for (const page of [hanako, taro]) await page.goto(at(`/incidents/${reference}/notice`));
  await fill(hanako, { state: 'responding', ...DOING, free_ja: 'みどりの段落です。', free_en: 'A paragraph by Midori.' });
  await fill(taro, { ...DOING, free_ja: '次郎の段落です。', free_en: 'A paragraph by Jiro.' });
  if (second === POST) await check(taro);
  await check(hanako);
  await post(hanako);
  assert.equal(await go(taro, second), 409);
}

for (const [what, button] of [['checks', CHECK], ['posts', POST]]) {
  test(`who ${what} second is shown what the first one changed, goes on with the own text, and posts it too`, async () => {
    const reference = await firstNotice(hanako, portal, MAIL);
    await bothWrite(reference, button);

    assert.equal(await title(taro), 'Someone else changed it first');
    const told = await taro.locator('main').innerText();
    assert.match(told, /緑川みどり changed this at/, 'who it was');
    assert.match(told, /Status[^]*Investigating[^]*Fix in progress/, 'which facts changed');
    if (button === POST) {
      assert.match(await taro.locator('.diff del').allInnerTexts().then((all) => all.join('')), /Midori/);
      assert.match(await taro.locator('.diff ins').allInnerTexts().then((all) => all.join('')), /Jiro/);
    }
    assert.deepEqual(await updates(reference), ['U02', 'U01'], 'nothing was posted over it');

    assert.equal(await go(taro, 'main form button.btn--primary'), 200);
    assert.equal(await taro.inputValue('[name=free_en]'), 'A paragraph by Jiro.');
    assert.equal(await taro.inputValue('[name=free_ja]'), '次郎の段落です。');
    assert.match(await preview(taro, 'en'), /A paragraph by Jiro\./);
    await check(taro);
    await post(taro);
    await reads(portal, 'ja', `incidents/${reference}`, 'みどりの段落です。', '次郎の段落です。', '第3報');
    await reads(portal, 'en', `incidents/${reference}`, 'A paragraph by Midori.', 'A paragraph by Jiro.', 'Update 3');
    assert.deepEqual(await updates(reference), ['U03', 'U02', 'U01']);
  });
}

test('who comes second may drop the own text instead', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await bothWrite(reference, CHECK);
  await go(taro, 'main a.btn');
  assert.equal(taro.url(), at(`/incidents/${reference}`));
  assert.deepEqual(await updates(reference), ['U02', 'U01']);
});

test('two who edit the same part of the record: the second sees the first one\'s words before anything is replaced', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  for (const page of [hanako, taro]) await page.goto(at(`/incidents/${reference}/edit/cause`));
  await fill(hanako, { cause_state: 'suspected', cause_ja: '電源装置の故障', cause_en: 'a failed power supply' });
  await fill(taro, { cause_state: 'confirmed', cause_ja: '冷却装置の停止', cause_en: 'a stopped cooler' });
  const SAVE = 'main form .actions button.btn--primary';
  await go(hanako, SAVE);
  await reads(portal, 'en', `incidents/${reference}`, 'A failed power supply');
  assert.equal(await go(taro, SAVE), 409);
  const told = await taro.locator('main').innerText();
  assert.match(told, /緑川みどり changed this at[^]*Cause[^]*a failed power supply/, told);
  await reads(portal, 'en', `incidents/${reference}`, 'A failed power supply');
  await go(taro, 'main form button.btn--primary');
  if (new URL(taro.url()).pathname.endsWith('/edit/cause')) await go(taro, SAVE);
  await reads(portal, 'en', `incidents/${reference}`, 'A stopped cooler');
});

test('one is told that the other is writing', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await hanako.goto(at(`/incidents/${reference}/notice`));
  await fill(hanako, { free_ja: '書きかけです。' });
  await go(hanako, 'button[name=step][value=draft]');
  await taro.goto(at(`/incidents/${reference}`));
  assert.match(await taro.locator('.warn').first().innerText(), /緑川みどり is also writing about this incident/);
  await taro.goto(at(`/incidents/${reference}/notice`));
  assert.match(await taro.locator('.done').allInnerTexts().then((all) => all.join()), /緑川みどり is also writing/);
});

test('two first notices at the same moment become two incidents, each under its own number in its text', async () => {
  for (const page of [hanako, taro]) {
    await page.goto(at(''));
    await beginFirstNotice(page, MAIL);
    await check(page);
  }
  const references = await Promise.all([post(hanako), post(taro)]);
  assert.notEqual(references[0], references[1]);
  for (const reference of references) await reads(portal, 'ja', `incidents/${reference}`, reference, '第1報');
});

test('a double click on “Post” posts once: a first notice and an update', async () => {
  await hanako.goto(at(''));
  const open = async () => (await (await fetch(`${portal.origin}/ja/`)).text()).split('item--now').length;
  const before = await open();
  await beginFirstNotice(hanako, MAIL);
  await check(hanako);
  await hanako.dblclick(POST);
  await hanako.waitForURL(/\/console\/incidents\/INC-/);
  const reference = new URL(hanako.url()).pathname.split('/').at(-1);
  await reads(portal, 'ja', '', reference);
  assert.equal(await open(), before + 1);

  await go(hanako, '.titlebar a[href$="/notice"]');
  await fill(hanako, { ...DOING, free_ja: '二度押しです。', free_en: 'Pressed twice.' });
  await check(hanako);
  await hanako.dblclick(POST);
  await hanako.waitForURL(at(`/incidents/${reference}`));
  await reads(portal, 'en', `incidents/${reference}`, 'Pressed twice.');
  assert.deepEqual(await updates(reference), ['U02', 'U01']);
});

test('a form that is sent again later, from the browser\'s history, is answered as the first time', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await go(hanako, '.titlebar a[href$="/notice"]');
  await fill(hanako, { ...DOING, free_ja: '一度だけ。', free_en: 'Only once.' });
  await check(hanako);
  const form = await hanako.$eval('form[data-autosave]', (form) => new URLSearchParams(new FormData(form)).toString());
  await post(hanako);
  for (let again = 0; again < 2; again++) {
    const answer = await hanako.request.post(at(`/incidents/${reference}/notice/post`), {
      data: form,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: portal.origin },
    });
    assert.equal(answer.url(), at(`/incidents/${reference}`));
  }
  await reads(portal, 'en', `incidents/${reference}`, 'Only once.');
  assert.deepEqual(await updates(reference), ['U02', 'U01']);
});
