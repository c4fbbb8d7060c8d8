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
const overtaken = (page) => page.locator('#errors h2').innerText();
const focused = (page) => page.evaluate(() => document.activeElement.id);
const SAVE = 'main form .actions button.btn--primary';

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

    assert.equal(await overtaken(taro), 'Someone else changed it first');
    assert.equal(await focused(taro), 'errors');
    const told = await taro.locator('main').innerText();
    assert.match(told, /緑川みどり changed this at/, 'who it was');
    assert.match(told, /Status[^]*Investigating[^]*Fix in progress/, 'which facts changed');
    assert.match(told, /A paragraph by Midori/, 'what the other one wrote');
    if (button === POST) {
      assert.match(await taro.locator('.diff del').allInnerTexts().then((all) => all.join('')), /Midori/);
      assert.match(await taro.locator('.diff ins').allInnerTexts().then((all) => all.join('')), /Jiro/);
    }
    await reads(portal, 'ja', `incidents/${reference}`, '第2報');
    assert.deepEqual(await updates(reference), ['U02', 'U01'], 'nothing was posted over it');

    assert.equal(await taro.inputValue('[name=free_en]'), 'A paragraph by Jiro.');
    assert.equal(await taro.inputValue('[name=free_ja]'), '次郎の段落です。');
    assert.equal(await taro.locator('[name=state]:checked').inputValue(), 'responding', 'the status that he left alone');
    assert.equal(await taro.locator(POST).count(), 0, 'it is checked again first');
    await check(taro);
    assert.match(await preview(taro, 'en'), /A paragraph by Jiro\./);
    await post(taro);
    await reads(portal, 'ja', `incidents/${reference}`, 'みどりの段落です。', '次郎の段落です。', '第3報');
    await reads(portal, 'en', `incidents/${reference}`, 'A paragraph by Midori.', 'A paragraph by Jiro.', 'Update 3');
    assert.deepEqual(await updates(reference), ['U03', 'U02', 'U01']);
    const [status] = await reads(portal, 'en', `incidents/${reference}`, 'Fix in progress').then((text) => text.match(/Fix in progress|Investigating/));
    assert.equal(status, 'Fix in progress', 'the second notice does not undo the status of the first');
  });
}

test('who comes second may drop the own text instead', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await bothWrite(reference, CHECK);
  await go(taro, 'main a.btn');
  assert.equal(taro.url(), at(`/incidents/${reference}`));
  await reads(portal, 'ja', `incidents/${reference}`, '第2報');
  assert.deepEqual(await updates(reference), ['U02', 'U01']);
});

test('two who edit the same part of the record: the second sees the first one\'s words before anything is replaced', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  for (const page of [hanako, taro]) await page.goto(at(`/incidents/${reference}/edit/cause`));
  await fill(hanako, { cause_state: 'suspected', cause_ja: '電源装置の故障', cause_en: 'a failed power supply' });
  await fill(taro, { cause_state: 'confirmed', cause_en: 'a stopped cooler' });
  await go(hanako, SAVE);
  await reads(portal, 'en', `incidents/${reference}`, 'A failed power supply');
  assert.equal(await go(taro, SAVE), 409);
  const told = await taro.locator('main').innerText();
  assert.match(told, /緑川みどり changed this at[^]*Cause[^]*a failed power supply/, told);
  await reads(portal, 'en', `incidents/${reference}`, 'A failed power supply');
  assert.match(await taro.locator('#cause_en-theirs').innerText(), /Now: a failed power supply/);
  assert.equal(await taro.inputValue('[name=cause_en]'), 'a stopped cooler', 'what he typed');
  assert.equal(await taro.inputValue('[name=cause_ja]'), '電源装置の故障', 'what he left alone is what stands');
  await go(taro, SAVE);
  assert.equal(taro.url(), at(`/incidents/${reference}`));
  await reads(portal, 'en', `incidents/${reference}`, 'A stopped cooler');
  await reads(portal, 'ja', `incidents/${reference}`, '電源装置の故障');
});

test('while the form cannot be shown as a page, the preview says that it is the one of before', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await hanako.goto(at(`/incidents/${reference}/notice`));
  await fill(hanako, { ...DOING, free_ja: '最初の段落です。', free_en: 'The first paragraph.' });
  await check(hanako);
  const note = hanako.locator('[data-preview-note]');
  assert.equal(await hanako.locator('[data-ready]').count(), 1);
  await hanako.fill('[name=next_update]', 'いつか');
  assert.equal(await hanako.locator('[data-ready]').count(), 0, 'what stands there was not checked');
  await hanako.locator('[data-preview-pane][data-stale]').first().waitFor();
  assert.match(await note.innerText(), /まだ反映されていません/);
  await hanako.fill('[name=next_update]', '2時間後');
  await hanako.locator('[data-preview-pane]:not([data-stale])').first().waitFor();
  assert.equal(await note.innerText(), '');
});

test('one is told that the other is writing', async () => {
  const reference = await firstNotice(hanako, portal, MAIL);
  await hanako.goto(at(`/incidents/${reference}/notice`));
  await fill(hanako, { free_ja: '書きかけです。' });
  await go(hanako, 'button[name=step][value=draft]');
  await taro.goto(at(`/incidents/${reference}`));
  assert.match(await taro.locator('.warn').first().innerText(), /緑川みどり is also writing about this incident/);
  await taro.goto(at(`/incidents/${reference}/notice`));
  assert.match(await taro.locator('.warn').first().innerText(), /緑川みどり is also writing/);
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
  await reads(portal, 'ja', `incidents/${reference}`, '第2報');
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
  await reads(portal, 'ja', `incidents/${reference}`, '第2報');
  assert.deepEqual(await updates(reference), ['U02', 'U01']);
});
