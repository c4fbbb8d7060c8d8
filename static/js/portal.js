// Noroshi: what a page gains with JavaScript; without it nothing is missing.
// (a) asks for the same page again, swaps <main> when it changed and says only the change of state;
// (b) keeps relative times current; (c) adds the reader's own time beside the portal's. Nothing else.
// Every sentence comes from the data attributes of this script's element.
(() => {
  'use strict';
  const say = document.currentScript.dataset;
  const lang = document.documentElement.lang;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  // (b) <span data-rel="ago|until|elapsed" data-at="2026-11-23T15:01:00+09:00">
  const MINUTE = 6e4, HOUR = 36e5, DAY = 864e5;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: say.zone });
  const days = (a, b) => Math.round((Date.parse(day.format(b)) - Date.parse(day.format(a))) / DAY);
  const count = (forms, n) => fill(forms.split('|')[n === 1 ? 0 : 1] ?? forms, { n });
  function relative(kind, at, now) {
    const gap = Math.abs(now - at);
    if (kind === 'elapsed') {
      const h = Math.floor(gap / HOUR), m = Math.floor(gap % HOUR / MINUTE);
      return fill(h ? say.elapsedHours : say.elapsedMinutes, { h, m });
    }
    if (kind === 'until' && at <= now) return say.due;
    if (gap < MINUTE && kind === 'ago') return say.justNow;
    const [unit, n] = gap < HOUR ? ['Minutes', Math.max(1, Math.floor(gap / MINUTE))]
      : gap < DAY ? ['Hours', Math.floor(gap / HOUR)] : ['Days', Math.abs(days(at, now))];
    return count(say[kind + unit], n);
  }
  function tick(root) {
    const now = Date.now();
    for (const el of root.querySelectorAll('[data-rel]')) {
      const text = relative(el.dataset.rel, Date.parse(el.dataset.at), now);
      if (text && el.textContent !== text) el.textContent = text;
    }
  }

  // (c) the reader's own time, only beside clock times and only where it differs
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = { month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const own = new Intl.DateTimeFormat(lang, { ...clock, timeZoneName: 'shortOffset' });
  const [here, there] = [undefined, say.zone].map((timeZone) => new Intl.DateTimeFormat('en', { ...clock, timeZone }));
  function localize(root) {
    let added = false;
    for (const el of root.querySelectorAll('time[datetime*=T]')) {
      const at = new Date(el.dateTime);
      if (isNaN(at) || el.closest('[data-local=off]') || here.format(at) === there.format(at)) continue;
      const t = own.format(at).replace('GMT-', 'UTC−').replace('GMT', 'UTC');
      const span = document.createElement('span');
      span.className = 'local';
      span.textContent = ` [${el.dataset.approx === undefined ? t : fill(say.approx, { t })}]`;
      el.after(span);
      added = true;
    }
    const note = document.querySelector('[data-zone-note]');
    if (note && added && !note.lastElementChild) {
      const span = document.createElement('span');
      span.className = 'local';
      span.textContent = ` ${fill(note.dataset.zoneNote, { zone })}`;
      note.append(span);
    }
  }

  // (a) live: the status region and the pause button stand outside <main>
  const live = document.querySelector('[data-live]');
  const main = document.querySelector('main');
  const states = (root) => new Map([...root.querySelectorAll('[data-watch]')].map((el) => [el.dataset.watch, el.dataset]));
  let pristine = main?.innerHTML, etag, told = main && states(main), saidAt = 0, sayTimer;
  function announce() {
    clearTimeout(sayTimer);
    const wait = saidAt + 3e4 - Date.now();
    if (wait > 0) { sayTimer = setTimeout(announce, wait); return; }
    const now = states(main), at = main.dataset.clock ?? '', lines = [];
    for (const [key, { name, word }] of now) {
      const from = told.get(key)?.word;
      if (from !== word) lines.push(fill(from ? say.changed : say.appeared, { name, from, to: word, at }));
    }
    told = now;
    if (!lines.length) return;
    live.querySelector('[role=status]').textContent = lines.join(say.join);
    saidAt = Date.now();
  }
  function busy() {
    const at = document.activeElement, picked = getSelection();
    return (main.contains(at) && at.matches('input, select, textarea')) || (!picked.isCollapsed && main.contains(picked.anchorNode));
  }
  // Where the focus is, in words that hold for the fresh page too: the how-manieth of its like.
  function place(at) {
    if (!main.contains(at) || at === main) return;
    const like = at.id ? `#${CSS.escape(at.id)}` : at.href ? `a[href="${CSS.escape(at.getAttribute('href'))}"]` : at.localName;
    return { like, nth: [...main.querySelectorAll(like)].indexOf(at) };
  }
  function swap(page, fresh) {
    const open = [...main.querySelectorAll('details[open][id]')].map((el) => el.id);
    const held = place(document.activeElement);
    const anchor = [...main.querySelectorAll('[id]')].find((el) => el.getBoundingClientRect().bottom > 0);
    const before = anchor?.getBoundingClientRect().top, scrolled = scrollY > 0;
    pristine = fresh.innerHTML;
    main.replaceChildren(...fresh.childNodes);
    for (const { name, value } of fresh.attributes) main.setAttribute(name, value);
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    tick(main);
    localize(main);
    const same = anchor && document.getElementById(anchor.id);
    if (scrolled && same) scrollBy({ top: same.getBoundingClientRect().top - before, behavior: 'instant' });
    if (held) main.querySelectorAll(held.like)[held.nth]?.focus({ preventScroll: true });
    document.title = page.title;
    const [icon, next] = [document, page].map((d) => d.querySelector('link[rel=icon]'));
    if (icon && next && icon.href !== next.href) icon.replaceWith(next);
    announce();
  }
  let failures = 0, timer, asking, paused = false;
  function later() {
    clearTimeout(timer);
    if (paused) return;
    const base = Math.max(30, +live.dataset.live || 45) * 1e3;
    timer = setTimeout(poll, Math.min(base * 2 ** failures, 6e5) * (0.85 + Math.random() * 0.3));
  }
  async function poll() {
    if (asking || document.hidden || busy()) return later();
    const mine = (asking = new AbortController()), deadline = setTimeout(() => mine.abort(), 15e3);
    try {
      // no-cache: the browser sends the ETag it holds; an unchanged page costs a 304 without a body
      const answer = await fetch(location.href, { cache: 'no-cache', credentials: 'same-origin', signal: mine.signal });
      if (!answer.ok) throw new Error(answer.status);
      const tag = answer.headers.get('ETag');
      if (!tag || tag !== etag) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = page.querySelector('main');
        if (!fresh) throw new Error('no main');
        if (fresh.innerHTML === pristine) etag = tag;
        else if (!busy()) {
          swap(page, fresh);
          etag = tag;
        }
      }
      failures = 0;
    } catch { if (!paused) failures = Math.min(failures + 1, 4); }
    clearTimeout(deadline);
    if (asking === mine) asking = undefined;
    later();
  }

  tick(document);
  localize(document);
  setInterval(() => { if (!document.hidden) tick(document); }, 15e3);
  if (!live || !main || !window.fetch) return;
  const button = live.querySelector('button');
  button.hidden = false;
  button.addEventListener('click', () => {
    paused = !paused;
    button.textContent = paused ? button.dataset.resume : button.dataset.pause;
    if (!paused) { announce(); return poll(); }
    for (const waiting of [timer, sayTimer]) clearTimeout(waiting);
    asking?.abort();
    asking = undefined;
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden && !paused) poll(); });
  later();
})();
