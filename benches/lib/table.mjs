// Results as a table with their goals. Knows no measurement.

const rows = [];

const number = (value) => value.toLocaleString('en', { maximumSignificantDigits: value < 1_000 ? 3 : undefined, maximumFractionDigits: 0 });

/** A rate beside a reference of the same run, over several rounds of `[ours, reference]`. The goal is a least ratio. */
export function ratio(what, rounds, { unit, least }) {
  const each = rounds.map(([ours, reference]) => ours / reference).sort((a, b) => a - b);
  const middle = median(each);
  const [ours, reference] = [0, 1].map((n) => number(median(rounds.map((round) => round[n]))));
  const spread = `${each[0].toFixed(2)}–${each.at(-1).toFixed(2)}`;
  add(what, `${ours} : ${reference} ${unit}`, `${middle.toFixed(2)} × (${spread})`, `≥ ${least.toFixed(2)} ×`, middle >= least);
}

/** A value that must not be exceeded. */
export function atMost(what, value, { unit, most }) {
  add(what, `${number(value)} ${unit}`, '', `≤ ${number(most)} ${unit}`, value <= most);
}

function add(what, measured, compared, goal, met) {
  rows.push({ what, measured, compared, goal, met });
  process.stderr.write(`${what}: ${measured} ${compared}\n`);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
}

/** Prints everything measured and gives whether every goal was met. */
export function printTable() {
  const titles = { what: '', measured: 'measured', compared: 'ratio (lowest–highest round)', goal: 'goal', met: '' };
  const lines = [titles, ...rows.map((row) => ({ ...row, met: row.met ? 'met' : 'MISSED' }))];
  const widths = Object.keys(titles).map((key) => Math.max(...lines.map((line) => line[key].length)));
  for (const line of lines) {
    console.log(Object.values(line).map((cell, n) => cell.padEnd(widths[n])).join('   ').trimEnd());
  }
  return rows.every((row) => row.met);
}
