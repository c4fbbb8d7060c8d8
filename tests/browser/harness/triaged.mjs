// What the checkers of accessibility find and a person has looked at. First what axe leaves undecided ("incomplete"), with what
// was found: a rule or a place that is not listed here fails the checks: look at it, mend it, or add it with the reason. `at` is a
// selector that the element matches, `text` what it says.

export const TRIAGED = [
  {
    rule: 'color-contrast',
    at: '.beacon *',
    why: 'The hills behind the beacon are pseudo elements. Text ends above them; on the smoke, which lightens the ground by a tenth, the text of every state keeps 4.5:1.',
  },
  {
    rule: 'color-contrast',
    at: 'svg text',
    why: 'Text in the graphics: --ink and --soft on --paper and --surface, which axe decides wherever they are text of the page.',
  },
  {
    rule: 'color-contrast',
    at: '.matrix :is(th, td), .matrix :is(th, td) *',
    why: 'A cell outside the part of a scrolling table that is in view, or over hatching: --soft on --paper and on lines of --line, both at least 4.5:1.',
  },
  {
    rule: 'color-contrast',
    at: '[aria-hidden=true]',
    text: /^[←→]$/,
    why: 'An arrow beside the words that say where it leads; the colour is that of the words.',
  },
  {
    rule: 'color-contrast',
    at: 'dt, b',
    text: /^[①-⑳]$/,
    why: 'The number of a period, in the colour of the words beside it.',
  },
];

// What html-validate's rules say otherwise here, and why: a rule is off, or set to `instead`.
export const MARKUP = [
  { rule: 'doctype-style', why: '“<!doctype html>” is the same in any case.' },
  { rule: 'no-implicit-button-type', why: 'A button without a type sends its form, which is what these do.' },
  { rule: 'no-implicit-input-type', why: 'An input without a type is one line of text, which is what these are.' },
  { rule: 'long-title', why: 'A rule for search engines. The title of a record begins with its service and problem, which stay in view when it is cut.' },
  {
    rule: 'prefer-native-element',
    instead: ['error', { exclude: ['region'] }],
    why: 'What scrolls sideways is a stop of the Tab key with a name and so has a role; as a <section> it would stand among the sections of the text.',
  },
  {
    rule: 'form-dup-name',
    instead: ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    why: 'Checkboxes of one name are one question with several answers.',
  },
];
