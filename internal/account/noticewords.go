package account

// told is what a person is told of a deed that changes how they sign in or what they may do, in
// Japanese and in English.
type told struct{ ja, en string }

// The deeds beside those of words: who did them stands in the log, no secret stands here.
var (
	toldCodes  = told{"回復コードが作り直されました。前の回復コードは使えません。", "The recovery codes were made anew. The old ones no longer work."}
	toldReset  = told{"窓口で、ログイン方法の作り直しがありました。新しいカードをお使いください。", "A way to sign in was reset at the counter. Please use the new card."}
	toldNoPost = told{"担当の職が終わりました。または、終わる日が決まりました。", "A post of yours has ended, or the day on which it ends was set."}
)
