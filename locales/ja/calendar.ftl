### 読者のカレンダーに表示される、メンテナンスの予定。

calendar-name = { $provider }のメンテナンス
calendar-name-service = { $service }のメンテナンス（{ $provider }）
calendar-title = メンテナンス：{ $title }
calendar-title-marked = 【{ $mark }】メンテナンス：{ $title }
calendar-fact = { $label }：{ $value }
calendar-state-label = 状況
calendar-state = { $state }（{ $time }更新）
calendar-subscribe = カレンダーで購読する（iCalendar）
calendar-add = カレンダーに追加する（iCalendar）

## 月ごとのメンテナンス

months = メンテナンスカレンダー
months-none = この月に予定されているメンテナンスはありません。
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
