// Noroshi: passkeys. <form data-passkey="/console/…/challenge" hidden> is shown where the browser has passkeys. When it is
// sent, the challenge is fetched, the authenticator answers, and the answer goes out as fields of the same form.
// Every sentence comes from data attributes of the form; what went wrong is said in the element behind it.
(() => {
  'use strict';
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (b) => String.fromCharCode(b)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

  // The options as the browser takes them: what JSON holds as text are bytes.
  function read(options) {
    const { challenge, user, allowCredentials, excludeCredentials } = options;
    return {
      ...options,
      challenge: bytes(challenge),
      ...(user && { user: { ...user, id: bytes(user.id) } }),
      ...(allowCredentials && { allowCredentials: known(allowCredentials) }),
      ...(excludeCredentials && { excludeCredentials: known(excludeCredentials) }),
    };
  }

  async function answer(url) {
    const response = await fetch(url, { method: 'POST', credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout?.(1e4) });
    if (response.status === 401) return undefined;
    if (!response.ok) throw new Error(response.status);
    const publicKey = read(await response.json());
    if (publicKey.user) {
      const { response: made } = await navigator.credentials.create({ publicKey });
      return { client_data: made.clientDataJSON, attestation: made.attestationObject };
    }
    const { rawId, response: shown } = await navigator.credentials.get({ publicKey });
    return {
      credential_id: rawId,
      client_data: shown.clientDataJSON,
      authenticator_data: shown.authenticatorData,
      signature: shown.signature,
      user_handle: shown.userHandle ?? new ArrayBuffer(0),
    };
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const { passkey, unsupported, cancelled, known: already, failed } = form.dataset;
    const status = form.nextElementSibling;
    if (!window.isSecureContext || !window.PublicKeyCredential) {
      status.textContent = unsupported ?? '';
      continue;
    }
    form.hidden = false;
    const button = form.querySelector('button');
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.disabled = true;
      status.textContent = '';
      try {
        const fields = await answer(passkey);
        if (!fields) return location.reload(); // the session has ended, or has to be confirmed again
        for (const [name, buffer] of Object.entries(fields)) {
          const input = Object.assign(document.createElement('input'), { type: 'hidden', name, value: text(buffer) });
          form.append(input);
        }
        return form.submit();
      } catch (error) {
        const sentences = { NotAllowedError: cancelled, AbortError: cancelled, InvalidStateError: already };
        status.textContent = sentences[error.name] ?? failed;
        button.disabled = false;
      }
    });
  }
})();
