// Noroshi: what the operators' console gains with JavaScript; every form works without it.
// (a) keeps a draft on the server every few seconds and says so; (b) refreshes the preview;
// (c) warns on leaving only while something is unsaved. Never decides whether something is published.
// Every sentence comes from data attributes of the form.
(() => {
  'use strict';
  const text = (form) => new URLSearchParams(new FormData(form));
  const send = (url, body) => fetch(url, { method: 'POST', body, credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout?.(1e4) });
  const clock = () => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: document.documentElement.dataset.zone }).format();

  // (a), (c) <form data-autosave="/console/drafts/…" data-saved="…{time}…" data-unsaved data-failed data-signed-out>
  for (const form of document.querySelectorAll('form[data-autosave]')) {
    const { autosave, saved, unsaved, failed, signedOut } = form.dataset;
    const status = form.querySelector('[data-autosave-status]');
    const every = (+form.dataset.autosaveSeconds || 4) * 1e3;
    let kept = text(form).toString(), leaving = false, timer, pause = every, saving = false;
    const dirty = () => text(form).toString() !== kept;
    const tell = (sentence, state) => {
      status.ariaLive = state === 'failed' ? 'polite' : 'off'; // a screen reader hears failures, not every save
      status.textContent = sentence;
      status.dataset.state = state;
    };
    async function save() {
      timer = undefined;
      if (saving || leaving || !dirty()) return;
      saving = true;
      const body = text(form);
      try {
        const answer = await send(autosave, body);
        if (answer.status === 401 || answer.status === 403) tell(signedOut, 'failed');
        else if (!answer.ok) throw new Error(answer.status);
        else {
          kept = body.toString();
          tell(saved.replace('{time}', clock()), 'saved');
        }
        pause = every;
      } catch {
        tell(failed, 'failed');
        pause = Math.min(pause * 2, 6e4);
      }
      saving = false;
      if (dirty()) plan();
    }
    function plan() { timer ??= setTimeout(save, pause); }
    form.addEventListener('input', () => {
      if (!dirty()) return;
      if (status.dataset.state !== 'failed') tell(unsaved, 'unsaved');
      plan();
    });
    form.addEventListener('submit', () => { leaving = true; });
    addEventListener('pageshow', () => { leaving = false; });
    addEventListener('beforeunload', (event) => { if (!leaving && dirty()) event.preventDefault(); });
    addEventListener('visibilitychange', () => {
      if (document.hidden && dirty() && !leaving) navigator.sendBeacon?.(autosave, text(form));
    });
  }

  // (b) <form data-preview="/console/preview"> … <div data-preview-pane="ja">; the answer holds panes of the same names
  for (const form of document.querySelectorAll('form[data-preview]')) {
    let timer, latest = 0;
    async function refresh() {
      const turn = ++latest;
      try {
        const answer = await send(form.dataset.preview, text(form));
        if (!answer.ok || turn !== latest) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        for (const pane of document.querySelectorAll('[data-preview-pane]')) {
          const next = page.querySelector(`[data-preview-pane="${CSS.escape(pane.dataset.previewPane)}"]`);
          if (next) pane.replaceChildren(...next.childNodes);
        }
      } catch { /* the preview keeps its last state; the form's own button still shows it */ }
    }
    form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(refresh, 700); });
  }
})();
