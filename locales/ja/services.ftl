### サービスの状態：お知らせから決まる状態と、担当者が設定する状態。

## 公開ページ

given-reason = この状態とした理由
given-since = 担当者が設定した日時
given-until = 設定の期限
given-record = 掲載中のお知らせによる状態

## 操作画面

services-title = サービスの状態
services-intro = 状態は、掲載中のお知らせから自動で決まります。実際の状況と合わない場合は、理由を記録したうえで、担当者が設定できます。
services-shown = 公開中の状態
services-computed = お知らせによる状態
services-given = 設定中の状態
services-give = 状態を設定する
services-change = 設定を変更・解除する
services-back = サービスの状態へ戻る
services-by = { $who }が{ $time }に設定（{ $age }経過）
services-until = { $time }まで
services-no-end = 解除するまで
services-why = 理由：{ $reason }
services-lapsed = 期限が過ぎたため、お知らせによる状態を公開しています。不要であれば解除してください。
services-overtaken = 設定した後に、お知らせによる状態が「{ $state }」へ悪化したため、そちらを公開しています。
services-differs = お知らせによる状態は「{ $state }」です。食い違いが続くときは、お知らせの内容か設定を見直してください。

## 設定

services-form-title = { $service }の状態を設定
services-form-state = 公開する状態
services-form-text = 公開する理由
services-form-text-hint = お知らせによる状態より良い状態にする場合は、必ず入力してください。公開ページには両方の状態が表示されます。
services-form-reason = 設定する理由（公開されません）
services-form-reason-hint = 操作履歴に残ります。
services-form-until = 期限（任意）
services-form-stays = 期限を入力しない場合は、解除するまでこの状態のままです。状況が落ち着いたら、忘れずに解除してください。
services-form-needs-text = お知らせによる状態より良くする理由を、読者に示してください。
services-preview = 公開ページの表示
services-check = 表示を確認する
services-post = この状態を公開する
services-lift = 設定を解除する
services-lift-text = 解除すると、お知らせによる状態（{ $state }）に戻ります。
services-overtaken-form = 入力している間に、お知らせによる状態か設定が変わりました。まだ何も変更していません。内容を確認し、もう一度送信してください。
flash-state-given = サービスの状態を設定しました。
flash-state-lifted = サービスの状態の設定を解除しました。
