### 公開ページの文。項目や状態の呼び名は labels.ftl にある。

## どのページにもあるもの

page-portal = { $provider } 障害・メンテナンス情報
page-title = { $title } – { $portal }
page-record-title = { $service }：{ $problem }
page-stale = 更新が止まっている可能性があります(最終更新：{ $as-of })。
page-as-of = { $as-of }現在の情報です。
page-zone-tokyo = 日時は日本標準時(JST、UTC+9)です。
page-zone = 日時は{ $zone }の時間帯で表示しています。
page-zone-own = [ ]内は{ "{zone}" }の日時です。
page-about = このサイトの情報
page-home = 現在の状況
page-policy = 掲載基準
page-contact = お問い合わせ先：{ $contact }
page-crumbs = 現在位置

## 文章の言語

text-missing = この内容の日本語版は準備中です
text-generated = 自動生成された文章です。担当者の確認後に更新いたします
text-stale = 日本語版は更新前の内容です

## JavaScript が使う言い回し（波括弧の中は置き換えられる）

live-just-now = たった今
live-ago-minutes = { "{n}" }分前
live-ago-hours = { "{n}" }時間前
live-ago-days = { "{n}" }日前
live-until-minutes = あと{ "{n}" }分
live-until-hours = あと{ "{n}" }時間
live-until-days = あと{ "{n}" }日
live-due = 予定の時刻を過ぎています
live-elapsed-minutes = 発生から{ "{m}" }分
live-elapsed-hours = 発生から{ "{h}" }時間{ "{m}" }分
live-approx = { "{t}" }頃
live-changed = { "{name}" }：{ "{from}" } → { "{to}" }（{ "{at}" }）
live-appeared = { "{name}" }：{ "{to}" }（{ "{at}" }）
live-join = 、
live-pause = 自動更新を止める
live-resume = 自動更新を再開する

## 現在の状況

home-everything = 全体
home-as-of = 現在
home-now = 現在発生している障害
home-none-now = 現在、お知らせする障害はございません。
home-services = サービスの状況
home-lately = 最近のお知らせ
home-none-lately = お知らせはございません。
home-more = 過去の障害・メンテナンスを見る
home-planned = 予定されているメンテナンス
home-maintenances = メンテナンスの一覧を見る
home-more-planned = ほか{ $n }件を一覧で見る
home-none-planned = 予定されているメンテナンスはございません。
home-which-update = （{ $nth }）

## 障害・メンテナンスの各ページ

page-record-state = { $title } – { $state }
record-facts = 概要
record-contents = このページの内容
fact-count-value = { $number }{ $unit }({ $basis }、{ $at }現在)

## 経過

timeline-permalink = 、{ $nth }への固定リンク
timeline-permalink-unnumbered = 、このお知らせへの固定リンク
timeline-backdated = （後から記載。掲載日時：{ $posted }）
timeline-corrected = このお知らせには訂正があります（{ $posted }）
timeline-item = 訂正箇所：{ $item }
timeline-wrong = （誤）
timeline-right = （正）

## 過去の障害・メンテナンス

history-of = { $month }の障害・メンテナンス
history-year = { $year }年
history-older = これより前
history-months = 月の移動
history-none = 該当するお知らせはございません。
search-words = キーワード・管理番号
search-service = サービス
search-all-services = すべて
search-unknown-service = サービスを一覧から選んでください
search-do = 検索
search-results = 検索結果
search-count = { $n }件
search-more = 多数のお知らせが見つかりました。新しいものから{ $n }件を表示しています。キーワードを追加して絞り込んでください。
search-empty = キーワードを入力してください
search-too-long = { $n }文字以内で入力してください

## 掲載基準

policy-heading = 障害・メンテナンス情報の掲載基準
policy-published = 掲載するもの
policy-published-outages = お客様にご提供しているサービスが利用できない、または利用しづらい状態が{ $minutes }分以上続いた場合
policy-published-shorter = { $minutes }分未満でも、多数のお客様に影響した場合、またはデータに影響した場合
policy-published-maintenance = お客様に影響する、または影響するおそれのあるメンテナンス
policy-not-published = 掲載しないもの
policy-not-own = お客様の設備、またはお客様の回線に起因するもの
policy-not-redundant = お客様に影響のない冗長構成の一部の故障
policy-not-single = 個別のご契約に限られるもの（個別にご連絡いたします）
policy-when = お知らせの時期
policy-when-first = 第1報：弊社が検知してから{ $minutes }分以内を目標といたします
policy-when-updates = 続報：{ $minutes }分ごとを目標とし、長期にわたる場合は毎日定時にお知らせいたします
policy-when-maintenance = サービスの停止を伴う計画メンテナンス：{ $days }日前までにお知らせいたします
policy-how-long = 掲載の期間
policy-how-long-kept = 掲載したお知らせは削除いたしません。誤りがあった場合は、訂正の内容を残します。
policy-where = お知らせの方法
policy-where-here = 本サイトでお知らせいたします。
policy-where-with-standby = 本サイトでお知らせいたします。本サイトが利用できない場合は、予備サイト（{ $standby }）でお知らせいたします。

## エラー

error-ways = 次のページをご覧ください
error-request = お問い合わせの際は、次の番号をお知らせください：{ $number }
error-400 = この要求を受け付けられませんでした
error-400-text = アドレスまたは入力の内容に誤りがある可能性がございます。
error-404 = お探しのページは見つかりませんでした
error-404-text = アドレスが変わったか、入力に誤りがある可能性がございます。掲載したお知らせを削除することはございません。
error-405 = この操作は受け付けておりません
error-405-text = ページを開き直してから、もう一度お試しください。
error-408 = 時間内に受け取れませんでした
error-408-text = 何も保存しておりません。通信の状態をご確認のうえ、ブラウザーの「戻る」で入力した画面に戻り、もう一度お試しください。
error-413 = 送信された内容が大きすぎます
error-413-text = 何も保存しておりません。内容を短くしてから、もう一度お試しください。
error-414 = アドレスが長すぎます
error-414-text = 検索のキーワードを短くするか、次のページからお探しください。
error-429 = 短い時間に多くのアクセスがございました
error-429-text = 少し時間をおいて、もう一度お試しください。
error-431 = 送信された情報が大きすぎます
error-431-text = ブラウザーに保存されたこのサイトのデータを削除してから、もう一度お試しください。
error-500 = ページを表示できませんでした
error-500-text = 弊社側の問題です。少し時間をおいて、もう一度お試しください。
error-503 = ただいま処理を受け付けられません
error-503-early = ページを準備しています
error-503-early-text = 数秒後に、もう一度お試しください。
error-503-text = お知らせは引き続きご覧いただけます。少し時間をおいて、もう一度お試しください。

## メンテナンスのページ

maintenance-precheck = 事前の確認
maintenance-result = 結果
maintenance-from = 開始予定
maintenance-until = 終了予定
maintenance-extended-to = 延長後の終了予定
maintenance-worked = 実際の作業
maintenance-began = 作業の開始
maintenance-ended = 作業の終了
maintenance-replaced-by = 新しい日程
maintenance-extension = 延長する場合
maintenance-cancellation = 中止する場合
maintenance-earlier = 以前のメンテナンス
maintenance-later = 後続のメンテナンス
maintenance-measure = 実施する対策
maintenance-report = このメンテナンスを予告した報告書
maintenance-triggered = このメンテナンスに起因する障害
maintenance-follows = きっかけとなった障害

## サービスのページ

service-functions = 機能の状況
service-90-days = 過去90日間
service-days = { $span }：{ $parts }
service-days-of = { $state }が{ $n }日
service-days-unknown = 記録なしが{ $n }日
service-separator = 、
service-day = { $date }：{ $state }
service-no-record = 記録なし
service-columns = 棒が高いほど、影響が大きいことを示します。
service-impact-time = 影響のあった時間
service-figures = 停止時間は主な機能がご利用いただけなかった時間、影響のあった時間は遅延などを含む時間です。メンテナンスは、お知らせした作業時間または最大停止時間を超えた場合に限り含みます。
service-announced = お知らせしたメンテナンスの範囲内（含みません）
service-day-announced = お知らせしたメンテナンスの範囲内 { $length }（含みません）
service-about = 約{ $percent }
service-affected = 影響またはメンテナンスのあった日
service-date = 日
service-state = 状況
service-all-days = 90日間を表で見る
service-past = このサービスの障害
service-none = このサービスの障害の記録はございません。

## 障害期間

periods-day = { $day }日
periods-label = 期間{ $mark }
periods-fringe = { $label }
periods-recurrence = { $period }の再発
periods-continues = { $period }から継続
periods-note-mark = ※
periods-note-of = { $what }：{ $note }
moment-note = （{ $note }）
periods-matrix = 期間ごとの影響
periods-function = 機能
periods-continuity = 継続性
periods-unstated = 「記載なし」は、正常であったことを示すものではございません。

## 原因と図

cause-steps = 原因の経緯
cause-investigated-with = { $who }とともに調査いたしました。
cause-third-party = 関係する事業者：
figure-open = （
figure-close = ）
figure-caption = { $figure } { $caption }
figure-mark = ({ $n })
figure-measure-mark = 対{ $n }
figure-description = 図の説明

## 対処

measures-heading = 対処と今後の対策
measures-until = { $moment }までの対処
measures-afterwards = その後の対処
measures-when = 実施時期
measures-by = { $moment }まで
measures-after = { $moment }より後
measures-basis = 根拠
measures-effect-separator = 。
measures-due = 実施予定
measures-announced = お知らせする場所

## 復旧判断

judgement-observed = 観察した期間
judgement-metric = 判断の指標
judgement-overturned = この判断の後、{ $period }に再発いたしました。
chart-value = { $number }{ $unit }
chart-colon = ：
chart-highest = 最大は{ $moment }の{ $value }、
chart-last = 最後の値は{ $moment }の{ $value }です。
chart-normal = 平常時は{ $value }未満です（図の破線）。
chart-table = 数値を表で見る
chart-thinned = 区間ごとの最大値を示しています。
chart-when = 日時
