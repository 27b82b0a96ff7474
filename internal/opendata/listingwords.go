package opendata

import "kyodo/internal/web/ui"

// The words about the lists of the bank, Japanese and English side by side.
var (
	wOffersTitle  = ui.W("新しい提供", "New offers")
	wOffersAbout  = ui.W("企業などが出せるものの、新しい掲載です。", "New listings of what companies and others can give.")
	wNeedsTitle   = ui.W("新しいニーズ", "New needs")
	wNeedsAbout   = ui.W("団体が必要としているものの、新しい掲載です。", "New listings of what organizations need.")
	wDeadline     = ui.W("締切 ", "apply by ")
	wLossListings = ui.W("掲載の数", "Listings")

	wOffersCSV      = ui.W("提供の一覧（UTF-8）", "All offers (UTF-8)")
	wOffersCSV932   = ui.W("提供の一覧（シフトJIS・CP932）", "All offers (Shift_JIS, CP932)")
	wNeedsCSV       = ui.W("ニーズの一覧（UTF-8）", "All needs (UTF-8)")
	wNeedsCSV932    = ui.W("ニーズの一覧（シフトJIS・CP932）", "All needs (Shift_JIS, CP932)")
	wListingsFor    = ui.W("社会貢献バンクの一般公開の掲載です。登録団体だけに公開している掲載と連絡先は入っていません。", "Public listings of the contribution bank. Listings for registered organizations only and contact details are not in it.")
	wListingAtomFor = ui.W("フィードリーダーで新しい掲載を受け取るとき。最近の50件です。", "For feed readers. The latest 50.")
	wBankColumns    = ui.W("提供・ニーズの列の説明", "Columns of offers and needs")
	wBankColumnsCap = ui.W("提供・ニーズの一覧（CSV）の列", "Columns of the lists of offers and needs (CSV)")
)
