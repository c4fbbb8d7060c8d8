### サインイン、一度だけ使えるリンク、2段階目、本人の再確認。

sign-in-title = サインイン
sign-in-name = ユーザー名
sign-in-password = パスワード
sign-in-button = サインイン
sign-in-refused = ユーザー名またはパスワードが正しくありません。
sign-in-wait = 失敗が続いています。{ $seconds }秒ほど待ってから、もう一度お試しください。
sign-in-again = サインインが切れたか、まだサインインしていません。入力した内容は残っており、サインイン後に送信できます。
sign-in-help = サインインできない場合は、管理者に新しいリンクを依頼するか、サーバーで noroshi operator reset を実行してください。
second-step-title = 2段階認証
second-step-code = 確認コード
second-step-hint = 認証アプリの6桁の数字、または予備のコード。
second-step-button = 続ける
second-step-refused = コードが正しくないか、すでに使われています。次のコードが表示されてから、もう一度入力してください。
second-step-cancel = 別のユーザー名でサインインする
step-up-title = ご本人であることを確認します
step-up-text = サインインの方法にかかわる操作です。パスワードで確認してください。確認は5分間有効です。
step-up-text-kept = サインインの方法にかかわる操作です。パスワードで確認してください。入力した内容は残っており、確認後に送信できます。
step-up-button = 確認する
step-up-refused = パスワードまたはコードが正しくありません。
step-up-no-password = このアカウントには、まだパスワードがありません。新しいリンクを依頼するか、サーバーで noroshi operator reset を実行してください。
link-title = パスワードを決める
link-text = { $name }さんの設定です。ユーザー名は { $login } です。
link-password = 新しいパスワード
link-button = 保存してサインイン
link-sign-in-title = 一度だけのサインイン
link-sign-in-text = { $name }さんとしてサインインします。このリンクは一度だけ使えます。
link-gone-title = このリンクはもう使えません
link-gone-text = すでに使われたか、新しいリンクが発行されたか、15分の期限が過ぎています。管理者に新しいリンクを依頼するか、サーバーで noroshi operator reset を実行してください。
link-to-sign-in = サインイン画面へ

## パスワード

password-hint = 12文字以上。文字の種類の決まりはありません。
password-too-short = 12文字以上で入力してください。
password-too-long = 128バイト以内（英数字で128文字、かな漢字で42文字）で入力してください。
password-common = 他人が最初に試すようなパスワードです。つながりのない言葉をいくつか並べるなど、別のものにしてください。
