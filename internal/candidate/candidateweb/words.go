package candidateweb

import (
	"fmt"

	"kyodo/internal/candidate"
	"kyodo/internal/matching"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The words of the pages, Japanese and English side by side.
var (
	wDesk       = ui.W("コーディネーターの机", "Coordinator's desk")
	wMine       = ui.W("自分の掲載", "My listings")
	wBank       = ui.W("社会貢献バンク", "Social contribution bank")
	wUntitled   = ui.W("（題なし）", "(no title)")
	wUnnamed    = ui.W("名前は成立まで非公開", "Name not shown until the agreement")
	wErrorMark  = ui.W("＊", "Error: ")
	wSep        = ui.W("・", ", ")
	wOpen       = ui.W("（", " (")
	wClose      = ui.W("）", ")")
	wListing    = ui.W("掲載", "Listing")
	wKind       = ui.W("支援の種別", "Kind of support")
	wPlace      = ui.W("市町", "Municipality")
	wConsidered = ui.W("調べた掲載", "Listings considered")
	wFit        = ui.W("条件に合う掲載", "Listings that fit")
	wEquity     = ui.W("公平さの重み", "Weight of equity")

	wOffersFor    = ui.W("このニーズに合いそうな提供", "Offers that may suit this need")
	wNeedsFor     = ui.W("この提供に合いそうなニーズ", "Needs that this offer may suit")
	wCandidates   = ui.W("候補", "Candidates")
	wCandidate    = ui.W("候補", "Candidate")
	wOrganization = ui.W("団体・企業", "Organization")
	wNone         = ui.W("いま合いそうな候補はありません", "No candidate fits at present")
	wNoneDo       = ui.W("地域・時期・数量の条件を広げるか、近い種別を選び直してみてください。新しい掲載が出ると、この一覧に加わります。", "Widen the area, the time or the quantity, or choose a neighbouring kind. New listings join this list by themselves.")
	wScore        = ui.W("点数 ", "Score ")
	wAdjusted     = ui.W("公平さを加えた並び順の点 ", "with equity ")
	wTotal        = ui.W("合計", "Total")
	wPinned       = ui.W("センターがおすすめとして先頭に置いています", "Put first by the centre")
	wNothingKnown = ui.W("分かっていることが少ないため、点は付いていません", "Too little is known for points")
	wCriteria     = ui.W("点の内訳を見る", "See how the points come about")
	wCriteriaCap  = ui.W("基準ごとの判断・点・理由", "Verdict, points and reason by criterion")
	wCriterion    = ui.W("基準", "Criterion")
	wVerdict      = ui.W("判断", "Verdict")
	wPoints       = ui.W("点", "Points")
	wReasonOf     = ui.W("理由", "Reason")
	wWhy          = ui.W("なぜ？", "Why?")
	wAsk          = ui.W("問い合わせる", "Ask")
	wHow          = ui.W("候補の選び方と点数の表", "How candidates are found, and the table of points")

	wChanges       = ui.W("こうすると候補が増えます", "What would bring more candidates")
	wQuestions     = ui.W("電話で確かめること", "To ask by telephone")
	wQuestionsText = ui.W("分からないことは点になりません。確かめて書き足すと、順番が変わることがあります。", "What is not known gives no points. Ask, write it down, and the order may change.")
	wQuestionsCap  = ui.W("まだ分からないこと", "What is not known yet")
	wAbout         = ui.W("だれに・何について", "About")
	wToAsk         = ui.W("確かめること", "To ask")
	wThisListing   = ui.W("この掲載", "This listing")

	wWhyTitle = ui.W("なぜこの順番なのですか", "Why this rank?")
	wWhyLead  = ui.W("基準ごとに、合う・合わない・分からないを判断し、点を足しました。", "Every criterion was judged: meets, fails or unknown. The points add up.")
	wWhyFails = ui.W("必ず満たす基準のうち、合わないものがあります。そのため候補の一覧には出ません。", "A criterion that must be met is not: that is why it does not stand in the list.")

	wDecide         = ui.W("順番を変える", "Decide otherwise")
	wDecideText     = ui.W("事情をよく知っているときは、点数と違う順番にできます。理由は記録し、四半期ごとに報告します。", "If you know better you may decide against the points. The reason is recorded and reported each quarter.")
	wDecideDo       = ui.W("この理由で決める", "Decide for this reason")
	wDecision       = ui.W("決めたこと", "Decision")
	wReason         = ui.W("理由", "Reason")
	wReasonHint     = ui.W("300文字まで。人の名前・電話番号などは書かないでください。", "Up to 300 characters. Please write no names of persons and no telephone numbers.")
	wEnd            = ui.W("取り消して点数の順に戻す", "Take it back: the points decide again")
	wVerdictMissing = ui.W("「先頭に置く」か「候補から外す」を選んでください。", "Choose whether to put it first or to leave it out.")
	wReasonMissing  = ui.W("理由を書いてください。", "Write the reason.")
	wReasonLong     = ui.W("理由は300文字までで書いてください。", "The reason may have 300 characters.")
	wOverrides      = ui.W("コーディネーターが決めた順番", "What coordinators decided")
	wOverridesCap   = ui.W("点数と違う扱いにしている候補", "Candidates that do not stand where the points put them")

	wFitsBeside = ui.W("合いそうな相手", "Who may suit")
	wAllFits    = ui.W("候補をすべて見る", "See all candidates")
)

var doneWords = map[string]ui.Word{
	"decided": ui.W("順番を変えました。理由を記録しました", "The order is changed and the reason recorded"),
	"ended":   ui.W("点数の順に戻しました", "The points decide again"),
}

var verdictWords = map[matching.Verdict]ui.Word{
	matching.Meets:   ui.W("合う", "meets"),
	matching.Fails:   ui.W("合わない", "fails"),
	matching.Unknown: ui.W("分からない", "unknown"),
}

var decisionWords = map[candidate.Verdict]ui.Word{
	candidate.First:   ui.W("先頭に置く", "Put first"),
	candidate.Exclude: ui.W("候補から外す", "Leave out"),
}

// equitySays says what the number of inquiries does to a need.
func equitySays(contacts int, l web.Lang) string {
	switch {
	case l == ui.EN && contacts == 0:
		return "Nobody has asked about this need yet: equity leaves it its full points."
	case l == ui.EN:
		return fmt.Sprintf("This need has been asked about %d times: equity makes room for others.", contacts)
	case contacts == 0:
		return "このニーズにはまだ問い合わせがありません。公平さのため、点をそのまま並び順に使います。"
	}
	return fmt.Sprintf("このニーズにはすでに%d件の問い合わせがあります。公平さのため、並び順では問い合わせの少ないニーズに場所をゆずります。", contacts)
}
