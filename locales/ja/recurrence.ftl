### 繰り返すメンテナンス：どのように繰り返すか、規則を受け付けられない理由。「$date」は曜日付きの日付です。

## 繰り返し方

repeats-label = 定期メンテナンス
repeats-others = ほかの実施日
repeats-daily = 毎日
repeats-daily-every = { $n }日ごと
repeats-weekly = 毎週{ $days }
repeats-weekly-every = { $n }週間ごとの{ $days }
repeats-monthly = 毎月{ $days }
repeats-monthly-every = { $n }か月ごとの{ $days }
repeats-yearly = 毎年{ $day }
repeats-yearly-every = { $n }年ごとの{ $day }
repeats-month-day = { $n }日
repeats-month-end = 末日
repeats-first-weekday = 第1{ $weekday }
repeats-second-weekday = 第2{ $weekday }
repeats-third-weekday = 第3{ $weekday }
repeats-fourth-weekday = 第4{ $weekday }
repeats-fifth-weekday = 第5{ $weekday }
repeats-last-weekday = 最終{ $weekday }

## 繰り返しにならない理由

repeats-too-many = 繰り返しは{ $most }回までです。短くして、残りは後日お知らせしてください。
repeats-too-long = 繰り返しは最初の実施日から{ $years }年以内です。短くして、残りは後日お知らせしてください。
repeats-ends-before = 最終日が最初の実施日より前になっています。
repeats-not-first = 最初の作業日時が、この繰り返しの実施日ではありません。最初の実施日は{ $date }です。
repeats-never = 最初の作業日時が、この繰り返しの実施日ではありません。{ $years }年以内に該当する日もありません。
repeats-not-an-occurrence = { $date }は、この繰り返しの実施日ではありません。
repeats-first-left-out = 最初の実施日は除外できません。代わりに、最初の作業日時を次の実施日にしてください。
repeats-once = 実施日が最初の1回だけになっています。2回以上にするか、「繰り返さない」を選択してください。
repeats-overlaps = { $first }の作業と{ $second }の作業が重なっています。
repeats-clocks-change = { $date }は時刻の切り替えがあるため、終了が開始より前になります。この日を除外してください。
repeats-later = 繰り返しの2回目以降に、さらに繰り返しを指定することはできません。
repeats-emergency = 緊急メンテナンスは繰り返せません。

## 規則として読めない理由

rule-too-long = 規則は{ $most }文字以内で入力してください。
rule-not-a-part = 「{ $part }」は規則として読めません。例：FREQ=WEEKLY;COUNT=10
rule-unsupported = { $part }には対応していません。使えるのは、FREQ（DAILY、WEEKLY、MONTHLY、YEARLY）、INTERVAL、COUNT、UNTIL、BYDAY、BYMONTHDAYです。
rule-repeated = { $part }が2回指定されています。
rule-bad-value = { $part }の値が正しくありません。例：{ $example }
rule-no-frequency = FREQがありません。例：FREQ=WEEKLY;COUNT=10
rule-unbounded = 終わりが必要です。COUNTとUNTILのどちらか一方を指定してください。
rule-misplaced = { $part }は、規則のほかの指定と一緒には使えません。
