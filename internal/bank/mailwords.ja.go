package bank

import (
	"fmt"

	"kyodo/internal/term"
)

var mailsJA = mailWords{
	Published: func(l *Listing) letter {
		return letter{"掲載を始めました", []string{"「" + l.Title + "」を公開しました。", "問い合わせが届くと、メールでお知らせします。"}, term.Date{}, "掲載のページを見る", l.Path()}
	},
	Returned: func(l *Listing) letter {
		return letter{"掲載の内容を直してください", []string{"「" + l.Title + "」を確認しました。公開の前に、次の点を直してください。", l.StateNote, "直したあと、もう一度申し込めます。"},
			term.Date{}, "内容を直す", l.ManagePath()}
	},
	Draft: func(l *Listing, last term.Date) letter {
		return letter{"書きかけの掲載があります", []string{"「" + l.Title + "」が下書きのまま残っています。", "期限までに書き直すか申し込むと残ります。そのままのときは、取下げになります。"},
			last, "下書きを開く", l.ManagePath()}
	},
	Dropped: func(l *Listing) letter {
		return letter{"下書きを取り下げました", []string{"「" + l.Title + "」は長い間書きかけのままだったため、取下げにしました。", "内容を写して、新しく書き始めることができます。"},
			term.Date{}, "取り下げた下書きを見る", l.ManagePath()}
	},
	Warn: func(l *Listing, last term.Date) letter {
		return letter{"掲載の終わりが近づいています", []string{"「" + l.Title + "」の掲載は、まもなく終わります。", "続けるときは、掲載の期限を延ばしてください。"}, last, "掲載を延ばす", l.ManagePath() + "#renew"}
	},
	Expired: func(l *Listing) letter {
		return letter{"掲載が終わりました", []string{"「" + l.Title + "」は掲載の期限が過ぎたため、一覧から外れました。", "届いている問い合わせには、引き続き返事ができます。", "続けるときは、新しい期限を決めると、もう一度掲載できます。"},
			term.Date{}, "もう一度掲載する", l.ManagePath() + "#renew"}
	},
	Drawn: func(l *Listing, entries int) letter {
		return letter{"抽選の結果が出ました", []string{"「" + l.Title + "」の申込みを締め切り、抽選をしました。", fmt.Sprintf("申込みは%d件です。決まった順に、返事をしてください。", entries)},
			term.Date{}, "抽選の結果を見る", DrawPath(l.ID)}
	},
	Approval: func(l *Listing, a *Approval) letter {
		switch a.Decision {
		case Approved:
			return letter{"社内確認が終わりました", []string{"「" + l.Title + "」の内容が承認されました。", "センターへの申込みは、まだ済んでいません。管理の画面から申し込んでください。"},
				term.Date{}, "掲載を申し込む", l.ManagePath()}
		case Declined:
			return letter{"社内確認で、見直しを求められました", []string{"「" + l.Title + "」の内容は、承認されませんでした。", "理由：" + a.Remark}, term.Date{}, "内容を見直す", l.ManagePath()}
		}
		return letter{"社内確認の期限が過ぎました", []string{"「" + l.Title + "」の社内確認は、期限までに決まりませんでした。", "下書きに戻しました。確認をもう一度頼むことができます。"},
			term.Date{}, "下書きを開く", l.ManagePath()}
	},
}
