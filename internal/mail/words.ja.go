package mail

// words are the words around a mail's own lines.
type words struct {
	Demo      string
	Dear      func(name string) string
	Deadline  func(day string) string
	Open      string
	Link      func(action string) string
	Automatic string
}

var ja = words{
	Demo:      "【見本です。団体・数値は架空です】",
	Dear:      func(name string) string { return name + " 様" },
	Deadline:  func(day string) string { return "期限：" + day },
	Open:      "くわしく見る",
	Link:      func(action string) string { return "▼ " + action },
	Automatic: "このメールは、自動でお送りしています。お心当たりがないときは、このメールを捨ててください。",
}
