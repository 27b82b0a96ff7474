package alert

func wordsEn() *words {
	return &words{
		Both: "offers and needs", Offers: "offers", Needs: "needs", Offer: "offer", Need: "need", Disaster: "usable in a disaster", Comma: ", ",
		Kind: "Kind: ", From: "By: ", Where: "Where: ", Quantity: "Remaining: ", Period: "Period: ", Deadline: "Ask by: ", Merit: "What you have of it: ",
		Online: "online", Whole: "the whole prefecture", Standing: "at any time", Span: " – ",
		Manage:  "See your alerts",
		StopHow: "To end this alert, open this page. You need not sign in.",
		Quoted:  func(s string) string { return "\u201c" + s + "\u201d" },
		Intro:   func(s string) string { return "New listings match your alert (" + s + ")." },
		More:    func(n int) string { return itoa(n) + " more: see the list." },
		Subject: func(n int) string {
			if n == 1 {
				return "A new listing in the bank"
			}
			return itoa(n) + " new listings in the bank"
		},
	}
}
