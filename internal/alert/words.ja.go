package alert

func wordsJa() *words {
	return &words{
		Both: "提供とニーズ", Offers: "提供", Needs: "ニーズ", Offer: "提供", Need: "ニーズ", Disaster: "災害時に使えるもの", Comma: "、",
		Kind: "種別：", From: "掲載：", Where: "場所：", Quantity: "残り：", Period: "期間：", Deadline: "申込の締切：", Merit: "あなたの側のメリット：",
		Online: "オンライン", Whole: "山口県内全域", Standing: "随時", Span: "から",
		Manage:  "お知らせの設定を見る",
		StopHow: "このお知らせを止めるには、次のページを開いてください（ログインはいりません）。",
		Quoted:  func(s string) string { return "「" + s + "」" },
		Intro: func(s string) string {
			return "お知らせの条件（" + s + "）に当てはまる掲載が出ました。"
		},
		More: func(n int) string {
			return "ほかに" + itoa(n) + "件あります。一覧は次のページです。"
		},
		Subject: func(n int) string { return "社会貢献バンクの新しい掲載（" + itoa(n) + "件）" },
	}
}
