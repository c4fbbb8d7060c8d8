### コンソールのメンテナンス画面：状況、自動で行われること、手で行う操作

## メンテナンスの画面

maint-windows = 作業日時
maint-spare = 予備日
maint-until = { $time }まで延長
maint-coming = 自動で行われること
maint-coming-none = 自動で行われることはありません。操作はすべて手で行います。
maint-coming-announce = 最初のお知らせを掲載し、配信します。
maint-coming-remind = 再掲のお知らせを掲載し、配信します。
maint-coming-start = 作業を開始とし、開始のお知らせを掲載して配信します。
maint-coming-complete = 作業を完了とし、完了のお知らせを掲載して配信します。
maint-by-hand = 自動では行いません。
maint-by-clock-at-once = 時刻を過ぎているため、自動に戻すとすぐに行われます。
maint-leave-to-people = 自動で行わない
maint-leave-to-clock = 自動で行う
maint-clock-was-faster = ほかの操作または自動の操作でこのメンテナンスが変更されたため、切り替えていません。現在の内容をご確認ください。
maint-told = お知らせ
maint-told-none = まだお知らせを掲載していません。
maint-overrun = お知らせした終了時刻を{ $duration }過ぎています。延長または完了の操作をしてください。
maint-lead = 作業の{ $days }日前のお知らせです（自社の基準は{ $rule }日前まで）。
maint-public = 公開ページ

## 操作

maint-step-start = 開始する
maint-step-extend = 延長する
maint-step-verify = 動作確認に移る
maint-step-resume = 作業に戻る
maint-step-complete = 完了する
maint-step-roll-back = 切り戻す
maint-step-reschedule = 日程を変更する
maint-step-postpone = 延期する
maint-step-cancel = 中止する
maint-telling = お知らせする内容

maint-began = 作業の開始
maint-ended = 作業の終了
maint-restored = 作業前の状態へ戻した時刻
maint-new-end = 新しい終了予定
maint-new-start = 新しい開始予定
maint-date = 新しい日程
maint-date-new = 新しい日時
maint-date-spare = 予備日：{ $window }
maint-reason = 理由
maint-impact = 影響内容（お知らせと異なる場合）
maint-result = 結果
maint-next = 次回のお知らせ
maint-checked = まだ掲載していません。お客様に表示される内容を確かめてから掲載してください。
maint-preview = お客様に表示される内容
maint-web-only = このお知らせはページに掲載し、配信はしません。
maint-check = 確認
maint-post = 掲載
maint-not-posted = ほかの担当者がこのメンテナンスを変更したため、掲載していません。入力内容はそのまま残っています。
maint-as-checked = 確認した内容と異なるため、掲載していません。もう一度ご確認ください。

## 計画

maint-plan = メンテナンスを計画する
maint-plan-title = メンテナンスのお知らせを作成する
maint-what = 作業
maint-kind = 種類
maint-title = 件名
maint-title-hint = サービス名を除いた名詞句で入力してください。例：ストレージのファームウェア更新
maint-effects = お客様への影響
maint-effects-hint = 機能ごとに、起こりうる影響を選んでください。下の影響内容を入力しない場合は、選んだ内容から日本語と英語の文を作成し、お客様へご案内します。
maint-interruptions = 停止の回数
maint-unit = 停止時間の単位
maint-unit-minutes = 分
maint-unit-seconds = 秒
maint-unit-hours = 時間
maint-starts = 作業日時{ $n }：開始
maint-ends = 作業日時{ $n }：終了
maint-spare-of = 作業日時{ $n }：予備日
maint-spare-yes = ほかの作業日時をここへ移したときだけ作業します
maint-window-more = 作業日時を追加する
maint-course = 当日の進め方
maint-by-itself = 自動で行う操作
maint-by-itself-start = お知らせした時刻に開始する
maint-by-itself-complete = お知らせした時刻に完了する
maint-remind = 再掲
maint-remind-yes = 各作業日時の前に、お知らせを再掲する
maint-more = 延長・中止の条件、事前の確認、関連する記録、訓練（必要な場合）
maint-extension = 作業を延長する場合
maint-cancellation = 作業を中止する場合
maint-precheck = 事前の確認
maint-follows = きっかけとなった障害
maint-earlier = 前回のメンテナンス
maint-measure = この作業で実施する対策
maint-measure-none = なし
maint-measure-of = { $text }（{ $reference }）
maint-report = この作業を予告した報告書
maint-report-none = なし
maint-report-of = { $report }：{ $title }
maint-exercise = これは訓練です。お客様には表示も配信もされません。
maint-conflict = 同じ日時に { $title }（{ $reference }）があります：{ $window }
maint-incident-open = 同じサービスで発生中の障害があります：{ $title }（{ $reference }）
maint-incident-lately = 同じサービスで最近の障害があります：{ $title }（{ $reference }）
maint-rule-service-also-unaffected = 対象サービスと影響のないサービスの両方に選ばれているサービスがあります。
maint-rule-overlaps = このメンテナンスの別の作業日時と重なっています。
maint-rule-only-spares = 予備日のほかに、作業日時が必要です。

## 繰り返し

maint-repeats = 繰り返し
maint-repeat = 繰り返し方
maint-repeat-none = 繰り返さない
maint-repeat-weekly = 毎週
maint-repeat-fortnightly = 2週間ごと
maint-repeat-weekday = 毎月、同じ週の同じ曜日（第3日曜日など）
maint-repeat-last-weekday = 毎月、最終の同じ曜日
maint-repeat-day = 毎月、同じ日
maint-repeat-rule = 規則で指定する（iCalendar、RFC 5545）
maint-rule = 規則
maint-rule-hint = 例：FREQ=MONTHLY;BYDAY=1SU,3SU;COUNT=12
maint-times = 回数
maint-times-hint = 最初の実施日を含めて{ $most }回まで。回数か最終日のどちらかを入力してください。
maint-last = 最終日
maint-except = 除外する日
maint-except-hint = 1行に1日ずつ入力してください。例：2026-12-27
maint-dates = 実施日（{ $n }回）
maint-dates-hint = 掲載時にお知らせするのは最初の実施日です。2回目以降は、ページとカレンダーにすぐ表示され、それぞれの時期に自動でお知らせします。1回ずつ変更することもできます。
maint-holiday = 祝日・休日：{ $holiday }
maint-coming-more = このあと、さらに{ $n }件あります。
maint-conflict-more = 同じ日時の作業が、さらに{ $n }件あります。
maint-unannounced-only = まだお知らせしていないメンテナンスのため、このお知らせはページに掲載し、配信はしません。

## 操作できない理由

maint-refused-no-window = この作業日時はありません。
maint-refused-not-next = 現在の状態が「{ $state }」のため、この操作はできません。
maint-refused-spare = これは予備日です。先に日程変更で予備日へ移してください。
maint-refused-not-spare = この予備日はすでに使えません。
maint-refused-before-start = お知らせした開始時刻より前に作業を始めることはできません。前倒しする場合は、日程を変更してください。
maint-refused-not-later = 新しい終了予定は、お知らせした終了時刻より後にしてください。
maint-refused-in-past = この日時は過ぎています。
maint-refused-in-future = この日時はまだ来ていません。
maint-refused-end-before-start = 終了が開始より前になっています。
maint-refused-overlaps = このメンテナンスの別の作業日時と重なっています：{ $window }
maint-refused-no-reminder = 再掲する予定はありません。
maint-refused-announced = すでにお知らせしています。

## 公開後の編集

maint-edit = 編集
maint-edit-title = メンテナンスの編集
maint-edit-hint = 変更は、ページとカレンダーにすぐに反映されます。お知らせの掲載やメールの配信は行いません。作業日時の変更は「日程変更」で行ってください。
maint-conditions = 延長・中止の条件、結果
maint-links = 関連する記録
