// Two checkers of accessibility beside axe, with rules of their own: html-validate reads a page as it was served, HTML_CodeSniffer
// (that of pa11y) as the browser shows it. Both find nothing but what a person has let stand, with the reason, in triaged.mjs.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { MARKUP } from './triaged.mjs';

const SNIFFER = await readFile(createRequire(import.meta.url).resolve('html_codesniffer/build/HTMLCS.js'), 'utf8');
const STANDARD = 'WCAG2AA';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard', 'html-validate:a11y'],
  rules: Object.fromEntries(MARKUP.map(({ rule, instead = 'off' }) => [rule, instead])),
});

/** The HTML that the server sent is valid, and none of html-validate's rules of accessibility is broken. */
export async function isValid(page, where = page.url()) {
  const html = await page.served.text();
  const lines = html.split('\n');
  const { results } = await validator.validateString(html);
  const found = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message}\n  ${lines[line - 1].slice(Math.max(0, column - 40), column + 120)}`),
  );
  assert.equal(found.length, 0, `html-validate on ${where}:\n${found.join('\n')}`);
}

/** HTML_CodeSniffer finds no error in the page as it is now. Its warnings and notices only ask a person to look. */
export async function sniff(page, where = page.url()) {
  // Evaluated, not added as a <script>, which the pages' Content-Security-Policy forbids.
  await page.evaluate(`${SNIFFER}; undefined`);
  const found = await page.evaluate(
    (standard) =>
      new Promise((resolve, reject) => {
        const errors = () => HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR);
        const told = ({ code, msg, element }) => `${code}: ${msg}\n  ${element.outerHTML?.slice(0, 200)}`;
        HTMLCS.process(standard, document, () => resolve(errors().map(told)), reject);
      }),
    STANDARD,
  );
  assert.equal(found.length, 0, `HTML_CodeSniffer on ${where}:\n${found.join('\n')}`);
}
