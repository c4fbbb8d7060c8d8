// The whole life of an incident, as an operator leads it through the console and as readers see it. One account for every
// journey that tells it: with and without JavaScript, in the console's Japanese and English.
// To add a step: a function here that acts, asserts what the operator sees, and asserts what readers see.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, fill, go, post, preview } from './operator.mjs';

const LANGUAGES = ['ja', 'en'];
// A change is public as soon as its page is made again; the deadline is that of a machine under load.
const PUBLIC_WITHIN_MS = 10_000;

/** The text of a public page in a language, as soon as it matches. */
export async function reads(portal, language, path, ...expected) {
  const deadline = Date.now() + PUBLIC_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${portal.origin}/${language}/${path}`);
    const html = await answer.text();
    const text = plain(html);
    const missing = expected.filter((words) => !(words instanceof RegExp ? words.test(text) : text.includes(words)));
    if (answer.ok && missing.length === 0) return text;
    if (Date.now() > deadline) assert.fail(`/${language}/${path} (${answer.status}) does not say ${missing.join(', ')}:\n${text}`);
    await sleep(50);
  }
}

function plain(html) {
  const body = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  return body.replaceAll(/<[^>]+>/g, ' ').replaceAll('&#38;', '&').replaceAll(/\s+/g, ' ');
}

/** Opens the form of the first notice from the dashboard and says what fails. */
export async function beginFirstNotice(page, values) {
  await go(page, '.titlebar a[href="/console/incidents/new"]');
  await fill(page, values);
}

/** A first notice from the dashboard to the incident. Gives its reference number. */
export async function firstNotice(page, portal, values) {
  await page.goto(`${portal.origin}/console`);
  await beginFirstNotice(page, values);
  await check(page);
  return post(page);
}

/** An update from the page of the incident. */
export async function update(page, portal, reference, { state, template, ...values }) {
  await page.goto(`${portal.origin}/console/incidents/${reference}`);
  await go(page, '.titlebar a[href$="/notice"]');
  if (state) {
    await fill(page, { state });
    await refresh(page);
  }
  if (template) {
    await fill(page, { template });
    await refresh(page);
  }
  await fill(page, values);
  await check(page);
  return post(page);
}

/** The form again, with the fields of the state or template that was chosen; what they miss is not said to be wrong yet. */
const refresh = (page) => go(page, 'button[name=step][value=check]');

/** Changes a part of the record without a notice. */
export async function editRecord(page, portal, reference, part, values) {
  const at = `${portal.origin}/console/incidents/${reference}`;
  await page.goto(at);
  await go(page, `main a[href$="/edit/${part}"]`);
  await fill(page, values);
  await go(page, 'main form .actions button.btn--primary');
  assert.equal(page.url(), at, (await page.locator('main .errors').allInnerTexts()).join('\n'));
}

export const WORDS = {
  ja: {
    first: '第1報を書く',
    posted: '掲載しました。',
    ready: '入力に問題はありません。',
    nth: (n) => `第${n}報`,
    audit: { open: '第1報を掲載', update: '続報を掲載', correct: '訂正を掲載', withdraw: 'お知らせを取り下げ', edit: '記録を変更（掲載なし）' },
  },
  en: {
    first: 'Write a first notice',
    posted: 'Posted.',
    ready: 'Everything is in order.',
    nth: (n) => `Update ${n}`,
    audit: {
      open: 'Posted the first notice',
      update: 'Posted an update',
      correct: 'Posted a correction',
      withdraw: 'Withdrew an incident',
      edit: 'Changed the record without a notice',
    },
  },
};

/** From the first notice to recovery, with everything between. `page` is an operator who may post, at the dashboard. */
export async function lifeOfAnIncident(page, portal, language) {
  const words = WORDS[language];
  const step = async (name, act) => {
    try {
      return await act();
    } catch (error) {
      error.message = `${name} (${language}): ${error.message}`;
      throw error;
    }
  };
  const says = async (...expected) => {
    const text = await page.locator('main').innerText();
    for (const each of expected) assert.ok(text.includes(each), `the console does not say "${each}":\n${text}`);
  };

  const reference = await step('first notice', async () => {
    assert.equal(await page.locator('.titlebar a.btn--primary').innerText(), words.first);
    await beginFirstNotice(page, { service: 'mail', 'degree-pop': 'unavailable', started: '30分前' });
    await check(page);
    await says(words.ready);
    assert.match(await preview(page, 'ja'), /みなとメール：メール受信の障害[^]*メールの受信\(POP\)ができない状況が発生しております。/);
    assert.match(await preview(page, 'en'), /Minato Mail: problems receiving mail[^]*Some customers cannot receive mail \(POP\)\./);
    const reference = await post(page);
    await says(words.posted);
    return reference;
  });
  const path = `incidents/${reference}`;
  await step('the first notice is public', async () => {
    await reads(portal, 'ja', '', 'みなとメール：メール受信の障害', reference);
    await reads(portal, 'en', '', 'Minato Mail: problems receiving mail', reference);
    for (const each of LANGUAGES) await reads(portal, each, path, WORDS[each].nth(1));
  });

  await step('update', async () => {
    await update(page, portal, reference, {
      state: 'responding',
      action_now_ja: '予備機への切り替え',
      action_now_en: 'switching to the standby server',
      next_update: '60分後',
    });
    await reads(portal, 'ja', path, '予備機への切り替え', WORDS.ja.nth(2));
    await reads(portal, 'en', path, 'switching to the standby server', WORDS.en.nth(2));
  });

  await step('cause', async () => {
    await editRecord(page, portal, reference, 'cause', {
      cause_state: 'suspected',
      cause_ja: 'ストレージの更新作業',
      cause_en: 'an update of the storage system',
    });
    await reads(portal, 'ja', path, 'ストレージの更新作業');
    await reads(portal, 'en', path, 'an update of the storage system');
  });

  await step('measure', async () => {
    await editRecord(page, portal, reference, 'measures', {
      'measure-new_ja': '予備機に切り替えました。',
      'measure-new_en': 'Switched to the standby server.',
      'kind-new': 'standby',
      'status-new': 'done',
      'done-new': '5分前',
    });
    await reads(portal, 'ja', path, '予備機に切り替えました。');
    await reads(portal, 'en', path, 'Switched to the standby server.');
  });

  await step('correction', async () => {
    await page.goto(`${portal.origin}/console/${path}`);
    await go(page, 'main a[href$="/correction"]');
    await fill(page, { field: 'start-p1', new_moment: '40分前', reason_ja: '記録を確認したため', reason_en: 'We checked our records' });
    await check(page);
    await post(page);
    await reads(portal, 'ja', path, '（誤）', '（正）');
    await reads(portal, 'en', path, 'Incorrect', 'Correct');
  });

  await step('withdrawal of another incident', async () => {
    const other = await firstNotice(page, portal, { service: 'dns', 'degree-dns_resolve': 'slow', scope: 'all', started: '10分前' });
    assert.notEqual(other, reference);
    await go(page, 'main a[href$="notice?state=withdrawn"]');
    await fill(page, { reason_ja: '監視装置の誤検知でした。', reason_en: 'It was a false alarm of our monitoring.' });
    await check(page);
    await post(page);
    await reads(portal, 'ja', `incidents/${other}`, '監視装置の誤検知でした。', '取り下げ');
    await reads(portal, 'en', `incidents/${other}`, 'It was a false alarm of our monitoring.', 'Withdrawn');
    assert.equal(await page.locator('.titlebar a[href$="/notice"]').count(), 0, 'nothing can be posted after a withdrawal');
  });

  await step('recovery', async () => {
    await update(page, portal, reference, {
      state: 'recovered',
      data_statement: 'none',
      'ended-p1': '3分前',
      observed_from: '3分前',
      observed_to: '1分前',
      observation_ja: '受信が正常に行われていることを確認しました。',
      observation_en: 'Mail is being received normally.',
      verdict: 'recovered',
    });
    await reads(portal, 'ja', path, '復旧済み', '受信が正常に行われていることを確認しました。');
    await reads(portal, 'en', path, 'Recovered', 'Mail is being received normally.');
    for (const each of LANGUAGES) assert.ok(!(await reads(portal, each, 'history', reference)).includes('undefined'));
  });

  await step('audit log', async () => {
    await page.goto(`${portal.origin}/console/audit?target=${reference}`);
    await says(words.audit.open, words.audit.update, words.audit.edit, words.audit.correct, reference);
  });
  return reference;
}
