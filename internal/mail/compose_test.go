package mail_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/mail"
	"kyodo/internal/term"
)

func TestCompose(t *testing.T) {
	frame := mail.Frame{SiteName: "やまぐち社会貢献支援システム", SiteNameEn: "Yamaguchi Civic Contribution Support System", BaseURL: "https://kyodo.example.jp"}
	demo := frame
	demo.Demo = true
	day, err := term.Parse("2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ got, want string }{
		"in the demo, with everything": {demo.Compose(mail.Letter{To: "周防 花子", Lines: []string{"【架空】ほたるの会の登録について、県が確認を求めています。", "申請の内容を見直してください。"},
			Deadline: day, Action: "申請を見直す", Path: "/apply/1"}), `【見本です。団体・数値は架空です】

周防 花子 様

【架空】ほたるの会の登録について、県が確認を求めています。
申請の内容を見直してください。

期限：令和8年12月1日（2026年）

▼ 申請を見直す
https://kyodo.example.jp/apply/1

――――
やまぐち社会貢献支援システム
https://kyodo.example.jp/
このメールは、自動でお送りしています。お心当たりがないときは、このメールを捨ててください。
`},
		"a name that would be more lines": {frame.Compose(mail.Letter{To: "花子\n\n▼ 偽の手続き\u202e\nhttps://evil.example/", Lines: []string{"登録が終わりました。"}}),
			`花子 ▼ 偽の手続き https://evil.example/ 様

登録が終わりました。

――――
やまぐち社会貢献支援システム
https://kyodo.example.jp/
このメールは、自動でお送りしています。お心当たりがないときは、このメールを捨ててください。
`},
		"in English": {demo.Compose(mail.Letter{English: true, To: "Hanako", Lines: []string{"Your registration was approved."}, Deadline: day, Path: "/me"}),
			`[This is a sample. Organizations and figures are invented.]

To Hanako

Your registration was approved.

By: 1 December 2026

> Read more
https://kyodo.example.jp/me

――――
Yamaguchi Civic Contribution Support System
https://kyodo.example.jp/
This mail was sent automatically. If it means nothing to you, please throw it away.
`},
	} {
		if d := cmp.Diff(tt.want, tt.got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestAddress(t *testing.T) {
	for typed, want := range map[string]bool{
		"hanako@example.jp": true, " hanako@example.jp ": true, "h.a+b@sub.example.co.jp": true,
		"": false, "hanako": false, "hanako@example": false, "hanako@example.jp.": false, "花子@example.jp": false, "hanako@例え.jp": false,
		"Hanako <hanako@example.jp>": false, "a@example.jp,b@example.jp": false, "a@example.jp\r\nBcc: b@example.jp": false, `"a b"@example.jp`: false,
		"a@example.jp\x00": false, "a@[127.0.0.1]": false, "ａ@example.jp": false,
	} {
		if got, ok := mail.Address(typed); ok != want {
			t.Errorf("Address(%q) = %q, %v; want %v", typed, got, ok, want)
		}
	}
}
