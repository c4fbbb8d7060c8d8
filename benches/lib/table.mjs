// Results as a table with their goals. Knows no measurement.

const rows = [];

const number = (value) => value.toLocaleString('en', { maximumSignificantDigits: value < 1_000 ? 3 : undefined, maximumFractionDigits: 0 });

/**
 * A value beside a reference of the same run, over several rounds of `[ours, reference]`. What counts is the middle
 * of the rounds' ratios; the goal is a `least` or a `most`.
 */
export function ratio(what, rounds, { unit, least, most }) {
  const each = rounds.map(([ours, reference]) => ours / reference).sort((a, b) => a - b);
  const middle = median(each);
  const [ours, reference] = [0, 1].map((n) => number(median(rounds.map((round) => round[n]))));
  const spread = `${each[0].toFixed(2)}–${each.at(-1).toFixed(2)}`;
  const goal = least === undefined ? `≤ ${most.toFixed(2)} ×` : `≥ ${least.toFixed(2)} ×`;
  const met = least === undefined ? middle <= most : middle >= least;
  add(what, `${ours} : ${reference} ${unit}`, `${middle.toFixed(2)} × (${spread})`, goal, met);
}

/** A value that must not be exceeded; of several rounds, the middle one counts. */
export function atMost(what, values, { unit, most }) {
  const each = [values].flat().sort((a, b) => a - b);
  const middle = median(each);
  const spread = each.length > 1 ? `(${number(each[0])}–${number(each.at(-1))})` : '';
  add(what, `${number(middle)} ${unit}`, spread, `≤ ${number(most)} ${unit}`, middle <= most);
}

/** Something to know, for which there is no goal. */
export function note(what, measured) {
  add(what, measured, '', '', true);
}

function add(what, measured, compared, goal, met) {
  rows.push({ what, measured, compared, goal, met: goal && (met ? 'met' : 'MISSED') });
  process.stderr.write(`${what}: ${measured} ${compared} ${goal}\n`);
}

export const median = (values) => percentile(values, 50);

/** The value that this part of the values does not exceed; between two, in proportion. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

/** Prints everything measured and gives whether every goal was met. */
export function printTable() {
  const titles = { what: '', measured: 'measured', compared: 'ratio (lowest–highest round)', goal: 'goal', met: '' };
  process.stderr.write('\n');
  const lines = [titles, ...rows];
  const widths = Object.keys(titles).map((key) => Math.max(...lines.map((line) => line[key].length)));
  for (const line of lines) {
    console.log(Object.values(line).map((cell, n) => cell.padEnd(widths[n])).join('   ').trimEnd());
  }
  const [met, missed] = ['met', 'MISSED'].map((verdict) => rows.filter((row) => row.met === verdict));
  console.log(`\n${met.length} goals met, ${missed.length} missed${missed.map((row) => `\n  MISSED: ${row.what}: ${row.measured} ${row.compared}, goal ${row.goal}`).join('')}`);
  return missed.length === 0;
}
