package ui

// The words of the chrome and the components, Japanese and English side by side.
var (
	wSkip       = W("本文へ移動", "Skip to main content")
	wNavLabel   = W("メインメニュー", "Main menu")
	wFootLabel  = W("このサイトについて", "About this site")
	wTools      = W("表示の設定", "Display settings")
	wCrumbs     = W("現在の位置", "You are here")
	wHome       = W("ホーム", "Home")
	wLarge      = W("文字を大きく", "Larger text")
	wNormal     = W("文字を標準に", "Normal text")
	wSearchSite = W("団体をさがす", "Find an organization")
	wKeyword    = W("団体名・活動の内容", "Name or activity")
	wSearch     = W("さがす", "Search")
	wDemo       = W("見本です。団体・数値は架空です", "This is a sample. Organizations and figures are fictitious.")
	wOperator   = W("運営", "Operated by")
	wRequired   = W("※必須", "required")
	wExample    = W("例：", "Example: ")
	wErrorMark  = W("＊", "Error: ")
	wErrorTitle = W("入力内容を確認してください", "Please check what you entered")
	wNext       = W("次のページ", "Next page")
	wFirst      = W("最初のページへ戻る", "Back to the first page")
	wPager      = W("ページの移動", "Pages")
	wData       = W("このデータ：", "This data:")
	wAll        = W("すべて", "All")
	wChoose     = W("選んでください", "Please choose")
	wIncident   = W("お問い合わせの番号", "Reference number")
	wHelpful    = W("次のページもお役に立つかもしれません", "These pages may help")
	wToHome     = W("ホームへ", "Go to the front page")
	wResubmit   = W("この内容で送り直す", "Send this again")
	wTyped      = W("入力された内容", "What you typed")
	wSignIn     = W("ログイン", "Sign in")
	wSignOut    = W("ログアウト", "Sign out")
	wSignedIn   = W("ログイン中：", "Signed in: ")
	wEndsAt     = W("操作がなければ終わる時刻：", "Ends without activity at: ")
	wGlass      = W("緊急時の閲覧中です。終わりの時刻：", "An emergency look is open until ")
	wEnding     = W("まもなくログインが終わります。続けるときは、ボタンを押してください。入力中の内容は残ります。", "You will be signed out soon. Press the button to stay. What you have typed is kept.")
	wStay       = W("続ける", "Stay signed in")
	wMy         = W("マイページ", "My page")
	wMyOf       = W("：", ": ")
	wMineLabel  = W("担当者のメニュー", "Menu of your posts")
	wReaders    = W("この画面を見られる人", "Who may see this page")
	wSuggest    = W("候補", "Suggestions")
)

// Count prints n with separators and the unit 件: 「1,234件」, "1,234".
func Count(l Lang, n int) string {
	if l == EN {
		return Number(n)
	}
	return Number(n) + "件"
}
