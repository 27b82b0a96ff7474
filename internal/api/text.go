package api

import "kyodo/internal/web/ui"

// The texts of the OpenAPI document that belong to no type.
const (
	docTitle = "協働 公開API v1 / Kyodo public API v1"
	docAbout = "登録されている団体の公開情報を読む API です。キーも申込みもいりません。日付は YYYY-MM-DD、不明な値は null です。" +
		"失敗はすべて application/problem+json（RFC 9457）で答えます。項目は増えることがあります。知らない項目は読み飛ばしてください。\n\n" +
		"Reads the public records of the registered organizations, without a key. Dates are YYYY-MM-DD, unknown values are null. " +
		"Every failure is an application/problem+json (RFC 9457). Properties may be added: ignore those that you do not know."
)

// The words of the page /api, Japanese and English side by side.
var (
	wTitle     = ui.W("API", "API")
	wLead      = ui.W("アプリやプログラムから、団体と社会貢献バンクの公開情報を読むことができます。キーも申込みもいりません。", "Applications and programs can read the public records of organizations and of the contribution bank. No key and no application is needed.")
	wStart     = ui.W("はじめに", "Getting started")
	wStartText = ui.W("次の命令は、そのまま端末で実行できます。応答は、いま登録されている内容です。", "The following commands work in a terminal as they stand. The answers show what is registered now.")
	wSpec      = ui.W("仕様書（OpenAPI 3.1）", "Specification (OpenAPI 3.1)")
	wSpecText  = ui.W("すべての項目の説明は、OpenAPI の仕様書にあります。", "The OpenAPI document describes every property.")
	wAnswer    = ui.W("応答", "Answer")

	wExWord     = ui.W("言葉でさがす", "Search by a word")
	wExCity     = ui.W("市区町村と状態でしぼり、新しい順に並べる", "Choose a municipality and a status, newest first")
	wExOne      = ui.W("ひとつの団体のすべての情報を読む", "Read everything about one organization")
	wExListings = ui.W("新しい提供を読む", "Read the newest offer")
	wExCodes    = ui.W("記号の一覧を読む", "Read a code table")
	wExProblem  = ui.W("使えない値を送ったとき", "When a value cannot be used")

	wParams           = ui.W("さがすときの条件", "Parameters of a search")
	wParamsCap        = ui.W("GET /api/v1/organizations の条件", "Parameters of GET /api/v1/organizations")
	wListingParams    = ui.W("提供とニーズをさがすときの条件", "Parameters of a search for offers and needs")
	wListingParamsCap = ui.W("GET /api/v1/listings の条件", "Parameters of GET /api/v1/listings")
	wName             = ui.W("名前", "Name")
	wMeaning          = ui.W("意味", "Meaning")

	wRules     = ui.W("約束", "Rules")
	wRuleNext  = ui.W("つづきは、応答の next の値を after に入れて読みます。next が null なら最後です。", "Read on by giving the next of an answer as after. The last answer has null.")
	wRuleETag  = ui.W("応答の ETag を If-None-Match に入れて送ると、変わっていなければ 304 が返り、本文は送られません。", "Send the ETag of an answer as If-None-Match: when nothing has changed, 304 comes back without a body.")
	wRuleCORS  = ui.W("ブラウザーのスクリプトから、どのサイトからでも読めます。", "Scripts in a browser may read it from any site.")
	wRuleError = ui.W("失敗は application/problem+json（RFC 9457）で返ります。知らない条件の名前も、書き間違いに気づけるように 422 で返します。", "Failures are application/problem+json (RFC 9457). A parameter that is not known is refused with 422, so that a slip of the pen shows.")
	wRuleAdd   = ui.W("項目や記号は増えることがあります。知らないものは読み飛ばしてください。なくなることはありません。", "Properties and codes may be added: ignore those that you do not know. None goes away.")
	wRuleTerms = ui.W("利用条件と出典の書き方は、オープンデータのページにあります。", "The licence and the credits to give are on the open data page.")
	wRuleOpen  = ui.W("オープンデータ", "Open data")
)
