package bank

// oneOffMail are the words of the mail to a company that offers without an account.
type oneOffMail struct {
	Subject  string
	Follow   string
	Received func(id string) []string
}

func oneOffWords(english bool) *oneOffMail {
	if english {
		return &oneOffMailEN
	}
	return &oneOffMailJA
}

var oneOffMailJA = oneOffMail{
	Subject: "社会貢献バンクへの申し出を受け付けました",
	Follow:  "申し出のようすを見る",
	Received: func(id string) []string {
		return []string{"申し出を受け付けました。受付番号は" + id + "です。",
			"県民活動支援センターが内容を確かめ、土日・祝日を除き3日ほどで、電話かメールでご連絡します。",
			"お心当たりがないときは、このメールを捨ててください。"}
	},
}

var oneOffMailEN = oneOffMail{
	Subject: "We received your offer to the contribution bank",
	Follow:  "See how it stands",
	Received: func(id string) []string {
		return []string{"We received your offer. Its number is " + id + ".",
			"The citizens' activity centre looks at it and calls or writes in about three working days.",
			"If you know nothing of it, please throw this mail away."}
	},
}
