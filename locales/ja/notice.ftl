### お知らせに入る文。定型文そのものは notices/ にある。

## お詫び（段階と時制）

apology-1-ongoing = ご不便をおかけいたしますが、ご理解とご協力を賜りますようお願い申し上げます。
apology-1-over = ご協力いただき、誠にありがとうございました。
apology-2-ongoing = ご不便をおかけしており、申し訳ございません。
apology-2-over = ご不便をおかけいたしましたことを、お詫び申し上げます。
apology-3-ongoing = ご迷惑をおかけしておりますことを、深くお詫び申し上げます。
apology-3-over = ご迷惑をおかけいたしましたことを、深くお詫び申し上げます。
apology-4-ongoing = 多大なるご迷惑をおかけしておりますことを、深くお詫び申し上げます。
apology-4-over = 多大なるご迷惑をおかけいたしましたことを、深くお詫び申し上げます。
apology-5-over = このたびの障害により多大なるご迷惑をおかけいたしましたことを、重ねて深くお詫び申し上げます。

## 原因

cause-sentence-unknown = 原因は引き続き調査中です。
cause-sentence-suspected = { $cause }が原因とみられ、詳細を確認しております。
cause-sentence-confirmed = { $cause }が原因であることを確認いたしました。
cause-sentence-supplier = { $supplier }と連携して対応を進めております。

## データ

data-sentence-none = データの消失はございません。
data-sentence-queued-delivered = 滞留していたメールはすべて配送が完了しており、消失はございません。
data-sentence-queued-in-progress = 滞留しているメールは、順次配送しております。消失は確認されておりません。
data-sentence-bounced = 障害中にお客様宛に送信されたメールの一部は、送信元にエラーとして返送された可能性がございます。
data-sentence-lost = { $what }が失われ、復元できないことを確認いたしました。対象のお客様には個別にご連絡いたします。
data-sentence-checking = データへの影響は確認中です。

## 復旧見込み

eta-sentence-unknown = 未定です。判明次第お知らせいたします。
eta-sentence-target = { $moment }(目標)

## 任意の段落

extra-long-incident = 復旧には時間を要する見込みです。今後は、状況に変化があった時点と、毎日{ $time }にお知らせいたします。
extra-workaround = 復旧までの間は、{ $workaround }をご利用ください。
extra-do-not = 復旧をお知らせするまで、{ $operation }はお控えください。
extra-resend = 障害中に送信されたメールは、送信側のサーバーにより自動的に再送される場合があります。届いていない場合は、お手数ですが送信元へご確認ください。
extra-queue = 滞留数は、{ $as-of }現在で約{ $queue }通です。
extra-intermittent-after = 復旧後もしばらくの間、断続的に遅延する場合がございます。
extra-cause-not-ours = 今回の障害は、弊社が利用する{ $supplier }のサービスに起因するものです。弊社のサービスとして、復旧に努めてまいります。
extra-crossing-messages = 本メールと行き違いで復旧している場合は、ご容赦ください。
extra-translation = 本英語版は参考訳です。日本語版が優先されます。
extra-english-follows = 詳細の英語版は追って掲載いたします。
extra-please-check = ご確認くださいますようお願いいたします。
extra-auto = 本文は自動生成されています。担当者の確認後に更新いたします。
extra-japanese-follows = 詳細の日本語版は追って掲載いたします。

## 項目（メールの一覧）

fact-line = ■{ $label }：{ $value }
fact-ref = 管理番号
fact-state = 状況
fact-state-value = { $chip }({ $as-of }現在)
fact-started = 発生日時
fact-recovered = 復旧日時
fact-affected-services = 対象サービス
fact-scope = 影響範囲
fact-symptoms = 事象
fact-not-affected = 影響のない機能
fact-data-impact = データへの影響
fact-cause = 原因
fact-actions = 対応状況
fact-side-effects = 対応による影響
fact-what-you-can-do = 回避方法・お願い
fact-eta = 復旧見込み
fact-contact = お問い合わせ先
fact-unknown = 確認中です。
fact-data-unknown = 確認中です。
fact-cause-unknown = 調査中です。
fact-cause-not-established = 原因は特定できませんでした。
fact-no-workaround = 現時点でご案内できる回避方法はございません。
fact-window = 作業日時
fact-work = 作業内容
fact-purpose = 目的
fact-impact = 影響内容
fact-max-interruption = 最大停止時間
fact-max-interruption-times = { $duration }(最大{ $n }回)
fact-request = お客様へのお願い
fact-window-spare = { $window }(予備日)
fact-window-more = 　　　　　　{ $window }
windows-and-more = { $windows }ほか{ $n }件

## 署名

signature-rule = ――――――――――――――――――――
signature-end = ――――――――――――――――――――
signature-issuer = { $org } { $unit }
signature-contact = お問い合わせ：{ $contact }
signature-manage = 配信設定の変更・配信停止：{ $url }
signature-manage-contract = 配信設定の変更：{ $url }
zone-note-tokyo = 日時は日本標準時(JST、UTC+9)です。
zone-note = 日時は{ $zone }の時間帯で表示しています。

## 件名と先頭

exercise-tag = 【訓練】
exercise-banner = これは訓練です。実際の障害ではありません。

## 題名

incident-title = { $service }：{ $symptom }
