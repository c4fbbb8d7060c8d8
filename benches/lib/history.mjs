// Incidents as the files that `noroshi import` takes: as many as asked for, two in three days, and some that are open
// now. A longer history reaches further back and is no busier, so that only its length tells in a comparison. The same seed and day give the same files. Knows the format, and nothing of who reads it.

import { readFileSync } from 'node:fs';

const CASE = readFileSync(new URL('../../demo/case.yaml', import.meta.url), 'utf8');
/** The provider and its services: the beginning of the worked case. */
const PROVIDER = CASE.slice(CASE.indexOf('provider:'), CASE.indexOf('\nmaintenances:'));
const FORMAT = 'format: noroshi/cases/1\n';
/** Below the 4 MiB that an import takes. */
const FILE_BYTES = 3_500_000;
const [MINUTE, DAY] = [60_000, 24 * 60 * 60_000];
const BETWEEN = 1.5 * DAY;
/** The newest incident of the past is so old that its page is no longer live. */
const QUIET_DAYS = 5;

const FAULTS = [
  ['mail', 'pop', 'メール受信の障害', 'problems receiving mail', 'メールの受信(POP)ができない', 'cannot receive mail (POP)'],
  ['mail', 'send', 'メール送信の障害', 'problems sending mail', 'メールの送信ができない', 'cannot send mail'],
  ['web', 'web_serve', 'ホームページの表示の障害', 'problems viewing hosted websites', 'ホームページの表示ができない', 'cannot view hosted websites'],
  ['dns', 'dns_resolve', '名前解決の障害', 'problems resolving domain names', 'ドメイン名の名前解決ができない', 'cannot resolve domain names'],
  ['member', 'ms_login', '会員サイトの障害', 'problems logging in to the member site', '会員サイトへのログインができない', 'cannot log in to the member site'],
];
const CAUSES = [
  ['ストレージの制御装置の故障', 'a failure of a storage controller', '予備の装置への切り替え', 'switching to the spare unit'],
  ['設定変更の誤り', 'a wrong configuration change', '設定の復元', 'restoring the configuration'],
  ['想定を超えるアクセスの集中', 'more traffic than expected', 'サーバーの増設', 'adding servers'],
  ['ネットワーク機器の停止', 'a stopped network device', '経路の切り替え', 'changing the route'],
];

/** The files of `past` incidents that are over and `open` ones, and the numbers of the oldest and the open ones. */
export function history({ past, open, now = Date.now(), seed = 20161011 }) {
  const random = randomness(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const taken = new Map();
  const number = (at) => {
    const date = local(at).slice(0, 10).replaceAll('-', '');
    taken.set(date, (taken.get(date) ?? 0) + 1);
    return `INC-${date}-${String(taken.get(date)).padStart(2, '0')}`;
  };
  const records = [];
  for (let n = past - 1; n >= 0; n -= 1) {
    const start = now - QUIET_DAYS * DAY - (n + random()) * BETWEEN;
    const minutes = 10 + Math.floor(random() * 240);
    records.push([number(start), { start, minutes, fault: pick(FAULTS), cause: pick(CAUSES) }]);
  }
  const opened = Array.from({ length: open }, (_, n) => {
    const start = now - (60 + n) * MINUTE;
    return [number(start), { start, fault: FAULTS[n % FAULTS.length] }];
  });
  return {
    files: files([...records.map(([id, one]) => finished(id, one)), ...opened.map(([id, one]) => ongoing(id, one))]),
    oldest: records[0][0],
    open: opened.map(([id]) => id),
  };
}

function files(records) {
  const files = [FORMAT + PROVIDER];
  let file = '';
  for (const record of records) {
    if (file.length + record.length > FILE_BYTES / 2) {
      files.push(file);
      file = '';
    }
    file ||= `${FORMAT}incidents:\n`;
    file += record;
  }
  return [...files, file];
}

const finished = (id, { start, minutes, fault, cause }) => {
  const at = (after) => local(start + after * MINUTE);
  const [causeJa, causeEn, actionJa, actionEn] = cause;
  return `${head(id, start, fault, 'recovered')}
      b1: {at: "${at(minutes)}", grain: minute}
${period(fault, '{ref: b1}', 'none')}
    data_statement: none
    cause: {state: confirmed, summary: {ja: ${causeJa}, en: ${causeEn}}}
    judgements:
      - {id: j1, judged_at: "${at(minutes + 8)}", by: operator-1, observed_from: {ref: b1}, observed_to: {at: "${at(minutes + 8)}", grain: minute}, observation: {ja: 平常の範囲にある。, en: In the normal range.}, verdict: recovered}
${firstNotice(start, fault)}
      - id: U02
        n: 2
        kind: update
        template: I3
        posted: "${at(Math.max(6, Math.floor(minutes / 2)))}"
        state: responding
        values:
          cause_statement: {state: suspected, cause: {ja: ${causeJa}, en: ${causeEn}}}
          action_now: {ja: ${actionJa}, en: ${actionEn}}
          eta: unknown
          apology: {level: 2, tense: ongoing}
      - id: U03
        n: 3
        kind: recovery_notice
        template: I7
        posted: "${at(minutes + 10)}"
        state: recovered
        judgement: j1
        values:
          recovered: {ref: b1}
          data_statement: none
          apology: {level: 2, tense: over}
`;
};

const ongoing = (id, { start, fault }) => `${head(id, start, fault, 'investigating')}
${period(fault, 'ongoing', 'unstated')}
    cause: {state: unknown}
${firstNotice(start, fault)}
`;

const head = (id, start, [service, , ja, en], state) => `  - id: ${id}
    title_service: ${service}
    symptom_short: {ja: ${ja}, en: ${en}}
    affected: [${service}]
    severity: major
    state: ${state}
    flags: []
    detected: {at: "${local(start + 2 * MINUTE)}", grain: minute}
    moments:
      b0: {at: "${local(start)}", grain: minute}`;

const period = ([, id], end, data) => `    periods:
      - {id: p1, kind: main, seq: 1, span: {start: {ref: b0}, end: ${end}}, scope: {kind: some}, continuity: continuous, symptoms: [{function: ${id}, degree: unavailable}], data: ${data}}`;

const firstNotice = (start, [, , , , ja, en]) => `    updates:
      - id: U01
        n: 1
        kind: first_notice
        template: I1
        posted: "${local(start + 5 * MINUTE)}"
        state: investigating
        values:
          who: {ja: 一部のお客様で、, en: Some customers}
          symptom: {ja: ${ja}, en: ${en}}
          apology: {level: 2, tense: ongoing}
          next_update: {at: "${local(start + 65 * MINUTE)}", grain: minute}`;

/** A time in Japan to the minute, as the format writes it. */
function local(millis) {
  return `${new Date(millis + 9 * 60 * MINUTE).toISOString().slice(0, 16)}:00+09:00`;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomness(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
