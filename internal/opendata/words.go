package opendata

import (
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/web/ui"
)

// The words of the package, Japanese and English side by side.
var (
	wTitle    = ui.W("オープンデータ", "Open data")
	wLead     = ui.W("登録されている団体の情報を、だれでも自由に持ち帰って使えます。申込みもログインもいりません。", "Everyone may take the information on the registered organizations along and use it. No application or sign-in is needed.")
	wBar      = ui.W("｜", " | ")
	wColon    = ui.W("：", ": ")
	wBadValue = ui.W("この値は使えません：", "This value cannot be used: ")

	wFeedTitle = ui.W("新しく登録・変更された団体", "New and changed organizations")
	wFeedAbout = ui.W("公的な情報にもとづく、団体の設立・変更・解散などのお知らせです。", "Establishments, changes and dissolutions of organizations, from official sources.")

	wLossTitle   = ui.W("変換できない文字の一覧", "Characters that cannot be converted")
	wLossFile    = ui.W("ファイル", "File")
	wLossRows    = ui.W("団体の数", "Organizations")
	wLossTotal   = ui.W("変換できない文字の数", "Characters that cannot be converted")
	wLossNone    = ui.W("すべての文字を変換できます。", "Every character can be converted.")
	wLossExplain = ui.W("次の文字は CP932（シフトJIS）にないため、ファイルでは〓に置き換えています（幅のない文字は取り除いています）。正しい文字は UTF-8 のファイルにあります。文字、文字コード、数、行と列の順に示します。", "CP932 (Shift_JIS) does not have the following characters; in the file they are replaced by 〓 (those without a width are left out). The UTF-8 file has them. Listed are the character, its code, how often it occurs, and its rows and columns.")
	wLossRow     = ui.W("行 ", "row ")
	wLossMore    = ui.W("ほかの箇所", "Other places")

	wAsOf       = ui.W("データの時点", "Data as of")
	wCount      = ui.W("団体の数", "Organizations")
	wDownload   = ui.W("ダウンロード", "Downloads")
	wFormats    = ui.W("このサイトから持ち帰れるデータ", "Data to take along from this site")
	wWhat       = ui.W("データ", "Data")
	wFormat     = ui.W("形式", "Format")
	wFor        = ui.W("使いみち", "Use")
	wCSVUTF8    = ui.W("団体の一覧（UTF-8）", "All organizations (UTF-8)")
	wCSVUTF8For = ui.W("表計算ソフトやプログラムで使うとき。すべての文字が入っています。", "For spreadsheets and programs. It has every character.")
	wCSV932     = ui.W("団体の一覧（シフトJIS・CP932）", "All organizations (Shift_JIS, CP932)")
	wCSV932For  = ui.W("古いソフトや業務システムで使うとき。シフトJISにない文字は〓になります。", "For old software. Characters that Shift_JIS does not have become 〓.")
	wLossLink   = ui.W("〓になる文字の一覧を見る", "See the characters that become 〓")
	wAtom       = ui.W("新しく登録・変更された団体", "New and changed organizations")
	wAtomFor    = ui.W("フィードリーダーで新着を受け取るとき。最近の50件です。", "For feed readers. The latest 50.")
	wAPI        = ui.W("API（プログラムからの利用）", "API (for programs)")
	wAPIFor     = ui.W("アプリやプログラムから検索するとき。キーはいりません。", "For searching from applications. No key is needed.")
	wSitemap    = ui.W("サイトマップ", "Sitemap")
	wSitemapFor = ui.W("すべての団体のページのアドレスと更新日です。", "The address and the last change of every organization's page.")

	wPart     = ui.W("一部だけを持ち帰る", "Taking a part")
	wPartText = ui.W("「団体をさがす」で条件を選ぶと、その結果だけの CSV を同じ並び順で持ち帰れます。アドレスの /orgs を /orgs.csv に変えても同じです。", "Choose conditions under “Find an organization” and take only these rows along, in the same order. Changing /orgs to /orgs.csv in the address does the same.")
	wPartLink = ui.W("団体をさがす", "Find an organization")

	wExcel     = ui.W("表計算ソフトで開くときの注意", "Opening the file in a spreadsheet")
	wExcelZero = ui.W("法人番号やコードは数字ではなく文字です。そのまま開くと桁が変わることがあります。Excel では「データ」→「テキストまたは CSV から」で取り込み、列の形式を「文字列」にしてください。", "Corporate numbers and codes are text. Opened directly, a spreadsheet may change their digits. In Excel, use Data → From Text/CSV and set the columns to text.")
	wExcelCell = ui.W("=、+、-、@ で始まる内容は、計算式として実行されないように先頭に ' を1つ付けています。プログラムで読むときは、その ' を1つ取り除くと元の内容になります。", "Contents that begin with =, +, - or @ have one apostrophe put before them, so that they are not run as formulas. Take that one off to get the content back.")
	wExcelMany = ui.W("日付は YYYY-MM-DD、1つの欄に複数の値があるときは半角の ; で区切っています。わからない項目は空欄です。", "Dates are YYYY-MM-DD. Several values in one cell are separated by a semicolon. Unknown is empty.")

	wColumns    = ui.W("列の説明", "Columns")
	wColumnsCap = ui.W("団体の一覧（CSV）の列", "Columns of the list of organizations (CSV)")
	wColumn     = ui.W("列の名前", "Column")
	wMeaning    = ui.W("内容", "Meaning")

	wLicence       = ui.W("利用条件と出典", "Licence and credits")
	wLicenceText   = ui.W("この一覧は、国の機関が公開しているデータを加工して作成しています。国税庁のデータは公共データ利用規約（第1.0版）（PDL1.0）により、内閣府のデータはNPO法人ポータルサイトの利用規約により、出典を示せば自由に使えます。加工したときは、そのことも示してください。", "This list is made from data published by national authorities. Data of the National Tax Agency is under the Public Data License (version 1.0, PDL1.0), data of the Cabinet Office under the terms of its NPO portal: it may be used freely when the source is given. Say so when you have changed it.")
	wLicenceCredit = ui.W("出典の書き方：", "Write the credit as follows:")
	wLicenceDemo   = ui.W("このサイトは見本です。【架空】と書かれた団体は実在しません。", "This site is a sample. Organizations whose name carries the mark for fictitious ones do not exist.")
	wLicenceOwn    = ui.W("1件ごとの出典と時点は、CSV の「出典」「時点」の列、APIの facts、団体のページにあります。", "The source and date of each record are in the last columns of the CSV, in “facts” of the API and on the organization's page.")
)

// word is a label of the register as the page components take it.
func word(l codes.Label) ui.Word { return ui.W(l.Ja, l.En) }

// credits are the lines that the owners of the sources ask for.
func credits() []string { return []string{register.NTA.Credit(), register.CAO.Credit()} }
