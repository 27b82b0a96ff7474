package candidateweb

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/candidate"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// A coordinator reads the candidates and why, decides otherwise with a reason, and finds it in the report.
func TestACoordinatorDecidesOtherwise(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		need := w.insert(listing{need: true, title: "集会所のいす", org: "taker", city: "35203", area: `["35203"]`, quantity: 10})
		near := w.insert(listing{title: "山口のいす", org: "near", city: "35203", quantity: 20})
		few := w.insert(listing{title: "山口のいす少し", org: "few", city: "35203", quantity: 5})
		far := w.insert(listing{title: "岩国のいす", org: "far", city: "35208", area: `["35208"]`, quantity: 20})
		w.load()
		b := w.as("CENTER_COORD")
		path := DeskPath + "/" + need
		b.get(path, 200)
		if d := cmp.Diff([]string{"1. 山口のいす", "2. 山口のいす少し"}, b.titles()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		b.contains("調べた掲載 3", "条件に合う掲載 2", "公平さの重み 50 / 100", "こうすると候補が増えます", "岩国市まで広げると、候補が1団体増えます", "電話で確かめること")
		b.get(path+"/"+few, 200)
		b.contains("なぜこの順番なのですか", "支援の種別 合う 15 / 15", "数量 合う 5 / 10", "活動分野 分からない 0 / 15")
		b.get(path+"/"+far, 200)
		b.contains("必ず満たす基準のうち、合わないものがあります", "場所 合わない 0 / 20")
		b.get(path+"/"+need, 404)
		b.get(path+"/nothing", 404)
		w.as("CENTER_COORD").get(path+"?lang=en", 200)

		b.get(path+"/"+few, 200)
		b.send("この理由で決める", url.Values{"reason": {""}}, 422)
		b.contains("「先頭に置く」か「候補から外す」を選んでください。", "理由を書いてください。")
		b.send("この理由で決める", url.Values{"verdict": {"first"}, "reason": {strings.Repeat("長", candidate.MaxReason+1)}}, 422)
		b.contains("理由は300文字までで書いてください。", strings.Repeat("長", candidate.MaxReason+1))
		b.send("この理由で決める", url.Values{"verdict": {"first"}, "reason": {"すぐに渡せると電話で聞いた"}}, 303)
		b.get(path+"?done=decided", 200)
		if d := cmp.Diff([]string{"1. 山口のいす少し", "2. 山口のいす"}, b.titles()); d != "" {
			t.Errorf("put first (-want +got):\n%s", d)
		}
		b.contains("順番を変えました。", "センターがおすすめとして先頭に置いています", "コーディネーターが決めた順番", "すぐに渡せると電話で聞いた")
		b.get(path+"/"+near, 200)
		b.send("この理由で決める", url.Values{"verdict": {"exclude"}, "reason": {"もう渡す相手が決まった"}}, 303)
		b.get(path, 200)
		if d := cmp.Diff([]string{"1. 山口のいす少し"}, b.titles()); d != "" {
			t.Errorf("left out (-want +got):\n%s", d)
		}
		b.get(path+"/"+near, 200)
		b.send("取り消して点数の順に戻す", nil, 303)
		b.get(reportPath, 200)
		b.contains("順番を変えた記録（四半期）", "集会所のいす 山口のいす少し 先頭に置く すぐに渡せると電話で聞いた", "集会所のいす 山口のいす 候補から外す もう渡す相手が決まった")
		csv := w.as("CENTER_ADMIN").get(DeskPath+"/overrides.csv", 200)
		if strings.Count(csv, "\n") != 3 || !strings.Contains(csv, "もう渡す相手が決まった,2026-") {
			t.Errorf("the quarter's decisions:\n%s", csv)
		}

		// Nobody else reads it or decides; who looks after the need sees its candidates without the reasons of others.
		for _, who := range []string{"", "few", "taker", "AUDITOR"} {
			if rec := w.as(who).Do("GET", path, nil, nil); rec.Code == 200 {
				t.Errorf("%q reads the coordinator's page", who)
			}
		}
		own := w.as("taker")
		own.get(minePath+"/"+need+"/candidates", 200)
		own.contains("山口のいす少し", "点数 ")
		if strings.Contains(own.page, "すぐに渡せると電話で聞いた") {
			t.Error("an owner reads why a coordinator decided otherwise")
		}
		own.get(minePath+"/"+need+"/candidates/"+few, 200)
		if strings.Contains(own.page, "この理由で決める") {
			t.Error("an owner may decide for the centre")
		}
		if rec := w.as("few").Do("GET", minePath+"/"+need+"/candidates", nil, nil); rec.Code != 404 {
			t.Errorf("a stranger reads the candidates of a need: %d", rec.Code)
		}
	})
}

// What would change the result says by when a period would have to reach.
func TestThePageSaysWhatWouldChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		day := term.Of(db.Now())
		own := w.insert(listing{title: "いす", org: "giver", city: "35203", quantity: 20, from: day.String(), until: day.AddDays(30).String()})
		for i := range 4 {
			w.insert(listing{need: true, title: fmt.Sprintf("いすを%d脚", i+5), org: fmt.Sprintf("taker%d", i), city: "35203", quantity: 5 + i, from: day.AddDays(40 + i).String(), until: day.AddDays(90).String()})
		}
		w.load()
		b := w.as("CENTER_COORD")
		b.get(DeskPath+"/"+own, 200)
		b.contains("いま合いそうな候補はありません", "期間を"+day.AddDays(43).Era()+"まで延ばすと、候補が4団体増えます")
	})
}

// The weight of equity is a setting that the public page shows; at 0 the order is that of the points
// alone, and inquiries leave every score and every page's order as it was.
func TestWeightZeroIsPureRelevance(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		offer := w.insert(listing{title: "いす", org: "giver", city: "35203", quantity: 20})
		places := []string{"35203", "35206", "35215", "35204", "35202"}
		var needs []string
		for i, city := range places {
			needs = append(needs, w.insert(listing{need: true, title: fmt.Sprintf("いす%d", i), org: fmt.Sprintf("taker%d", i), city: city, quantity: 10 + 4*i}))
		}
		w.load()
		b, path := w.as("CENTER_COORD"), DeskPath+"/"+offer
		rank := func() ([]string, candidate.Result) {
			t.Helper()
			b.get(path, 200)
			r, err := w.svc.For(t.Context(), offer, candidate.Options{Reader: candidate.Center})
			if err != nil {
				t.Fatal(err)
			}
			return b.titles(), r
		}
		relevant, before := rank() // nobody has asked: no weight changes anything
		if len(relevant) != len(needs) {
			t.Fatalf("%d candidates", len(relevant))
		}
		for i, c := range before.Candidates {
			if c.Adjusted != c.Score*1000 {
				t.Errorf("candidate %d: %+v", i, c)
			}
			w.ask(c.ID, len(needs)-i) // the best ones most
		}
		w.load()
		orders := map[int][]string{}
		for version, weight := range []int{0, 100} {
			if err := w.set.SetMatching(t.Context(), audit.By{Actor: "officer"}, int64(version), weight, "bad"); err != nil {
				t.Fatal(err)
			}
			b.get(tablePath, 200)
			b.contains(fmt.Sprintf("公平さの重みは、いま100のうち%dです。", weight))
			titles, r := rank()
			orders[weight] = titles
			for i, c := range r.Candidates {
				if weight == 0 && (c.ID != before.Candidates[i].ID || c.Score != before.Candidates[i].Score || c.Adjusted != c.Score*1000) {
					t.Errorf("weight 0, candidate %d: %+v, want %+v", i, c, before.Candidates[i])
				}
				if weight == 100 && c.Adjusted >= c.Score*1000 {
					t.Errorf("weight 100, candidate %d keeps all: %+v", i, c)
				}
			}
		}
		if d := cmp.Diff(relevant, orders[0]); d != "" {
			t.Errorf("weight 0 is not relevance (-want +got):\n%s", d)
		}
		if cmp.Equal(relevant, orders[100]) {
			t.Errorf("full weight changes nothing: %q", relevant)
		}
	})
}

// The month's report counts needs by municipality, and those of hill and mountain areas.
func TestTheMonthlyReport(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as("CENTER_ADMIN")
		b.get(reportPath, 200)
		b.contains("この月に公開したニーズはありません", "この四半期に順番を変えた記録はありません")
		for i, city := range []string{"35204", "35204", "35502", "35203", "35202", ""} {
			lid := w.insert(listing{need: true, title: "いす", org: "taker", city: city, quantity: 1})
			if i%2 == 0 {
				w.ask(lid, 2)
			}
		}
		b.get(reportPath, 200)
		b.contains("萩市 2 1 50 %", "阿武町 1 1 100 %", "全体 6 3 50 %", "全域が中山間地域の市町 3 2 67 %", "そのほかの市町（一部が中山間地域の市町を含む） 2 1 50 %", "市町の指定なし 1 0 0 %")
		w.as("CENTER_ADMIN").get(reportPath+"?lang=en", 200)
		last := term.Of(db.Now()).AddMonths(-1).String()[:7]
		b.get(reportPath+"?month="+last, 200)
		b.contains("この月に公開したニーズはありません")
		b.get(reportPath+"?month=2999-01", 404)
		csv := b.get(DeskPath+"/reached.csv", 200)
		for _, line := range []string{"month,city_code,city,all_hills,needs,asked", ",35204,萩市,true,2,1", ",35203,山口市,false,1,0", ",35201,下関市,false,0,0"} {
			if !strings.Contains(csv, line) {
				t.Errorf("no %q in\n%s", line, csv)
			}
		}
		if rec := w.as("taker").Do("GET", reportPath, nil, nil); rec.Code == 200 {
			t.Error("an owner reads the report")
		}
	})
}
