package candidateweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/matching"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the public page.
var (
	wTable      = ui.W("候補の選び方", "How candidates are found")
	wTableLead  = ui.W("提供とニーズの組み合わせを、だれにでも分かる決まりで点数にしています。同じ内容なら、いつ計算しても同じ順番です。", "Offers and needs are put together by rules that everybody can read. The same input always gives the same order.")
	wTablePts   = ui.W("点数の表", "Table of points")
	wTableCap   = ui.W("基準と点数（合計100点）", "Criteria and points (100 together)")
	wMost       = ui.W("最高点", "Most points")
	wMust       = ui.W("合わないとき", "If it fails")
	wOut        = ui.W("候補にしない", "No candidate")
	wZero       = ui.W("点を足さない", "No points")
	wRules      = ui.W("決まり", "Rules")
	wEquityHead = ui.W("公平さ", "Equity")
	wExample    = ui.W("例", "Example")
	wExampleSay = ui.W("実際の計算と同じ仕組みで、この場で計算した架空の例です。", "An invented example, reckoned here and now by the same rules.")
)

var rules = []ui.Word{
	ui.W("基準ごとに「合う」「合わない」「分からない」のどれかを判断します。", "Each criterion is judged: meets, fails or unknown."),
	ui.W("種別・場所・時期・数量・対象の条件が合わないものは、候補にしません。", "What fails kind, place, time, quantity or eligibility is no candidate."),
	ui.W("「分からない」は0点です。減点はしません。電話などで確かめることとして示します。", "Unknown gives no points and takes none away. It becomes a question to ask."),
	ui.W("条件をどう変えると候補が増えるかを示します。", "What would bring more candidates is shown."),
	ui.W("コーディネーターは、理由を書いて順番を変えられます。理由は四半期ごとに報告します。", "A coordinator may decide otherwise with a reason, which is reported each quarter."),
	ui.W("点数は相談の手がかりです。だれと協働するかは、当事者が決めます。", "Points are a help for talking. Who works with whom is decided by those concerned."),
}

// table is the public page: the points, the rules, and an example.
func (p *pages) table(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	weight, err := p.svc.Weight(r.Context())
	if err != nil {
		return err
	}
	v := start(r, wTable.In(l), "/bank", ui.Crumb{Label: wBank.In(l), Href: "/bank"})
	v.Lead = wTableLead.In(l)
	v.Head.NoIndex, v.Head.Description, v.Head.Canonical = false, v.Lead, tablePath
	t := &table{ID: "points", Caption: wTableCap.In(l), Columns: []string{wCriterion.In(l), wMost.In(l), wMust.In(l)}}
	for _, x := range matching.Weights() {
		fails := wZero
		if x.Hard {
			fails = wOut
		}
		t.Rows = append(t.Rows, []cell{{Text: x.Label.In(string(l))}, {Text: strconv.Itoa(x.Points)}, {Text: fails.In(l)}})
	}
	v.section("table", wTablePts, tableOf(l, t))
	list := make([]string, len(rules))
	for i, x := range rules {
		list[i] = x.In(l)
	}
	v.section("rules", wRules, bullets(l, list))
	v.section("equity", wEquityHead, bullets(l, equityRules(weight, l)))
	found, briefs := example(weight)
	cs := make([]card, len(found.Candidates))
	for i := range found.Candidates {
		c := &found.Candidates[i]
		cs[i] = card{Title: strconv.Itoa(i+1) + ". " + briefs[c.ID], Href: tablePath + "#table", Meta: []string{points(c, l), reason(c, l)}, Table: criteria(c, "example"+strconv.Itoa(i+1), l)}
	}
	v.section("example", wExample, paragraph(wExampleSay.In(l)), factList(l, []fact{{Term: wListing.In(l), Text: exampleOffer}}), cards(l, cs))
	return show(w, r, http.StatusOK, v)
}

func equityRules(weight int, l web.Lang) []string {
	n := strconv.Itoa(weight)
	if l == ui.EN {
		return []string{"The weight of equity is " + n + " of 100.", "Points are what a need deserves. In the order, a need without an inquiry keeps them all; one that was asked about makes room, a little more with each inquiry, and never more than half.",
			"Equity changes the order alone, never the points. It works on needs, not on offers."}
	}
	return []string{"公平さの重みは、いま100のうち" + n + "です。", "まだ問い合わせのないニーズは、点をそのまま並び順に使います。問い合わせのあったニーズは、1件ごとに少しずつ場所をゆずります。ゆずるのは最大でも点の半分です。",
		"公平さで変わるのは並び順だけです。点数は変わりません。提供の側には使いません。"}
}

const exampleOffer = "会議いすを20脚差し上げます（山口市・あおば商事【架空】）"

// example reckons three invented needs for an invented offer.
func example(weight int) (matching.Ranking, map[string]string) {
	day := term.On(2026, 12, 1)
	offer := matching.Facts{ID: "offer", Kind: "G2", City: "35203", Cities: []string{"35203", "35206"}, From: day, Until: day.AddDays(60), Quantity: 20, Unit: "脚",
		Fields: []string{"children"}, Text: "会議いすを差し上げます。子ども食堂や集会所でどうぞ", Requires: matching.Requirements{Published: true}}
	titles := map[string]string{"a": "子ども食堂で使ういす10脚（防府市・はまかぜの会【架空】）", "b": "集会所のいす20脚（山口市・さとやま会【架空】）", "c": "いすがあると助かります（場所と時期は相談・うみねこ会【架空】）"}
	x := matching.NewIndex()
	x.Put(matching.Facts{ID: "a", Need: true, Organization: "a", Kind: "G2", City: "35206", Fields: []string{"children"}, From: day, Until: day.AddDays(30), Quantity: 10, Unit: "脚",
		Text: "子ども食堂で使ういすを探しています", Published: matching.Is})
	x.Put(matching.Facts{ID: "b", Need: true, Organization: "b", Kind: "G2", City: "35203", From: day, Until: day.AddDays(90), Quantity: 20, Unit: "脚", Text: "集会所のいすが古くなりました",
		Published: matching.Is, Contacts: 4})
	x.Put(matching.Facts{ID: "c", Need: true, Organization: "c", Kind: "G2", Text: "いすがあると助かります"})
	return x.Rank(offer, matching.Options{Equity: weight}), titles
}
