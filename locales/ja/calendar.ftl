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
