### 障害のお知らせを書く画面

## 入力欄の誤りと確認

post-fault-number = 数字で入力してください（例：12,400）。
post-fault-too-early = 開始より前の日時です。
post-fault-not-of-services = 選んだサービスの機能ではありません。
post-fault-two-degrees = この機能については、選んだサービスの状態がすでに入力されています。
post-fault-unchanged = 現在の内容と同じです。
post-fault-too-many = { $most }件以内で入力してください。
post-fault-unused = 選んだ項目ではこの欄を使いません。合う項目を選ぶか、この欄を空にしてください。
post-fault-not-yet = まだ来ていない日時です。
post-fault-passed = すでに過ぎた日時です。
post-fault-far-away = 今日から大きく離れた日付です。年を確認してください。
post-fault-not-exact = 分まで正確に入力してください（「頃」は使えません）。
post-fault-not-a-day = 日付は年から入力し、時刻は付けないでください。例：2026-12-27
post-fault-not-time-of-day = 日付を付けずに時刻を入力してください（例：18:00）。
post-fault-address = https:// で始まるページのアドレスを入力してください。
post-fault-reference = 登録されている番号を1行に1件入力してください（例：MNT-20161120-01）。
post-fault-apology = お詫びは、これ以上重くも軽くもできません。
post-rule-state = 現在の状況からは選べません。
post-rule-withdrawn = 取り下げた障害には続報を掲載できません。
post-rule-period-ongoing = この期間の終わりを入力してください。
post-fault-mention = 「{ $mention }」は読み取れないか、参照先がありません。
post-rule-reference = 文中の参照先が見つかりません。
post-rule-record = 記録の内容が食い違っています。入力を確認してください。
post-rule-order = 終わりが始まりより前になります。両方の日時を確認してください。
post-rule-noticed-before-start = 検知が開始より前になります。両方の日時を確認してください。
post-rule-told-before-noticed = 検知が第1報の掲載より後になります。日時を確認してください。
post-rule-told-before-start = 開始が第1報の掲載より後になります。日時を確認してください。
post-rule-observed-too-early = 観察の終わりが、影響の終わりより前です。最後の期間が終わった後まで観察した日時を入力してください。
post-rule-also-unaffected = 同じ期間について、ある機能が「影響あり」と「影響なし」の両方になります。
post-rule-report-cause = 最終報告には、原因の判明または「特定できなかった」との記録が必要です。
post-rule-report-data = 最終報告には、データへの影響の回答が必要です。
post-rule-earlier-state = 最新のお知らせより前の出来事では、状況を変えられません。
post-rule-address-reason = アドレスを残す理由を入力するか、文章から削除してください。
post-confirm-date = 日付は入力がないため補いました。
post-confirm-month = 月は入力がないため補いました。
post-confirm-next-day = 翌日の日時として読み取りました。
post-confirm-seconds = 秒は省きました。
post-confirm-year = 年は入力がないため補いました。
post-confirm-zone = このポータルの時間帯に換算しました。
post-moment-ahead-hint = 例：23:00、10/12 8:55、2時間後、22時頃
post-moment-hint = 例：8:55、10/11 8:55、30分前、22時頃
post-number-hint = 例：12,400
post-number-like = 例：{ $example }
post-exact-hint = 例：8:55、10/11 8:55、30分前
post-exact-ahead-hint = 例：23:00、10/12 1:00、2時間後
post-day-hint = 例：2026-12-27
post-time-hint = 例：18:00
post-reference-hint = 例：MNT-20161120-01

## 言語

post-japanese = 日本語
post-english = 英語
post-in-language = { $label }（{ $language }）

## 何が起きているか

post-what = 何が起きているか
post-degrees = 機能ごとの状態
post-function = 機能
post-degree = 状態
post-scope-text = 一部のお客様の説明（任意）
post-scope-list = 特定の対象（プラン名、サーバー名など。1行に1件）
post-continuity = 継続性
post-severity-proposed = 入力内容から判定
post-exercise = 訓練として記録する（お客様には届きません）
post-title = 件名
post-symptom-short = 短い事象名
post-symptom-short-hint = 空欄にすると、最も重い症状から作成します。掲載後は変わりません。
post-more-first = 状況・検知・継続性・影響度・件名・訓練（必要な場合）

## お知らせの内容

post-notice = お知らせの内容
post-state = 状況
post-state-hint = 状況または定型文を変えたときは「内容を確認する」を押すと、必要な入力欄と文章が変わります。
post-facts-of-state = この状況に必要な記録
post-action-now = 進めている対応（日本語は名詞で「予備機への切り替え」、英語は「switching to the standby server」の形で）
post-restored = 復旧したもの
post-remaining-part = まだ復旧していないもの
post-backlog = 滞留しているもの（例：お客様宛のメール）
post-reason = 理由
post-restored-at = 対処が完了した日時
post-observe-until = 経過観察の終了予定
post-report-due = 報告書の期限
post-eta-target = 目標として示す
post-cause = 原因（名詞で。例：ストレージの更新）
post-supplier = 連携している事業者（任意）
post-bounced = 送信元へ返送されたメールがある可能性も伝える
post-lost = 失われたもの（一部消失の場合）
post-extras = 添える文
post-extras-more = 回避方法・お願い・添える文（必要な場合）
post-extra-resend = 送信側のサーバーから再送される場合があること
post-extra-intermittent-after = 復旧後も断続的に遅延する場合があること
post-extra-crossing = 行き違いのお断り
post-extra-please-check = 確認のお願い
post-do-not = 控えていただきたい操作（名詞で）
post-free = 自由な段落
post-recurred = 再発した日時
post-backlog-hint = このお知らせとともに、滞留を「解消中」として記録します。解消するまで復旧は掲載できません。
post-judgement = 復旧判断
post-judgement-new = 新しく記録する（下に入力）
post-series = 記録済みの指標
post-report-url = 報告書のアドレス
post-period-ended = { $period }の終わり
post-backlog-closed = 滞留が解消した日時
post-judgement-hint = 復旧済みにするには、復旧判断の記録とデータへの影響の回答が必要です。
post-metric = 確認した指標
post-observed-from = 観察の開始
post-observed-to = 観察の終了
post-observation = 観察の結果

## 掲載の仕方

post-manner = 掲載の仕方
post-manner-more = 後からの記録・続報の間隔・お詫び（通常と変える場合）
post-occurred = 実際に起きた日時（後から記録する場合）
post-rhythm = 続報の間隔
post-rhythm-usual = 通常どおり
post-rhythm-daily = 長期化：変化があったときと、毎日決まった時刻
post-daily-at = 毎日の掲載時刻（長期化の場合）
post-apology = お詫び
post-apology-usual = 状況と影響度に応じる
post-apology-higher = 一段重くする
post-apology-lower = 一段軽くする
post-apology-reason = お詫びの程度を変える理由（操作履歴に残ります）
post-first-state = 状況
post-first-state-hint = 終わった障害などを後から記録する場合は、現在の状況を選んで「内容を確認する」を押すと、必要な入力欄が表示されます。

## 文章と掲載

post-texts = お知らせの文章
post-texts-hint = 文章は定型文から作成しました。そのまま掲載することも、書き換えることもできます。空欄にして確認すると、作り直します。
post-subject = 件名
post-body = 本文
post-pane = 公開ページでの表示
post-pane-hint = 掲載した後のページです。
post-pane-stale = 変更した内容は、次の表示にまだ反映されていません。「内容を確認する」を押すと、理由と最新の表示を確認できます。
post-changes = 掲載で変わること
post-changes-caption = 掲載によって記録が変わる箇所
post-afterwards = 掲載後
post-addresses = 文章に含まれるアドレス
post-address-reason = アドレスを残す理由
post-address-hint = お客様のアドレスは公開する文章に書かないでください。理由は操作履歴に残ります。
post-check = 内容を確認する
post-post = 掲載する
post-save-draft = 下書きを保存
post-discard = 下書きを破棄
post-save = 保存する
post-seen = 内容が確認時から変わったため、まだ掲載していません。もう一度ご確認ください。
post-ready = 入力に問題はありません。文章を確認し、「掲載する」を押してください。
post-draft-saved = { $time }に下書きを保存しました
post-draft-unsaved = 未保存の変更があります
post-draft-failed = 下書きを保存できません。内容はこの画面に残っています。
post-draft-signed-out = サインインの期限が切れました。別の画面でサインインしてください。内容はこの画面に残っています。
post-draft-shown = { $time }に保存した下書きを表示しています。
post-draft-of-other = { $name }さんもこの障害の下書きを書いています（{ $time }に保存）。
post-draft-gone = この下書きは、すでに掲載または破棄されています。
post-draft-other = { $time }に保存した別の下書き
post-draft-anew = 下書きを使わずに新しく書く
post-draft-posted = この画面で書いたお知らせは、すでに{ $reference }に掲載されています。今ここに表示している内容はまだ掲載しておらず、別の下書きとして保存しました。掲載すると、新しいお知らせになります。
post-draft-stored = この画面で書いた内容は、すでに{ $reference }に保存されています。今ここに表示している内容はまだ保存しておらず、別の下書きとして残しました。
post-draft-posted-late = この画面で書いた内容は、すでに掲載または保存されています。ここに入力した内容は、別の下書きとして保存します。
post-draft-elsewhere = この下書きは、別の画面で書き換えられたか、破棄されています。この画面の内容は、別の下書きとして保存します。
post-draft-too-many = 下書きが多すぎるため、保存できません。不要な下書きを破棄してください。内容はこの画面に残っています。
post-draft-too-large = 入力が長すぎるため、下書きを保存できません。内容はこの画面に残っています。
post-draft-too-often = 下書きの保存が続いているため、少し待ってから保存します。内容はこの画面に残っています。
post-draft-kept = 下書きを保存しました。
post-draft-discarded = 下書きを破棄しました。
post-recurs = 最近復旧した次の障害の再発かもしれません。再発の場合は、その障害の続報として掲載してください。

## 注意

post-warn-mail = { $language }の文章にメールアドレスが含まれています：{ $text }
post-warn-ip = { $language }の文章にIPアドレスが含まれています：{ $text }
post-warn-no-next = 次回更新予定がありません。
post-warn-missing = { $language }の文章がありません。読者にはもう一方の言語で表示されます。
post-warn-auto = { $language }の文章は、入力のない項目を除いて自動で作成したものです。「自動生成」と表示されます。
post-warn-still-ongoing = 本文ではご利用いただける状態と伝えていますが、期間が「継続中」のままのため、ページには影響が表示され続けます。終わっている場合は、期間の終わりを入力してください。
post-warn-earlier = 過去の時刻のお知らせとして掲載します。本文が「現在」の状況として書かれていないか確認してください。
post-warn-before-start = 障害の発生より前の時刻です。間違いがないか確認してください。
post-warn-never-said = （誤）の{ $language }の文章は、訂正するお知らせの中にありません。（誤）と（正）の両方が掲載されます。
post-warn-one-edited = 片方の言語だけ文章を書き換えています。もう一方の内容も合っているか確認してください。
post-warn-long = { $language }の文章が長くなっています（{ $count }文字）。

## 画面の題名

post-first-title = 第1報
post-update-title = 続報を書く
post-correct-title = 訂正する
post-withdraw-title = 取り下げる

## 現在

desk-title = 現在の状況
desk-attempts = あなたのユーザー名でのサインインが、最近{ $count }回失敗しています。心当たりがない場合は、管理者に知らせてください。パスワードは破られていません。
desk-first = 第1報を書く
desk-open = 発生中の障害
desk-none = 発生中の障害はありません。
desk-drafts = 下書き
desk-draft-first = 第1報
desk-draft-of = { $name }、{ $time }
desk-no-drafts = 下書きはありません。
desk-planned = 予定されているメンテナンス
desk-none-planned = 予定されているメンテナンスはありません。
desk-services = サービスの状態
desk-give = 状態を設定・解除する
desk-over = 最近の障害
desk-write = 続報を書く
desk-target = 目標{ $time }
desk-left = あと{ $time }
desk-overdue = { $time }超過
desk-no-promise = 予定なし
desk-languages = 言語
desk-languages-open = { $n }件が未確認
desk-silent = 最後の掲載から{ $n }時間以上、続報がありません。
desk-long = 発生から{ $n }時間を過ぎました。長期化の運用（変化があったときと毎日決まった時刻に掲載）への切り替えを検討してください。
desk-exercise = 訓練

## 障害の画面

inc-posted = 掲載しました。
inc-saved = 保存しました。
inc-public = 公開ページ
inc-fact-of = { $label }：{ $value }
inc-facts = 概要
inc-timeline = 経過
inc-missing = 不足している項目
inc-missing-none = 不足している項目はありません。
inc-missing-data = データへの影響に回答がありません。
inc-missing-cause = 原因が「調査中」のままです。
inc-missing-next = 次回更新予定がありません。
inc-edit = 記録を編集
inc-group-impact = 影響
inc-group-course = 検知と復旧
inc-group-cause = 原因と対処
inc-group-besides = その他
inc-group-posted = 掲載した内容
inc-edit-cause = 原因
inc-edit-data = データ・件数・回避方法
inc-edit-unaffected = 影響のない機能
inc-edit-periods = 期間
inc-edit-measures = 対処
inc-edit-phases = 段階
inc-edit-backlogs = 滞留
inc-edit-judgements = 復旧判断
inc-edit-times = 検知・復旧見込み
inc-edit-related = 関連する記録
inc-edit-severity = 影響度
inc-edit-notes = 補足
inc-correct = 訂正する
inc-withdraw = 取り下げる
inc-approve = { $language }を確認して承認する

## ほかの担当者が先に掲載したとき

conflict-title = ほかの担当者が先に変更しました
conflict-who = { $name }さんが{ $time }に変更しました。入力した内容はまだ保存も掲載もされておらず、この画面に残っています。
conflict-item = 項目
conflict-changed = 開いた後に変わった事実
conflict-before = 開いたとき
conflict-now = 現在
conflict-texts = 文章の違い
conflict-published = 最後に掲載された文章
conflict-yours = 入力した文章
conflict-merged = 変更していない欄には、現在の内容を入れました。ほかの担当者も変更した欄には、あなたの入力を残し、現在の内容をその下に示しています。ご確認のうえ、もう一度操作してください。
conflict-theirs = 現在の内容：
conflict-theirs-none = 現在は空欄です。
conflict-gone = このフォームからなくなった欄に入力した内容
conflict-discard = 入力した内容を破棄する

## 記録の編集

edit-back = 保存せずに戻る
edit-choose = 選んでください
edit-none = なし
edit-account = 経緯の説明
edit-investigation = 調査の結果
edit-not-established = 調査を終えたが、原因は特定できなかった（最終報告を掲載できます）
edit-role = 役割
edit-step = 原因に至った段階
edit-unit = 単位（例：メールボックス）
edit-basis = 根拠
edit-kind = 種類
edit-status = 進み具合
edit-done = 実施した日時
edit-side = 日時の意味
edit-at = その日時に実施
edit-before = その日時より前に実施
edit-after = その日時より後に実施
edit-effect-text = 効果の説明
edit-services = サービス全体
edit-said = 説明
edit-of = 前後の影響の対象となる期間
edit-boundary = 次の期間の終わりから始まる（境目を共有）
edit-continues = 直前から続いている期間
edit-recurrence-of = この期間に再発した元の期間
edit-when = どの期間についてか
edit-in-all-periods = すべての期間
edit-in-some-periods = 選んだ期間だけ
edit-in-periods = 対象の期間
edit-function-in = { $function }（{ $services }）
edit-moment-note = { $moment }についての補足
edit-moment-notes = 日時についての補足
edit-symptom = { $function }：継続性・説明
edit-symptom-continuity = { $function }：継続性
edit-symptom-account = { $function }：説明
edit-continuity-as-period = 期間と同じ
edit-limited = 一部のサービスだけの症状を追加
edit-step-at = その日時
edit-maintenance = メンテナンスの番号
edit-phase = 段階
edit-measure-basis = 判断の根拠
edit-due = 実施予定
edit-due-text = 実施予定の説明
edit-announce-at = 日程をお知らせする場所
edit-lead = この段階についての文の書き出し
edit-until = いつまで
edit-after-phase = この段階の後
edit-future = 今後
edit-future-yes = これからの段階である
edit-backlog = 滞留したもの
edit-backlog-opened = 滞留が始まった日時
edit-judged = { $at }、{ $by }：{ $verdict }。{ $seen }
edit-overturned = 判断を覆した期間
edit-judgement-hint = 判断を追加する場合は、次の欄に入力してください。公開ページに表示されますが、お知らせは掲載されません。
edit-triggered-by = きっかけとなったメンテナンスの番号
edit-followed-by = 対処を実施するメンテナンスの番号（1行に1件）
edit-related = そのほかの関連する番号（1行に1件）
edit-end = 終わり
edit-ended = 終わった（日時を入力）
edit-end-unstated = 終わったが日時は記載しない
edit-contract = 掲載済みの日時・範囲・対象・データへの影響は、この画面では変更できません。訂正として掲載してください。
edit-list = 記録済みの項目は、開いて変更できます。追加するときは、最後の空欄に入力してください。削除するときは、その項目の文章を空にするか「なし」を選んでください。
edit-new = 新しい項目
edit-entry = { $number }. { $text }
edit-entry-state = { $text }（{ $state }）
edit-steps = 原因に至った段階
edit-period-new = 期間を追加
edit-period = { $period }を編集

## 訂正

correct-of-period = { $period }の{ $item }
correct-text = 文章
correct-which = 訂正するお知らせ
correct-field = 訂正する項目
correct-reason = 訂正の理由（操作履歴に残ります）
correct-right = 正しい内容
correct-hint = 「文章」を訂正する場合は誤った記載と正しい記載を、それ以外の場合は選んだ項目の正しい値を入力してください。ほかの欄は使われません。
correct-old = 誤った記載
correct-new = 正しい記載
correct-editorial = 表記だけの訂正
correct-editorial-yes = 誤字などの表記だけの訂正として掲載する
correct-moment = 正しい日時
correct-no-period = なし（誤って登録）
correct-symptom = { $function }：{ $degree }
correct-count = { $number } { $unit }（{ $basis }）

## 記録の文章について

advice-time-period = 文章の中に日時（{ $time }）があります。文章ではなく、期間（本体、またはその前後の期間）として入力してください。
advice-time-cause = 原因の文章の中に日時（{ $time }）があります。原因の段階の「日時」の欄に入力してください。
advice-time-measure = 対処の文章の中に日時（{ $time }）があります。対処の「実施」または「実施予定」の欄に入力してください。
advice-link = { $language }の文章に、ほかのサイトへのリンクがあります：{ $link }。お知らせからのリンク先は、このポータルとお問い合わせ先に限ります。
