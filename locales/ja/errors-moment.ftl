### 日時の入力の誤り。キーは解析の結果のコードに moment-error- を付けたもの。

moment-error-empty = 日時を入力してください。
moment-error-unparseable = 日時として読み取れません（例：10/11 8:55）。
moment-error-invalid-date = 存在しない日付です。
moment-error-invalid-time = 存在しない時刻です。
moment-error-incomplete-date = 日まで入力してください。
moment-error-ambiguous-date = 年・月・日の順序が分かりません（例：2016-10-11）。
moment-error-ambiguous-noon = 正午か深夜0時か分かりません（12:30 または 0:30 と入力してください）。
moment-error-meridiem-conflict = 午前・午後と時刻が合いません。
moment-error-weekday-mismatch = 曜日が日付と合いません（{ $date }は{ $weekday }です）。
moment-error-day-mismatch = 「翌」の日付が開始日の翌日ではありません。
moment-error-era-out-of-range = その元号の期間にない日付です。
moment-error-era-mismatch = 西暦と元号の年が合いません。
moment-error-span-given = 期間ではなく、一つの日時を入力してください。
moment-error-vague-time = 時刻を特定できません（午前・午後または24時間表記で入力してください）。
moment-error-unknown-zone = 利用できない時間帯の略号です（JST または UTC）。
