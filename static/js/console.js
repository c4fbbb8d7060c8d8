// Noroshi: what the operators' console gains with JavaScript; every form works without it.
// (a) keeps a draft on the server every few seconds and says so; (b) refreshes the preview;
// (c) warns on leaving only while something is unsaved; (d) shows only what is asked of the answers given;
// (e) counts characters and refuses to send what is too large. Never decides whether something is published.
// Every sentence comes from data attributes of the form.
(() => {
  'use strict';
  const text = (form) => new URLSearchParams(new FormData(form));
  const send = (url, body) => fetch(url, { method: 'POST', body, credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout?.(1e4), keepalive: document.hidden && `${body}`.length < 6e4 });
  const clock = () => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: document.documentElement.dataset.zone }).format();

  // (e) <form data-most="bytes" data-too-large data-left="…{n}…" data-over="…{n}…"> … <span class="limit" data-most="characters">
  for (const form of document.querySelectorAll('form[data-most]')) {
    const { most, tooLarge, left, over } = form.dataset;
    const status = form.querySelector('[data-form-status]');
    form.addEventListener('submit', (event) => {
      const large = text(form).toString().length > most;
      status.textContent = large ? tooLarge : '';
      if (large) event.preventDefault();
    });
    for (const limit of form.querySelectorAll('.limit')) {
      const field = document.getElementById(limit.id.replace(/-limit$/, ''));
      const said = limit.textContent;
      const count = () => {
        const n = limit.dataset.most - [...field.value.trim()].length;
        limit.textContent = n < 0 ? over.replace('{n}', -n) : n <= limit.dataset.most / 10 ? left.replace('{n}', n) : said;
        limit.toggleAttribute('data-over', n < 0);
      };
      field.addEventListener('input', count);
      count();
    }
  }

  // (d) <div data-when="name" data-is="values"> and <tbody data-services="values of service">; what is filled in or wrong stays
  for (const form of document.querySelectorAll('form[data-most]')) {
    const parts = form.querySelectorAll('[data-when], [data-services]');
    const speaks = (part) => part.querySelector('[aria-invalid]') || [...part.querySelectorAll('textarea, select, input:not([type])')].some((field) => field.value && field.closest('[data-services]'));
    const chosen = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked, select[name="${CSS.escape(name)}"]`)].map((field) => field.value);
    const show = () => {
      for (const part of parts) {
        const { when = 'service', is = part.dataset.services } = part.dataset;
        const asked = chosen(when);
        part.hidden = !is.split(' ').some((value) => asked.includes(value)) && !speaks(part);
      }
      for (const table of form.querySelectorAll('table.degrees')) table.hidden = !table.querySelector('tbody:not([hidden])');
    };
    form.addEventListener('change', show);
    show();
  }

  // (a), (c) <form data-autosave="/console/drafts/…" data-saved="…{time}…" data-unsaved data-failed data-signed-out data-draft-…>
  // What keeps a draft from being saved, by the status of the answer; the sentence is the form's data attribute of that name.
  const REFUSED = { 401: 'signedOut', 403: 'signedOut', 409: 'draftTooMany', 410: 'draftPosted', 412: 'draftElsewhere', 413: 'draftTooLarge', 429: 'draftTooOften' };
  const LATER = 6e4;
  for (const form of document.querySelectorAll('form[data-autosave]')) {
    const said = form.dataset, status = form.querySelector('[data-autosave-status]');
    const every = (+said.autosaveSeconds || 4) * 1e3;
    const now = () => text(form).toString();
    let kept = 'autosaveNow' in said ? null : now(); // what the server has; a page may show what is not kept yet
    let leaving = false, timer, pause = every, saving = false, note = '', refused;
    const dirty = () => now() !== kept;
    const tell = (sentence, state) => {
      const words = note + sentence;
      if (status.textContent === words && status.dataset.state === state) return; // said once
      status.ariaLive = state === 'failed' ? 'polite' : 'off'; // a screen reader hears failures, not every save
      status.textContent = words;
      status.dataset.state = state;
    };
    // The form's number is used up: posted or saved, or written in or discarded by another page. It goes on under the new one that the server gives.
    async function goOn(answer) {
      const number = await answer.json(), before = form.elements.submission.value;
      for (const field of document.getElementsByName('submission')) if (field.value === before) field.value = number;
      if (form.elements.draft instanceof HTMLInputElement) form.elements.draft.value = '';
      note = `${said[refused]} `;
      pause = 0;
    }
    async function save() {
      clearTimeout(timer);
      timer = undefined;
      if (saving || leaving || !dirty()) return;
      saving = true;
      const body = now();
      try {
        const answer = await send(said.autosave, new URLSearchParams(body));
        refused = REFUSED[answer.status];
        pause = every;
        if (answer.ok) {
          kept = body;
          tell(said.saved.replace('{time}', clock()), 'saved');
        } else if (answer.status === 410 || answer.status === 412) await goOn(answer);
        else if (!refused) throw new Error(answer.status);
        else {
          tell(said[refused], 'failed');
          if (refused !== 'draftTooOften') pause = LATER;
        }
      } catch {
        refused = undefined;
        tell(said.failed, 'failed');
        pause = Math.min(pause * 2, LATER) || every;
      }
      saving = false;
      if (dirty() && refused !== 'draftTooLarge') plan();
    }
    function plan() { timer ??= setTimeout(save, pause); }
    // Whoever comes back to the page may have signed in elsewhere, or discarded drafts.
    const comeBack = () => { if (refused) save(); };
    form.addEventListener('input', () => {
      if (!dirty()) return;
      if (refused === 'draftTooLarge') pause = every; // it may be shorter now
      if (status.dataset.state !== 'failed') tell(said.unsaved, 'unsaved');
      plan();
    });
    addEventListener('submit', (event) => { // this form, or the one that discards its draft
      const number = event.target.elements.submission?.value;
      if (!event.defaultPrevented && number === form.elements.submission.value) leaving = true;
    });
    addEventListener('pageshow', () => { leaving = false; });
    addEventListener('focus', comeBack);
    addEventListener('beforeunload', (event) => { if (!leaving && dirty()) event.preventDefault(); });
    addEventListener('visibilitychange', () => { if (document.hidden) save(); else comeBack(); });
    if (dirty()) save();
  }

  // (b) <form data-preview="/console/preview" data-stale="…"> … <p data-preview-note> <div data-preview-pane="ja">; the answer
  // holds panes of the same names. What was typed since and is not shown, or cannot be, is said in the note; [data-ready] goes.
  for (const form of document.querySelectorAll('form[data-preview]')) {
    const note = document.querySelector('[data-preview-note]');
    let timer, latest = 0;
    const tell = (isStale) => {
      if (!note || isStale === (note.textContent !== '')) return; // said once, not at every letter
      note.textContent = isStale ? form.dataset.stale : '';
      note.className = isStale ? 'warn' : '';
      for (const pane of document.querySelectorAll('[data-preview-pane]')) pane.toggleAttribute('data-stale', isStale);
    };
    async function refresh() {
      const turn = ++latest;
      try {
        const answer = await send(form.dataset.preview, text(form));
        const html = answer.ok && await answer.text();
        if (turn !== latest) return;
        const page = html && new DOMParser().parseFromString(html, 'text/html');
        for (const pane of document.querySelectorAll('[data-preview-pane]')) {
          const next = page && page.querySelector(`[data-preview-pane="${CSS.escape(pane.dataset.previewPane)}"]`);
          if (!next) return tell(true);
          pane.replaceChildren(...next.childNodes);
        }
        tell(false);
      } catch { if (turn === latest) tell(true); }
    }
    form.addEventListener('input', () => {
      form.querySelector('[data-ready]')?.remove(); // what was checked is not what stands here any more
      clearTimeout(timer);
      timer = setTimeout(refresh, 700);
    });
  }
})();
