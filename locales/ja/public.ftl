### 公開ページの文。項目や状態の呼び名は labels.ftl にある。

## どのページにもあるもの

page-portal = { $provider } 障害・メンテナンス情報
page-title = { $title } – { $portal }
page-record-title = { $service }：{ $problem }
page-stale = 更新が止まっている可能性があります(最終更新：{ $as-of })。
page-zone-tokyo = 日時は日本標準時(JST、UTC+9)です。
page-zone = 日時は{ $zone }の時間帯で表示しています。
page-zone-tokyo-own = 日時は日本標準時(JST、UTC+9)です。括弧内は{ "{zone}" }の日時です。
page-zone-own = 日時は{ $zone }の時間帯で表示しています。括弧内は{ "{zone}" }の日時です。
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
live-due = まもなく
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
home-as-of = 確認時点
home-now = 現在発生している障害
home-none-now = 現在、お知らせする障害はございません。
home-services = サービスの状況
home-lately = 最近のお知らせ
home-none-lately = お知らせはございません。
home-more = 過去の障害・メンテナンスを見る
home-planned = 予定されているメンテナンス
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
