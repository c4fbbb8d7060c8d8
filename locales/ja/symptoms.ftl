### 症状の言い回し。機能の語（名詞・動詞）を程度の型に入れる。

## 現在

symptom-unavailable-now = { $what }ができない
symptom-difficult-now = { $what }がしづらい
symptom-delayed-now = { $what }が遅延する
symptom-errors-now = { $what }時にエラーが発生する
symptom-slow-now = { $what }に時間がかかる
symptom-normal-now = { $what }は通常どおりご利用いただけます

## 過去

symptom-unavailable-past = { $what }ができない
symptom-difficult-past = { $what }がしづらい
symptom-delayed-past = { $what }が遅延する
symptom-errors-past = { $what }時にエラーが発生する
symptom-slow-past = { $what }に時間がかかる
symptom-normal-past = { $what }は通常どおりご利用いただけました

## 継続性

symptoms-intermittent = 断続的に{ $symptoms }
symptoms-temporary = 一時的に{ $symptoms }
symptoms-intermittent-and-temporary = 断続的かつ一時的に、{ $symptoms }

## 件名用

symptom-short = { $what }の障害
symptom-short-delayed = { $what }の遅延

## 影響を受けるお客様

who-all = { "" }
who-some = 一部のお客様で、
who-list = { $list }をご利用のお客様で、
scope-list-of = { $list }をご利用のお客様
scope-some-of = 一部のお客様({ $text })

## メンテナンスで起こりうること

symptom-may = { $what }
symptom-may-be-unable = { $what }
effects-stopped = { $what }がご利用いただけない
effects-stopped-for = { $what }が{ $duration }程度ご利用いただけない
effects-stopped-times = { $what }が最大{ $n }回、各{ $duration }程度ご利用いただけない
effects-hampered = { $symptoms }
effects-in-window = 作業時間中、{ $what }ことがございます。
effects-also = また、{ $what }ことがございます。
