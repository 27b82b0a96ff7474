package inquiry

import (
	"fmt"

	"kyodo/internal/bank"
	"kyodo/internal/term"
)

var mailsJA = mailWords{
	New: func(q *Inquiry, l *bank.Listing) letter {
		who, what := "だれのために：", "したいこと："
		if l.Direction == bank.Need {
			who, what = "だれが対応するか：", "できること："
		}
		return letter{"問い合わせが届きました", []string{"「" + l.Title + "」に問い合わせが届きました。", who + q.Message.For, what + q.Message.Use},
			q.OwesBy, "問い合わせを読んで返事をする", q.Path()}
	},
	Sender: func(l *bank.Listing) letter {
		return letter{"申し出に問い合わせがありました", []string{"受付番号" + l.ID + "の申し出に、問い合わせがありました。", "県民活動支援センターが、電話かメールでご連絡します。",
			"お心当たりがないときは、このメールを捨ててください。"}, term.Date{}, "", ""}
	},
	Reply: func(q *Inquiry) letter {
		return letter{"問い合わせに返事がありました", []string{"やり取りに新しい返事があります。"}, q.OwesBy, "返事を読む", q.Path()}
	},
	Remind: func(q *Inquiry) letter {
		return letter{"返事をお待ちしています", []string{"返事を待っている問い合わせがあります。", "難しいときは、理由を選んで断ることもできます。相手は次を探せます。"},
			q.OwesBy, "返事をする", q.Path()}
	},
	Escalated: func(q *Inquiry) letter {
		return letter{"県民活動支援センターが間に入ります", []string{"返事がないまま日が過ぎたため、この問い合わせはセンターのコーディネーターが引き継ぎました。", "センターから連絡します。"},
			term.Date{}, "やり取りを見る", q.Path()}
	},
	LineOver: func(q *Inquiry) letter {
		return letter{"キャンセル待ちの掲載が期限を過ぎました", []string{"キャンセル待ちをしている掲載は、掲載の期限が過ぎました。順番はそのままで、空きが出たときはお知らせします。",
			"センターのコーディネーターが、続けて待つか、ほかの方法をさがすかを一緒に考えます。"}, term.Date{}, "やり取りを見る", q.Path()}
	},
	Silent: func(q *Inquiry) letter {
		return letter{"問い合わせを終了しました", []string{"返事がなかったため、この問い合わせを終了しました。", "もう一度問い合わせることもできます。"}, term.Date{}, "やり取りを見る", q.Path()}
	},
	Accepted: func(q *Inquiry, l *bank.Listing) letter {
		return letter{"合意しました", []string{"「" + l.Title + "」について合意しました。", "お互いの連絡先を見られるようになりました。引渡しの日を決めてください。"}, term.Date{}, "次にすることを見る", q.Path()}
	},
	InLine: func(q *Inquiry, place int64) letter {
		return letter{"キャンセル待ちに入りました", []string{"いまは残りがないため、キャンセル待ちに入りました。", fmt.Sprintf("順番の番号は%d番です。空きが出ると、番号の順にお知らせします。", place)}, term.Date{}, "問い合わせを見る", q.Path()}
	},
	Held: func(q *Inquiry, r *Reservation) letter {
		return letter{"空きが出ました", []string{fmt.Sprintf("空きが出たので、あなたの分を%d取り置いています。", r.Quantity), "期限までに「受け取る」を押してください。過ぎると次の団体に移ります。"},
			term.Of(r.ExpiresAt).AddDays(-1), "受け取るかどうかを決める", q.Path()}
	},
	Ended: func(q *Inquiry) letter {
		lines := []string{"問い合わせは終わりました。", "理由：" + q.Code.Label().Ja}
		if q.Note != "" {
			lines = append(lines, "相手から：「"+q.Note+"」")
		}
		return letter{"問い合わせが終わりました", append(lines, "ほかの候補を、センターと一緒に探すこともできます。"), term.Date{}, "やり取りを見る", q.Path()}
	},
	Meet: func(q *Inquiry) letter {
		return letter{"面談の日程が記録されました", []string{"面談の日時：" + q.MeetingAt, "場所：" + q.MeetingPlace, "都合が悪いときは、やり取りの画面で知らせてください。"}, q.OwesBy, "やり取りを見る", q.Path()}
	},
	Invited: func(q *Inquiry) letter {
		return letter{"センターのコーディネーターが同席します", []string{"やり取りと面談に、県民活動支援センターのコーディネーターが加わります。", "話を進めやすくするためのもので、どちらかに問題があるという意味ではありません。"}, term.Date{}, "やり取りを見る", q.Path()}
	},
	Mediated: func(q *Inquiry) letter {
		return letter{"県民活動支援センターが間に入ります", []string{"この問い合わせは、センターのコーディネーターがお手伝いします。", "センターから連絡します。"}, term.Date{}, "やり取りを見る", q.Path()}
	},
}
