package register_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// body is one invented organization of the relevance tests.
type body struct{ name, kana, city, purpose string }

var bodies = []body{
	{"特定非営利活動法人光のこども【架空】", "ヒカリノコドモ", "萩市", "この法人は、子どもの居場所をつくる。"},
	{"特定非営利活動法人ふれあい光【架空】", "フレアイヒカリ", "光市", "この法人は、まちを元気にする。"},
	{"特定非営利活動法人虹ヶ浜を守る会【架空】", "ニジガハマヲマモルカイ", "光市", "この法人は、光市の海岸の環境を守る。"},
	{"特定非営利活動法人あかり【架空】", "アカリ", "宇部市", "この法人は、月光のように福祉を照らす。"},
	{"ＮＰＯ法人福祉の森【架空】", "フクシノモリ", "山口市", "この法人は、森の中で過ごす場をつくる。"},
	{"特定非営利活動法人髙橋文庫【架空】", "タカハシブンコ", "下関市", "この法人は、本を貸し出す。"},
	{"特定非営利活動法人高橋川を歩く会【架空】", "タカハシガワヲアルクカイ", "周南市", "この法人は、川を歩く。"},
	{"特定非営利活動法人萩焼の里【架空】", "ハギヤキノサト", "山口市", "この法人は、焼き物を伝える。"},
	{"特定非営利活動法人萩まちなみ【架空】", "ハギマチナミ", "萩市", "この法人は、町並みを残す。"},
	{"特定非営利活動法人防災やまぐち【架空】", "ボウサイヤマグチ", "山口市", "この法人は、災害に備える。"},
	{"特定非営利活動法人みんなの食卓【架空】", "ミンナノシヨクタク", "防府市", "この法人は、子ども食堂を開き、防災も学ぶ。"},
	{"株式会社さくら防災【架空】", "サクラボウサイ", "岩国市", ""},
}

// entry makes the body an entry of the register.
func (b body) entry(t testing.TB) register.Entry {
	t.Helper()
	kind := codes.NPO
	if strings.HasPrefix(b.name, "株式会社") {
		kind = codes.Company
	}
	return register.Entry{Record: &register.Record{Kind: kind, Name: b.name, Kana: b.kana, Address: "山口県" + b.city + "架空町１番地", Purpose: b.purpose}}
}

// short is the name without legal form and mark.
func short(name string) string {
	return strings.TrimSuffix(ja.NameKey(name), ja.Fold(register.InventedMark))
}

func names(t testing.TB, svc *register.Service, f register.Filter) (list []string) {
	t.Helper()
	p, err := svc.Search(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Cards {
		list = append(list, short(c.Name))
	}
	return list
}

// folded makes the expectations readable: they are written as people write.
func folded(list ...string) (out []string) {
	for _, s := range list {
		out = append(out, ja.Fold(s))
	}
	return out
}

// TestWhatPeopleTypeFindsWhatTheyMean pins the order of answers.
func TestWhatPeopleTypeFindsWhatTheyMean(t *testing.T) {
	tests := []struct {
		why, q string
		want   []string
	}{
		{"its municipality first, a name before a purpose", "光", folded("ふれあい光", "虹ヶ浜を守る会", "光のこども", "あかり")},
		{"the municipality in full", "光市", folded("虹ヶ浜を守る会")},
		{"a municipality of one character", "萩", folded("萩まちなみ", "萩焼の里")},
		{"a name before a purpose", "福祉", folded("福祉の森", "あかり")},
		{"one in the name, one in the purpose", "防災", folded("防災やまぐち", "さくら防災", "みんなの食卓")},
		{"half-width kana find the reading", "ﾌｸｼ", folded("福祉の森")},
		{"half-width kana with voiced marks", "ﾎﾞｳｻｲ", folded("さくら防災", "防災やまぐち")},
		{"hiragana find a katakana reading", "ぼうさい", folded("さくら防災", "防災やまぐち")},
		{"a small kana finds the large one of the official reading", "みんなのしょくたく", folded("みんなの食卓")},
		{"an old form of a character", "髙橋", folded("高橋川を歩く会", "高橋文庫")},
		{"the common form of a character", "高橋", folded("高橋川を歩く会", "高橋文庫")},
		{"the legal form as people write it", "NPO法人福祉の森", folded("福祉の森")},
		{"the legal form in full", "特定非営利活動法人福祉の森", folded("福祉の森")},
		{"the legal form in short", "(特非)福祉の森", folded("福祉の森")},
		{"the legal form in wide short", "（特非）福祉の森", folded("福祉の森")},
		{"a company in short", "㈱さくら防災", folded("さくら防災")},
		{"two words mean both", "防災　子ども", folded("みんなの食卓")},
		{"two words, another blank", "子ども 食堂", folded("みんなの食卓")},
		{"both words in other places", "森 福祉", folded("福祉の森")},
		{"one character", "森", folded("福祉の森")},
		{"nothing", "存在しない語", nil},
		{"a wildcard is a character", "%", nil},
		{"the place is a facet, not text", "下関", nil},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		var entries []register.Entry
		for _, b := range bodies {
			entries = append(entries, b.entry(t))
		}
		if err := svc.Enter(ctx, term.On(2026, 11, 1), "見本", entries); err != nil {
			t.Fatal(err)
		}
		if err := svc.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		for _, tt := range tests {
			if d := cmp.Diff(tt.want, names(t, svc, register.Filter{Q: tt.q})); d != "" {
				t.Errorf("%s: %q (-want +got):\n%s", tt.why, tt.q, d)
			}
		}
		for code, want := range map[string][]string{"35204": folded("光のこども"), "35210": folded("ふれあい光", "虹ヶ浜を守る会")} {
			if d := cmp.Diff(want, names(t, svc, register.Filter{Q: "光", Cities: []string{code}})); d != "" {
				t.Errorf("光 in %s (-want +got):\n%s", code, d)
			}
		}
	})
}

// asked are queries of every sort whose answers two indexes must share.
var asked = []register.Filter{{}, {Sort: "newest"}, {Sort: "kana"}, {Q: "会"}, {Q: "福祉"}, {Q: "防災 子ども"}, {Q: "光"}, {Q: "ﾌｸｼ"}, {Q: "NPO法人"},
	{Q: "環境", Sort: "newest"}, {Statuses: []string{"closed"}}, {Fields: []string{"welfare"}}, {Cities: []string{"35203", "35204"}, Q: "こども"},
	{Kinds: []string{"company"}}, {Approvals: []string{"certified"}}, {Q: "は", Limit: 100}}

// view is all that a reader can see of the answers.
func view(t testing.TB, svc *register.Service) (pages []register.Page) {
	t.Helper()
	for _, f := range asked {
		f.Limit = max(f.Limit, 50)
		p, err := svc.Search(f)
		if err != nil {
			t.Fatal(err)
		}
		p.Seq = 0
		pages = append(pages, p)
	}
	return pages
}

func sameAnswers(t *testing.T, when string, want, got []register.Page) {
	t.Helper()
	if d := cmp.Diff(want, got, cmp.AllowUnexported(term.Date{}, term.MonthDay{})); d != "" {
		t.Errorf("%s (-want +got):\n%.3000s", when, d)
	}
}

// follow lets a node take in what others wrote.
func follow(t testing.TB, svc *register.Service) {
	t.Helper()
	feed := svc.Feed(slog.New(slog.NewTextHandler(io.Discard, nil)))
	for {
		more, err := feed.Step(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// TestAnswersAreTheSameOnEveryNode: after an import, after a restart, after another node's change.
func TestAnswersAreTheSameOnEveryNode(t *testing.T) {
	houjin, portal := files(t, 700, 21)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		one, two := service(dbtest.Open(t, dsn)), service(dbtest.Open(t, dsn))
		for _, svc := range []*register.Service{one, two} {
			if err := svc.Feed(nil).Load(ctx); err != nil {
				t.Fatal(err)
			}
		}
		load(t, one, intake.Houjin, write(t, "h.csv", nil, houjin[:len(houjin)/2]))
		load(t, two, intake.Portal, write(t, "035_20261101.csv", portalHeader, portal))
		follow(t, two)
		load(t, one, intake.Houjin, write(t, "h2.csv", nil, houjin[len(houjin)/2:]))
		follow(t, one)
		follow(t, two)
		first := view(t, one)
		if first[0].Total < 500 {
			t.Fatalf("%d organizations, want most of 700", first[0].Total)
		}
		sameAnswers(t, "the other node", first, view(t, two))
		restarted := service(dbtest.Open(t, dsn))
		if err := restarted.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		sameAnswers(t, "after a restart", first, view(t, restarted))

		changed := slices.Clone(houjin[1])
		changed[2], changed[4], changed[5], changed[6], changed[23] = "11", "2026-11-20", "2026-11-18", "特定非営利活動法人あたらしい福祉【架空】", "1"
		if rep := load(t, two, intake.Houjin, write(t, "diff.csv", nil, [][]string{changed})); rep.Updated != 1 {
			t.Fatalf("%+v", rep)
		}
		follow(t, one)
		after := view(t, one)
		if d := cmp.Diff([]string{ja.Fold("あたらしい福祉")}, names(t, one, register.Filter{Q: "あたらしい福祉"})); d != "" {
			t.Errorf("the change of the other node (-want +got):\n%s", d)
		}
		if restarted.Index = search.New(); restarted.Feed(nil).Load(ctx) != nil {
			t.Fatal("no restart")
		}
		sameAnswers(t, "a restart after the change", after, view(t, restarted))
		if n := len(answer(t, one, register.Filter{Q: fmt.Sprint(changed[1])})); n != 0 {
			t.Errorf("the number is text: %d hits", n)
		}
	})
}
