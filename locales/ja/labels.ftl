### 状態や項目の呼び名（用語集）。文は各画面のファイルに置く。

language-name = 日本語

## 状態

inc-investigating = 調査中
inc-responding = 対応中
inc-responding-cause-unknown = 対応中
inc-partial = 一部復旧
inc-monitoring = 経過観察中
inc-recovered = 復旧済み
inc-withdrawn = 取り下げ
inc-reopened = 再発
inc-report-published = 最終報告掲載済み
cause-unknown = 原因調査中
cause-suspected = 推定原因
cause-confirmed = 原因判明
mnt-scheduled = 予定
mnt-in-progress = 作業中
mnt-extended = 延長中
mnt-verifying = 動作確認中
mnt-completed = 完了
mnt-rescheduled = 日程変更
mnt-postponed = 延期
mnt-cancelled = 中止
mnt-rolled-back = 切り戻し
svc-operational = 正常
svc-degraded = 遅延・不安定
svc-partial = 一部停止
svc-major = 停止
svc-maintenance = メンテナンス中
svc-checking = 確認中
all-ok = すべてのサービスは正常に稼働しています
some-issue = 一部のサービスで障害が発生しています

## 障害の項目

incident = 障害
event-neutral = 事象
fault = 故障
defect = 不具合
started = 発生日時
recovered-at = 復旧日時
detected = 検知日時
duration = 障害時間
downtime = 停止時間
period = 障害期間
before-after = 前後の影響
continuous = 継続
intermittent = 断続的
temporary = 一時的
approx = 頃
as-of = { $moment }現在
ongoing = 継続中
affected-services = 対象サービス
scope = 影響範囲
some-customers = 一部のお客様
all-customers = すべてのお客様
count = 影響を受けたお客様の数
estimate = 推計
symptoms = 事象・症状
not-affected = 影響のない機能
unavailable = ご利用いただけない
difficult = ご利用しづらい
delayed = 遅延
error = エラー
backlog = 滞留
queue-length = 滞留数
data-impact = データへの影響
data-loss = データの消失
high-load = 高負荷
cause = 原因
trigger = きっかけ
aggravating = 重なった要因
actions = 対応状況
measure = 対処
provisional = 暫定対処
permanent = 恒久対処
prevention = 再発防止策
planned-measure = 今後の対策
effect = 効果
side-effects = 対応による影響
workaround = 回避方法
alternative = 代替手段
request = お客様へのお願い
eta = 復旧見込み
eta-target = 復旧目標
eta-unknown = 未定
next-update = 次回更新予定
judgement = 復旧判断
observation = 経過観察
recurrence = 再発
timeline = 経過
figure = 図
callout = 図中の番号
severity = 影響度
reference = 管理番号

## お知らせと報告書

status-info = 障害・メンテナンス情報
notice = お知らせ
first-notice = 第1報
update = 続報
nth = 第{ $n }報
recovery-notice = 復旧報
interim-report = 中間報告
final-report = 最終報告
recovery-report = 障害復旧のご報告
incident-report = 障害報告書
correction = 訂正
correction-pair = （誤）／（正）
addition = 追記
revision = 版
posted = 掲載日時
updated = 最終更新
issued = 発行日
doc-no = 文書番号
addressee = 宛名
issuer = 発信者
details = 記
end = 以上
related = 関連情報
trigger-link = 契機となった作業
followup-link = 後続のメンテナンス
history = 過去の障害・メンテナンス
none-now = 現在、お知らせする障害はございません
none-planned = 予定されているメンテナンスはございません
print = 印刷用
pdf = PDFを保存
other-language = English
plain-japanese = やさしい日本語

## メンテナンス

maintenance = メンテナンス
planned = 計画メンテナンス
regular = 定期メンテナンス
unscheduled = 臨時メンテナンス
emergency = 緊急メンテナンス
window = 作業日時
impact = 影響内容
max-interruption = 最大停止時間
momentary = 瞬断
spare-window = 予備日
work = 作業内容
purpose = 目的
before-after-dates = 変更前／変更後
notice-period = 事前告知
reminder = 再掲

## 配信登録とメール

subscribe = メール配信登録
unsubscribe = 配信停止
manage = 配信設定
confirm = 登録を確認する
topics = 配信内容
language = 言語
both = 日本語と英語
quiet-hours = 受信しない時間帯
delivery-log = 配信履歴
bounced = 不達
resend = 再送
recipient = 配信先
emergency-address = 緊急連絡先メールアドレス
feed = フィード

## 管理画面

draft = 下書き
review = 確認待ち
approve = 承認
send-back = 差し戻し
publish = 掲載
publish-and-notify = 掲載して配信
preview = プレビュー
template = 定型文
translation-missing = 英語版がありません
translation-stale = 英語版が古くなっています
auto-generated = 自動生成
first-notice-clock = 第1報までの時間
overdue = 更新予定を過ぎています
audit-log = 操作履歴
exercise = 訓練
role-admin = 管理者
role-user = 利用者
operator = 担当者
approver = 承認者

## 予備サイトとシステム

primary = 通常サイト
standby = 予備サイト
switchover = 切り替え
failover = 自動切り替え
switch-back = 切り戻し
replication-lag = 同期の遅れ
read-only = 閲覧のみ
login-routes = ログイン先
uptime = 稼働率
timezone = 日本標準時(JST、UTC+9)
contact = お問い合わせ先
skip = 本文へ移動

## 全体の状況

all-maintenance = 一部のサービスでメンテナンスを実施しています
all-checking = 一部のサービスの状況を確認しています
all-major = 停止しているサービスがあります
some-issue-chip = 障害発生中

## 影響度

severity-none = なし
severity-minor = 小
severity-major = 中
severity-critical = 大

## 症状の程度

degree-unavailable = 利用できない
degree-difficult = 利用しづらい
degree-delayed = 遅延
degree-errors = エラー
degree-slow = 時間がかかる
degree-normal = 正常
degree-unstated = 記載なし

## 継続性

continuity-continuous = 継続
continuity-intermittent = 断続的
continuity-temporary = 一時的
continuity-intermittent-and-temporary = 断続的かつ一時的

## 影響範囲と件数

scope-all = すべてのお客様
scope-some = 一部のお客様
scope-list = 特定の対象のみ
count-exact = 確定値
count-estimate = 推計
count-maximum = 最大

## データへの影響

data-none = 消失なし
data-queued-delivered = 滞留分はすべて配送済み
data-queued-in-progress = 滞留分を配送中
data-bounced = 送信元へ返送された可能性あり
data-lost = 一部消失
data-checking = 確認中
data-unstated = 記載なし
backlog-none = 滞留なし
backlog-open = 滞留を解消中
backlog-delivered = 滞留は解消済み
backlog-mail = メール
backlog-changes = 設定の変更
backlog-other = その他

## 原因の経緯

role-trigger = きっかけ
role-mechanism = 仕組み
role-latent = 潜んでいた要因
role-aggravating = 重なった要因
role-effect = 影響
role-verification-gap = 検証で見つからなかった点

## 対処

measure-kind-restart = 再起動
measure-kind-software = ソフトウェアの更新
measure-kind-replacement = 部品・機器の交換
measure-kind-expansion = 増設・増強
measure-kind-config = 設定の変更
measure-kind-standby = 予備系の用意
measure-kind-other = その他
measure-done = 実施済み
measure-in-progress = 実施中
measure-planned = 予定
effect-none = 効果なし
effect-partial = 一部効果あり
effect-effective = 効果あり
effect-unstated = 記載なし

## 復旧判断

verdict-recovered = 復旧と判断
verdict-measures-effective = 対処は有効と判断
verdict-not-recovered = 未復旧と判断

## 期間と番号

period-fringe-before = 前後の影響（前）
period-fringe-after = 前後の影響（後）
period-label = { $mark }
period-label-word = 期間{ $mark }
period-withdrawn = （取り消した期間）
measure-label = 対処{ $mark }
figure-label = 図{ $figure }
figure-measure = 図{ $figure } { $measure }
callout-label = 図{ $figure }{ $marks }
callouts-label = 図{ $figure }{ $marks }
section-label = { $n }
section-above = 上記{ $n }
section-below = 下記{ $n }
span-start = 開始
span-end = 終了
span-ongoing = 継続中
span-unstated = 以降

## お知らせの種類

update-kind-recurrence = 再発のお知らせ
update-kind-withdrawal = 取り下げ
update-kind-notice = 状況の変更
version = 第{ $n }版
superseded = この版は第{ $n }版に改められました
doc-not-issued = 未発行

## 文章の状態

text-draft = 下書き
text-review = 確認待ち
text-approved = 承認済み
lang-missing = この内容の英語版は準備中です
lang-auto = 自動生成

## 担当者の権限

operator-viewer = 閲覧者
operator-auditor = 監査担当者
operator-drafter = 下書き担当者
operator-publisher = 掲載担当者
operator-admin = 管理者

## 期限と注意

clock-first-notice-left = 初報の目標まで、あと{ $n }分
clock-first-notice-over = 初報の目標を{ $n }分過ぎています
warn-public-address = 公開する文章にメールアドレスまたはIPアドレスが含まれています
warn-window-vs-interruption = 最大停止時間が作業時間を超えています
warn-same-language = 英語欄に日本語が含まれています
block-no-judgement = 復旧判断の記録がないため、復旧済みにできません。
block-no-data-statement = データへの影響が未記入のため、復旧済みにできません。
block-backlog-open = 滞留が解消していないため、復旧済みにできません。
block-silent-change = 掲載済みの日時・症状・範囲・対象・データへの影響は、ここでは変更できません。訂正として掲載してください。

## 定型文の名称

template-i1 = 第1報
template-i2 = 続報（影響範囲）
template-i3 = 続報（対応中）
template-i4 = 続報（変化なし）
template-i5 = 一部復旧
template-i6 = 経過観察中
template-i7 = 復旧報
template-i8 = 再発
template-i9 = 訂正
template-i10 = 取り下げ
template-i11 = 中間報告
template-i12 = 最終報告
template-i13 = 続報（滞留の解消中）
template-m1 = メンテナンス実施のお知らせ
template-m2 = 実施前のご案内
template-m3 = 日程変更
template-m4 = 中止
template-m4p = 延期
template-m5 = 緊急メンテナンス
template-m6 = 開始
template-m7 = 延長
template-m8 = 動作確認中
template-m9 = 完了
template-m10 = 切り戻し
template-m11 = メンテナンスに起因する障害
