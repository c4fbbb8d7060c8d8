// What axe leaves undecided ("incomplete") and a person has looked at, with what was found. A rule or a place that is not
// listed here fails the checks: look at it, mend it, or add it with the reason. `at` is a selector that the element matches,
// `text` what it says.

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
