// An operator at the console, as a browser without scripts: opens pages, fills in forms, sends them.
// Knows where the forms are and what a first look at them fills in, and no rule.

import assert from 'node:assert/strict';
import { ask } from './client.mjs';

/** Somebody who has signed in by a one-time link to set a password. */
export async function signIn(origin, link) {
  const operator = new Operator(origin);
  const entered = await operator.send(link.pathname, new URLSearchParams({ password: 'bench: 月夜に海を渡る小舟' }));
  assert.equal(entered.status, 303, `signing in: ${entered.status}\n${entered.body}`);
  return operator;
}

class Operator {
  #origin;
  #cookies = new Map();

  constructor(origin) {
    this.#origin = origin;
  }

  /** The form of an update on an incident, filled in with a text of its own and checked; ready to be posted. */
  async prepare(incident, words) {
    const path = `/console/incidents/${incident}/notice`;
    const form = fields(await this.#page(await this.get(path)), path);
    form.set('body_ja', words);
    form.set('body_en', words);
    form.set('step', 'check');
    const checked = fields(await this.#page(await this.send(path, form)), path);
    assert.equal(checked.get('body_ja'), words, 'the check shows another text');
    checked.set('step', 'post');
    return { path: `${path}/post`, form: checked };
  }

  /** Posts what was prepared. Gives how long the answer took, in milliseconds. */
  async post({ path, form }) {
    const began = performance.now();
    const posted = await this.send(path, form);
    const took = performance.now() - began;
    assert.equal(posted.status, 303, `posting: ${posted.status}\n${posted.body}`);
    return took;
  }

  get(path) {
    return this.#ask(path, {});
  }

  send(path, form) {
    const headers = { Origin: this.#origin, 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.#ask(path, { method: 'POST', headers, body: form.toString() });
  }

  async #ask(path, { method, headers, body }) {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await ask(`${this.#origin}${path}`, { method, body, headers: { ...headers, ...(cookie && { Cookie: cookie }) } });
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      this.#cookies.set(name, value);
    }
    return answer;
  }

  async #page({ status, body }) {
    const text = body.toString();
    assert.equal(status, 200, `the console answers ${status}\n${text}`);
    return text;
  }
}

/** What a browser sends of the form with this action if nobody touches it. */
function fields(page, action) {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(page)?.[1];
  assert.ok(form, `there is no form for ${action} in\n${page}`);
  const found = new URLSearchParams();
  for (const [, attributes] of form.matchAll(/<input\b([^>]*)>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map((one) => attribute(attributes, one));
    if (name && (!['radio', 'checkbox'].includes(type) || /\schecked\b/.test(attributes))) found.append(name, value ?? '');
  }
  for (const [, attributes, text] of form.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
    found.append(attribute(attributes, 'name'), plain(text.replace(/^\n/, '')));
  }
  for (const [, attributes, options] of form.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option\b[^>]*\sselected\b[^>]*>/.exec(options) ?? /<option\b[^>]*>/.exec(options);
    found.append(attribute(attributes, 'name'), attribute(chosen[0], 'value') ?? '');
  }
  return found;
}

const attribute = (tag, name) => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : plain(value);
};

const plain = (text) =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
