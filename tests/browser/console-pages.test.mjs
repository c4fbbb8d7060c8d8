// Every kind of page of the console, in both languages, with and without JavaScript, in every appearance: axe finds nothing,
// nothing scrolls sideways, every stop of the Tab key is seen. To add a page: a line in `pages`.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newReader } from './harness/browser.mjs';
import { holds, keyboardReaches, withoutStatus } from './harness/checks.mjs';
import { firstNotice } from './harness/life.mjs';
import { enrol, fill, go, newOperator, PASSWORD } from './harness/operator.mjs';
import { startPortal } from './harness/portal.mjs';
import { browser, portal, setStage } from './harness/stage.mjs';

const CHECK = 'button[name=step][value=check]';
const FAILS = { service: 'mail', 'degree-pop': 'unavailable', started: '10分前' };

let offline;
let incident;
setStage({ serve: true }, async () => {
  await portal.command('import', fileURLToPath(new URL('./data/maintenance.yaml', import.meta.url)));
  offline = await startPortal({ serve: true, database: 'postgres://noroshi@127.0.0.1:9/none' });
  const author = await newOperator(browser, portal, 'author', { name: '緑川みどり' });
  incident = await firstNotice(author, portal, FAILS);
  await author.context().close();
});
after(() => offline?.stop());

const at = (path) => `${portal.origin}/console${path}`;

/** Opens an address, and gives the status of its page. */
const open = async (page, path) => (await page.goto(at(path))).status();

/** The form of a notice on the incident, sent with some fields. */
async function notice(page, values, query = '') {
  await open(page, `/incidents/${incident}/notice${query}`);
  await fill(page, values);
  return go(page, CHECK);
}

const edit = (part) => [`edit ${part}`, 200, (page) => open(page, `/incidents/${incident}/edit/${part}`)];

/** A maintenance with a window in each state; the second was postponed. */
const MAINTENANCE = 'MNT-20161201-01';

/** What signed-in operators see: the name of the page, its status, and the way to it. */
const PAGES = [
  ['dashboard', 200, (page) => open(page, '')],
  ['first notice', 200, (page) => open(page, '/incidents/new')],
  ['first notice with errors', 422, async (page) => {
    await open(page, '/incidents/new');
    await fill(page, { started: '32:99', next_update: '' });
    return go(page, CHECK);
  }],
  ['first notice checked, with warnings', 200, async (page) => {
    await open(page, '/incidents/new');
    await fill(page, { ...FAILS, scope_text_ja: '192.0.2.1 をお使いのお客様', next_update: '' });
    return go(page, CHECK);
  }],
  ['incident', 200, (page) => open(page, `/incidents/${incident}`)],
  ['update', 200, (page) => open(page, `/incidents/${incident}/notice`)],
  ['recovery with errors', 422, (page) => notice(page, { state: 'recovered' })],
  ['withdrawal', 200, (page) => open(page, `/incidents/${incident}/notice?state=withdrawn`)],
  ['correction', 200, (page) => open(page, `/incidents/${incident}/correction`)],
  ['correction with errors', 422, async (page) => {
    await open(page, `/incidents/${incident}/correction`);
    return go(page, CHECK);
  }],
  ['draft in hand', 200, async (page) => {
    await open(page, `/incidents/${incident}/notice`);
    await fill(page, { free_ja: '下書きです。' });
    await go(page, 'button[name=step][value=draft]');
    return open(page, `/incidents/${incident}/notice`);
  }],
  ...['cause', 'data', 'unaffected', 'measures', 'severity', 'notes', 'period-p1', 'period-new'].map(edit),
  ['edit with errors', 422, async (page) => {
    await open(page, `/incidents/${incident}/edit/measures`);
    await fill(page, { 'measure-new_ja': '再起動しました。' });
    return go(page, 'main form .actions button.btn--primary');
  }],
  ['maintenance planned', 200, (page) => open(page, '/maintenance/new?draft=new')],
  ['maintenance planned with errors', 422, async (page) => {
    await open(page, '/maintenance/new?draft=new');
    return go(page, CHECK);
  }],
  ['maintenance planned and checked', 200, async (page) => {
    await open(page, '/maintenance/new?draft=new');
    await fill(page, { service: 'mail', title_ja: '設備の更新', 'start-w1': '2030年1月10日 1:00', 'end-w1': '3:00' });
    return go(page, CHECK);
  }],
  ['maintenance that repeats', 200, async (page) => {
    await open(page, '/maintenance/new?draft=new');
    await fill(page, { service: 'mail', title_ja: '定期点検', 'start-w1': '2030年1月10日 1:00', 'end-w1': '3:00', repeat: 'weekday', times: '3' });
    return go(page, CHECK);
  }],
  ['maintenance', 200, (page) => open(page, `/maintenance/${MAINTENANCE}`)],
  ['facts of a maintenance', 200, (page) => open(page, `/maintenance/${MAINTENANCE}/edit`)],
  ['step of a maintenance', 200, (page) => open(page, `/maintenance/${MAINTENANCE}/w2/reschedule`)],
  ['audit log', 200, (page) => open(page, '/audit')],
  ['audit log that matches nothing', 200, (page) => open(page, '/audit?target=INC-19990101-01')],
  ['operators', 200, (page) => open(page, '/operators')],
  ['account', 200, (page) => open(page, '/account')],
  ['not found', 404, (page) => open(page, '/nothing-here')],
];

for (const language of ['ja', 'en']) {
  for (const script of [true, false]) {
    const how = `${language}${script ? '' : ', no JavaScript'}`;
    const look = (page, name) => holds(page, `console ${name} (${how})`);

    test(`every page of the console holds in every appearance (${how})`, async () => {
      const page = await newOperator(browser, portal, `admin-${language}-${script ? 'js' : 'no'}`, { role: 'admin', language, script });
      for (const [name, status, reach] of PAGES) {
        assert.equal(await reach(page), status, name);
        await look(page, name);
        assert.equal(await page.locator('html').getAttribute('lang'), language, name);
        assert.equal(await page.locator('h1').count(), 1, name);
        assert.deepEqual(withoutStatus(page.complaints.splice(0), status), [], name);
        if (script && language === 'ja') await keyboardReaches(page, name);
      }
      await page.context().close();
    });

    test(`the pages of signing in and of managing operators hold in every appearance (${how})`, async () => {
      const login = `guest-${language}-${script ? 'js' : 'no'}`;
      const link = await portal.addOperator(login, { role: 'admin', language });
      const page = await newReader(browser, { language, script });
      await open(page, `/sign-in?lang=${language}`);
      await look(page, 'sign-in');
      await fill(page, { name: 'nobody', password: 'not the password' });
      assert.equal(await go(page, 'main form button'), 401);
      await look(page, 'sign-in refused');
      await page.goto(link);
      await look(page, 'one-time link');
      await fill(page, { password: 'short' });
      assert.equal(await go(page, 'main form button'), 422);
      await look(page, 'weak password');
      await fill(page, { password: PASSWORD });
      await go(page, 'main form button');
      await look(page, 'second factor');
      await fill(page, { code: '000000' });
      assert.equal(await go(page, 'main form button'), 422);
      await look(page, 'wrong code');
      const { phone } = await enrol(page);
      await look(page, 'recovery codes');

      await open(page, '/operators/new');
      await look(page, 'new operator');
      await fill(page, { login: '', name: '' });
      assert.equal(await go(page, 'main form button.btn--primary'), 422);
      await look(page, 'new operator with errors');
      await fill(page, { login: `${login}-new`, name: '新しい担当者', role: 'viewer' });
      assert.equal(await go(page, 'main form button.btn--primary'), 200);
      await look(page, 'link for a new operator');
      await open(page, `/operators/${login}-new`);
      await look(page, 'operator');
      assert.equal(await page.goto(link).then((answer) => answer.status()), 410);
      await look(page, 'used link');

      await go(page, '.ops__me form[action="/console/sign-out"] button');
      await fill(page, { name: login, password: PASSWORD });
      await go(page, 'main form button');
      await look(page, 'second step');
      await fill(page, { code: phone.code() });
      await go(page, 'main form button');
      assert.equal(new URL(page.url()).pathname, '/console');
      await page.context().close();
    });
  }

  test(`what is refused or cannot be done holds in every appearance (${language})`, async () => {
    const viewer = await newOperator(browser, portal, `viewer-${language}`, { role: 'viewer', language });
    assert.equal(await open(viewer, '/operators'), 403);
    await holds(viewer, `console forbidden (${language})`);
    await viewer.context().close();

    const [first, second] = [
      await newOperator(browser, portal, `first-${language}`, { language, name: '青山そら' }),
      await newOperator(browser, portal, `second-${language}`, { language }),
    ];
    const doing = { action_now_ja: '切り分け', action_now_en: 'isolating the fault' };
    for (const page of [first, second]) await open(page, `/incidents/${incident}/notice`);
    for (const page of [first, second]) await fill(page, doing);
    for (const page of [second, first]) assert.equal(await go(page, CHECK), 200);
    await go(first, 'button[name=step][value=post]');
    assert.equal(await go(second, CHECK), 409);
    await holds(second, `console conflict (${language})`);
    for (const page of [first, second]) await page.context().close();

    const lost = await newReader(browser, { language });
    await lost.goto(`${offline.origin}/console/sign-in?lang=${language}`);
    await lost.fill('#name', 'hanako');
    await lost.fill('#password', PASSWORD);
    assert.equal(await go(lost, 'main form button'), 503);
    await holds(lost, `console without a database (${language})`);
    await lost.context().close();
  });
}
