### 読者のカレンダーに表示される、メンテナンスの予定。

calendar-name = { $provider }のメンテナンス
calendar-name-service = { $service }のメンテナンス（{ $provider }）
calendar-title = メンテナンス：{ $title }
calendar-title-marked = 【{ $mark }】メンテナンス：{ $title }
calendar-fact = { $label }：{ $value }
calendar-state-label = 状況
calendar-state = { $state }（{ $time }更新）
calendar-subscribe = カレンダーアプリで購読する
calendar-add = この予定をカレンダーに追加する（.ics）

## 購読の方法

subscribe-what = 予定の追加や日程の変更が、お使いのカレンダーに自動で反映されます。
subscribe-open = カレンダーアプリを開く
subscribe-address = Google カレンダーやOutlookでは、次のアドレスを登録してください。
subscribe-late = 反映には数時間から1日程度かかることがございます。直前の変更は、このページでご確認ください。

## メンテナンスの一覧

works = メンテナンス
works-of = { $service }のメンテナンス
works-all = すべてのサービス
works-choice = サービスで絞り込む
works-list = 一覧で見る
works-months = カレンダーで見る
works-now = 実施中のメンテナンス
works-put-off = 延期（新しい日程は未定）
works-over = 最近のメンテナンス（過去90日間）
works-none-over = 過去90日間に実施したメンテナンスはございません。
works-more = ほかに{ $n }件の予定がございます。カレンダーでご確認ください。

## 月ごとのメンテナンス

months = メンテナンスカレンダー
months-of = { $service }のメンテナンスカレンダー
months-none = この月に予定されているメンテナンスはございません。
months-day = { $date }({ $weekday })
months-holidays = 国民の祝日・休日は{ $first }年から{ $last }年までを表示しています(出典：内閣府)。

## 国民の祝日・休日

holiday-new-year = 元日
holiday-coming-of-age = 成人の日
holiday-foundation = 建国記念の日
holiday-emperors-birthday = 天皇誕生日
holiday-vernal-equinox = 春分の日
holiday-showa = 昭和の日
holiday-constitution = 憲法記念日
holiday-greenery = みどりの日
holiday-children = こどもの日
holiday-marine = 海の日
holiday-mountain = 山の日
holiday-respect-for-the-aged = 敬老の日
holiday-autumnal-equinox = 秋分の日
holiday-health-and-sports = 体育の日
holiday-sports = スポーツの日
holiday-culture = 文化の日
holiday-labor-thanksgiving = 勤労感謝の日
holiday-enthronement = 天皇の即位の日
holiday-enthronement-ceremony = 即位礼正殿の儀
holiday-substitute = 振替休日
holiday-between = 国民の休日
