### 操作画面の枠：移動、操作の結果、入力欄、表示できないときの画面。

console-brand = 狼煙
console-name = 操作画面
console-skip = 本文へ移動
console-now = 現在の状況
console-audit = 操作履歴
console-operators = 担当者
console-public-page = 公開ページ
console-sign-out = サインアウト
console-switch = English
console-zone = 日時は日本標準時（JST、UTC+9）です。
console-zone-other = 日時は{ $zone }の時刻です。
console-me = { $name }（{ $role }）

## 役割

## 操作の結果

flash-signed-in = サインインしました。
flash-attempts = 前回のサインイン以降、このユーザー名でのサインインに{ $count }回の失敗がありました。心当たりがない場合は、パスワードを変更し、管理者に知らせてください。
flash-password-set = パスワードを変更しました。ほかの端末はすべてサインアウトしました。
flash-factor-off = 2段階認証を解除しました。ほかの端末はすべてサインアウトしました。
flash-passkey-added = パスキーを追加しました。ほかの端末はすべてサインアウトしました。
flash-passkey-removed = パスキーを削除しました。ほかの端末はすべてサインアウトしました。
flash-language = 操作画面の言語を変更しました。
flash-session-ended = 端末をサインアウトしました。
flash-sessions-ended = ほかの端末をすべてサインアウトしました。
flash-operator-role = 役割を変更しました。対象の担当者は、再度サインインする必要があります。
flash-operator-same = すでにこの役割のため、変更はありません。
flash-operator-disabled = この担当者はサインインできなくなりました。
flash-operator-enabled = この担当者は再びサインインできます。
flash-operator-sessions = この担当者の端末をすべてサインアウトしました。

## 入力欄

form-errors = { $count }か所をご確認ください
form-error-of = { $label }：{ $error }
form-missing = 入力してください。
form-too-long = { $max }文字以内で入力してください。
form-unreadable = 文字として読み取れない部分があります（UTF-8ではありません）。入力し直してください。
form-control = 目に見えない制御文字が含まれています。入力し直してください。
form-direction = 文字の向きを変える、目に見えない文字が含まれています。入力し直してください。
form-choose = 選んでください。
form-choice = いずれかを選んでください。
form-repeated = 同じ項目が二度送られました。一つにしてください。
form-lines = 改行せずに1行で入力してください。
form-limit = { $max }文字まで
form-left = 残り{ $n }文字
form-over = { $n }文字超えています
form-too-large = 入力が{ $kilobytes } kBを超えたため、送信しませんでした。内容はこの画面に残っています。短くするか、2回に分けて掲載してください。

## 表示できないときの画面

fault-not-found-title = ページが見つかりません
fault-not-found-text = アドレスが誤っているか、すでになくなっています。
fault-forbidden-title = この操作は、現在の役割ではできません
fault-forbidden-text = 必要な場合は、管理者に役割の変更を依頼してください。
fault-foreign-title = 別のサイトからの操作を受け付けませんでした
fault-foreign-text = 何も行っていません。操作画面を開き、そこから操作してください。
fault-unavailable-title = データベースに接続できません
fault-unavailable-text = 何も保存していません。公開ページは引き続き閲覧できます。しばらくしてから、もう一度お試しください。
fault-full-title = ディスクの空き容量がありません
fault-full-text = 何も保存していません。公開ページは引き続き閲覧できます。サーバーの管理者にディスクの空き容量がないことを伝え、空きができてから、もう一度お試しください。
fault-unwritable-title = 現在、保存できません
fault-unwritable-text = データベースに書き込めません。何も保存していません。公開ページは引き続き閲覧できます。サーバーの管理者に伝え、書き込めるようになってから、もう一度お試しください。
fault-unshown-text = 現在、このページを表示できません。これまでに保存した内容は残っています。公開ページは引き続き閲覧できます。しばらくしてから、もう一度お試しください。
fault-unshown-internal-text = このページを表示できません。これまでに保存した内容は残っています。もう一度お試しください。繰り返す場合は、このポータルの運用担当に番号 { $id } をお知らせください。
fault-uncertain-title = 保存されたかどうか確認できません
fault-uncertain-text = データベースから時間内に応答がありませんでした。保存されているかどうかをご確認ください。お知らせは、もう一度送信しても二重に掲載されることはありません。
fault-busy-title = 混み合っています
fault-busy-text = 何も保存していません。しばらくしてから、もう一度お試しください。
fault-too-often-title = 短い時間に操作が続きました
fault-too-often-text = 保存されていません。数秒待ってから、もう一度お試しください。
fault-too-many-drafts-title = 下書きが多すぎます
fault-too-many-drafts-text = この下書きは保存されていません。不要な下書きを破棄してから、もう一度お試しください。
fault-conflict-title = ほかの担当者が先に変更しました
fault-conflict-text = 何も保存していません。現在の内容を確認してから、もう一度操作してください。
fault-too-large-title = 入力が長すぎます
fault-too-large-text = 保存されていません。一度に送れるのは{ $kilobytes } kB、{ $fields }項目までです。短くするか、2回に分けて掲載してください。
fault-method-title = このアドレスは、そのようには使えません
fault-method-text = ページを開き直し、画面のボタンで操作してください。
fault-incomplete-title = フォームの内容が欠けています
fault-incomplete-text = 何も保存していません。画面が付けた情報がフォームにありません。ページを開き直し、もう一度入力してください。
fault-internal-title = エラーが発生しました
fault-internal-text = 何も保存していません。もう一度お試しください。繰り返す場合は、このポータルの運用担当に番号 { $id } をお知らせください。
fault-back = 操作画面へ戻る
fault-public = 公開ページ
fault-retry = もう一度試す
fault-kept-title = 入力した内容は残っています
fault-kept-copy = 入力した内容は以下のとおりです。この画面を離れる前に、必要な部分をコピーしてください。
fault-kept-text = 入力した内容は以下のとおりです。ボタンを押すと、もう一度送信します。
resume-title = 再度サインインしました
resume-text = 入力していた内容は以下のとおりです。まだ送信していません。
resume-send = 送信する
resume-drop = 送信せずに続ける
