package register_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// centreList is the list of a support centre as it comes: a title, a blank, notes, one group twice.
func centreList() register.GroupList {
	rows := [][]string{
		{"市民活動団体一覧（令和８年４月現在）"},
		{"市町", "団体の名称", "フリガナ", "代表者", "住　所", "ＴＥＬ", "主な活動内容", "活動分野", "設立年月日", "公開の可否"},
		{"光市", "みほんの会【架空】", "ミホンノカイ", "見本　花子", "中央1-1-1", "0833-00-0001", "花をうえる。", "まちづくり、環境保全", "平成17年4月1日", "○"},
		{"光市", "ためしサークル【架空】", "", "試　太郎", "島田2-2", "0833-00-0002", "絵をかく。", "文化", "昭和の終わり", "未確認"},
		{"萩市", "ないしょの会【架空】", "", "内緒　次郎", "江向3-3", "0838-00-0003", "あつまる。", "", "", "不可"},
		{"萩市", "みほんの会【架空】", "", "別　三郎", "江向9", "0838-00-0009", "べつの会。", "", "", "可"},
		{"光市", "みほんの会【架空】", "", "見本　花子", "中央1-1-1", "0833-00-0001", "花と木をうえる。", "", "", "可"},
		{"", "", "", "名前のない行", "光市", "0833-00-0004", "", "", "", ""},
		{"※公開の可否は本人に確認したもの"},
		{"市町", "団体の名称", "フリガナ", "代表者", "住所", "TEL", "主な活動内容", "活動分野", "設立年月日", "公開の可否"},
	}
	l := register.GroupList{Name: "支援センター団体名簿", FileName: "list.xlsx", AsOf: term.On(2026, 4, 1), Sheet: intake.Sheet{Name: "一覧", Rows: rows, SHA256: "x"}}
	for i := range rows {
		l.Sheet.Lines = append(l.Sheet.Lines, i+1)
	}
	return l
}

func importList(t testing.TB, svc *register.Service, l register.GroupList) register.GroupReport {
	t.Helper()
	ctx := context.Background()
	var err error
	if l.Mapping, err = svc.MapGroups(ctx, &l, nil); err != nil {
		t.Fatal(err)
	}
	rep, err := svc.ImportGroups(ctx, officer, l)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func tally(r register.GroupReport) string {
	return fmt.Sprintf("%d rows: +%d ~%d =%d ?%d !%d, consent %d/%d/%d", r.Rows, r.Created, r.Updated, r.Unchanged, r.Asked, len(r.Rejected), r.Open, r.Unknown, r.Refused)
}

// TestAListOfGroups: rows become records, what is not agreed to stays hidden, doubles are asked about,
// and the same list again changes nothing.
func TestAListOfGroups(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		l := centreList()
		dry := l
		dry.DryRun = true
		const want = "5 rows: +4 ~0 =0 ?1 !2, consent 3/1/1"
		if got := tally(importList(t, svc, dry)); got != want {
			t.Errorf("dry run: %s, want %s", got, want)
		}
		if empty, err := svc.Empty(ctx); err != nil || !empty {
			t.Errorf("the dry run wrote something: %v", err)
		}
		rep := importList(t, svc, l)
		if got := tally(rep); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		wantMap := map[register.GroupColumn]string{"city": "市町", "name": "団体の名称", "kana": "フリガナ", "representative": "代表者", "address": "住　所",
			"phone": "ＴＥＬ", "purpose": "主な活動内容", "fields": "活動分野", "established": "設立年月日", "consent": "公開の可否"}
		if diff := cmp.Diff(wantMap, rep.Mapping); diff != "" {
			t.Errorf("mapping (-want +got):\n%s", diff)
		}
		if err := svc.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		page, err := svc.Search(register.Filter{Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range page.Cards {
			names = append(names, c.Name+c.Place)
		}
		if diff := cmp.Diff([]string{"みほんの会【架空】山口県光市", "みほんの会【架空】山口県萩市"}, names, cmpopts.SortSlices(strings.Compare)); diff != "" {
			t.Errorf("search (-want +got):\n%s", diff)
		}
		d, err := svc.Organization(ctx, rep.Outcomes[0].Organization)
		if err != nil {
			t.Fatal(err)
		}
		if d.Kind != codes.Group || d.Address.Street != "" || d.Address.CityCode != "35210" || d.RegisteredOn != term.On(2005, 4, 1) ||
			!cmp.Equal(d.Fields, []string{"town", "environment"}) || !d.Listed() {
			t.Errorf("the record: %+v", d.Organization)
		}
		if text, err := json.Marshal(d); err != nil || strings.Contains(string(text), "花子") || strings.Contains(string(text), "0833") || strings.Contains(string(text), "中央") {
			t.Errorf("a personal value is public: %v %s", err, text)
		}
		hidden := rep.Outcomes[2].Organization
		if _, err := svc.Organization(ctx, hidden); !errors.Is(err, fault.NotFound) {
			t.Errorf("a group that refused is shown: %v", err)
		}
		for n := range 2 { // this year's list again, and next year's with the same rows
			l.AsOf = term.On(2026, 4, 1+n)
			again := importList(t, svc, l)
			if n == 0 && tally(again) != "5 rows: +0 ~0 =5 ?0 !2, consent 3/1/1" || again.Created+again.Asked != 0 {
				t.Errorf("again %d: %s", n, tally(again))
			}
		}
		if l.Mapping, err = svc.MapGroups(ctx, &l, nil); err != nil || !l.Mapping.Kept {
			t.Errorf("the mapping was not kept: %v", err)
		}
		waiting, err := svc.ListedGroups(ctx, "", "", 10)
		if err != nil || len(waiting) != 2 || waiting[0].Representative != "試 太郎" || waiting[0].FullAddress != "島田2-2" || waiting[0].List != l.Name {
			t.Errorf("waiting: %v %+v", err, waiting)
		}
		if err := svc.DecideConsent(ctx, officer, hidden, register.ConsentOpen, "11月20日に電話で確認"); err != nil {
			t.Fatal(err)
		}
		if _, err := svc.Organization(ctx, hidden); err != nil {
			t.Errorf("after the consent: %v", err)
		}
		importList(t, svc, l) // the list still says 不可, of an earlier day
		if _, err := svc.Organization(ctx, hidden); err != nil {
			t.Errorf("an old list took back a consent: %v", err)
		}
		questions, err := svc.Questions(ctx, 10)
		if err != nil || len(questions) != 1 || len(questions[0].Candidates) != 1 || questions[0].Candidates[0].ID != rep.Outcomes[0].Organization {
			t.Fatalf("questions: %v %+v", err, questions)
		}
		oid, err := svc.Answer(ctx, officer.Actor, questions[0].ID, register.AnswerSame, "")
		if err != nil || oid != rep.Outcomes[0].Organization {
			t.Errorf("answered: %s %v", oid, err)
		}
		if got := importList(t, svc, l); got.Created+got.Asked != 0 || got.Unchanged < 4 {
			t.Errorf("after the answer: %s", tally(got))
		}
	})
}

// TestAListMeetsTheRegister: a group that the register has already is asked about, by name and
// municipality or by telephone, and an answer "new" makes one record of its own.
func TestAListMeetsTheRegister(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		own := declare(t, svc, register.Record{Kind: codes.Group, Name: "みほんの会【架空】", Address: "山口県光市中央1-1-1", Purpose: "本人の言葉。"})
		l := centreList()
		l.Sheet.Rows, l.Sheet.Lines = l.Sheet.Rows[:3], l.Sheet.Lines[:3]
		if got := tally(importList(t, svc, l)); got != "1 rows: +0 ~0 =0 ?1 !0, consent 1/0/0" {
			t.Fatal(got)
		}
		q, err := svc.Questions(ctx, 10)
		if err != nil || len(q) != 1 || q[0].Source != register.List {
			t.Fatalf("%v %+v", err, q)
		}
		if _, err := svc.Answer(ctx, officer.Actor, q[0].ID, register.AnswerSame, own); err != nil {
			t.Fatal(err)
		}
		if d, err := svc.Organization(ctx, own); err != nil || d.Purpose != "本人の言葉。" || d.Kana != "ミホンノカイ" || !cmp.Equal(d.Fields, []string{"town", "environment"}) {
			t.Errorf("the group's own word counts, the list adds to it: %v %+v", err, d.Organization)
		}
		other := centreList()
		other.Name = "光市団体名簿"
		other.Sheet.Rows, other.Sheet.Lines = [][]string{other.Sheet.Rows[1], {"光市", "みほん会【架空】", "", "", "", "0833000001", "", "", "", "未確認"}}, []int{1, 2}
		if got := tally(importList(t, svc, other)); got != "1 rows: +0 ~0 =0 ?1 !0, consent 0/1/0" {
			t.Fatalf("the same telephone: %s", got)
		}
		if q, err = svc.Questions(ctx, 10); err != nil || len(q) != 1 || q[0].Candidates[0].ID != own {
			t.Fatalf("%v %+v", err, q)
		}
		oid, err := svc.Answer(ctx, officer.Actor, q[0].ID, register.AnswerNew, "")
		if err != nil || oid == own {
			t.Fatal(oid, err)
		}
		if o, err := svc.Record(ctx, oid); err != nil || !o.Withheld || o.Consent != register.ConsentUnknown {
			t.Errorf("new, and not agreed to: %v %+v", err, o)
		}
		if got := tally(importList(t, svc, other)); got != "1 rows: +0 ~0 =1 ?0 !0, consent 0/1/0" {
			t.Errorf("again: %s", got)
		}
		if _, err := svc.Unite(ctx, officer, own, oid, "同じ団体"); !errors.Is(err, fault.Invalid) {
			t.Errorf("a withheld group was united with a public one: %v", err)
		}
	})
}

// TestAUnionKeepsItsListsApart: lists that come after a union land on the united group, in any order,
// and after the undo each record is as if there had been none.
func TestAUnionKeepsItsListsApart(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		n := 0
		list := func(which, year int, token string) register.GroupList {
			l := centreList()
			l.Name = fmt.Sprintf("名簿%d%s", which, token)
			l.AsOf = term.On(2020+year, 4, 1)
			l.Sheet.Rows, l.Sheet.Lines = [][]string{{"団体名", "市町", "活動内容", "公開可否"}, {fmt.Sprintf("名簿%dの会%s", which, token), "光市", fmt.Sprint(year, "年目"), "可"}}, []int{1, 2}
			return l
		}
		say := func(oid register.ID, token string) string {
			o, err := svc.Record(ctx, oid)
			if err != nil {
				t.Fatal(err)
			}
			o.Version, o.ID, o.Provenance = 0, "", nil
			text, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			return strings.ReplaceAll(string(text), token, "")
		}
		few(t, func(rt *rapid.T) {
			files := rapid.Permutation([]int{1, 2, 11, 12}).Draw(rt, "lists") // which + 10×year
			undo := rapid.IntRange(0, len(files)).Draw(rt, "undone before list")
			n++
			var ids [2][2]register.ID
			var u register.Union
			for w, token := range []string{fmt.Sprint("甲", n), fmt.Sprint("乙", n)} {
				for which := range 2 {
					ids[w][which] = importList(t, svc, list(which+1, 0, token)).Outcomes[0].Organization
				}
				var err error
				if w == 0 {
					if u, err = svc.Unite(ctx, officer, ids[0][0], ids[0][1], "同じ団体"); err != nil {
						t.Fatal(err)
					}
				}
				for i := 0; i <= len(files); i++ {
					if w == 0 && i == undo {
						if _, err := svc.UndoUnion(ctx, officer, u.ID); err != nil {
							t.Fatal(err)
						}
					}
					if i == len(files) {
						break
					}
					rep := importList(t, svc, list(files[i]%10, 1+files[i]/10, token))
					if rep.Created+rep.Asked != 0 || w == 0 && i < undo && rep.Outcomes[0].Organization != ids[0][0] {
						rt.Fatalf("list %d while united: %+v", files[i], rep.Outcomes)
					}
				}
			}
			for which := range 2 {
				if diff := cmp.Diff(say(ids[1][which], fmt.Sprint("乙", n)), say(ids[0][which], fmt.Sprint("甲", n))); diff != "" {
					rt.Fatalf("(-without +with the union):\n%s", diff)
				}
			}
		})
	})
}

// TestHandlingANotice: a notice is closed once, with a word about it.
func TestHandlingANotice(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		oid := declare(t, svc, register.Record{Kind: codes.Group, Name: "みほんの会【架空】", Address: "山口県光市"})
		receipt, err := svc.Correct(ctx, officer.Actor, oid, register.Correction{About: "name", Body: "名前がちがう", Contact: "a@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		open, err := svc.Notices(ctx, register.CorrectionOpen, 10)
		if err != nil || len(open) != 1 || open[0].ID != receipt || open[0].Name != "みほんの会【架空】" || open[0].Contact != "a@example.jp" {
			t.Fatalf("%v %+v", err, open)
		}
		if err := svc.HandleNotice(ctx, officer, receipt, "later", ""); !errors.Is(err, fault.Invalid) {
			t.Errorf("neither done nor declined: %v", err)
		}
		if err := svc.HandleNotice(ctx, officer, receipt, register.CorrectionDone, "直した"); err != nil {
			t.Fatal(err)
		}
		if err := svc.HandleNotice(ctx, officer, receipt, register.CorrectionDeclined, "やはり正しい"); !errors.Is(err, fault.Conflict) {
			t.Errorf("handled twice: %v", err)
		}
		n, err := svc.Notice(ctx, receipt)
		if err != nil || n.State != register.CorrectionDone || n.Reply != "直した" || n.HandledBy != "person-9" {
			t.Errorf("%v %+v", err, n)
		}
	})
}

// TestReadGroupMapping: a mapping by hand, with headings that no word tells.
func TestReadGroupMapping(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		by, err := register.ReadGroupMapping("# 対応\nname\tなまえ\n活動内容・目的\tすること\n")
		if err != nil {
			t.Fatal(err)
		}
		l := register.GroupList{Name: "手書き", AsOf: term.On(2026, 4, 1), City: "35204",
			Sheet: intake.Sheet{Lines: []int{1, 2}, Rows: [][]string{{"番号", "なまえ", "すること"}, {"1", "みほんの会【架空】", "あそぶ。"}}}}
		if _, err := svc.MapGroups(context.Background(), &l, nil); !errors.Is(err, fault.Invalid) {
			t.Errorf("headings that nobody knows: %v", err)
		}
		if l.Mapping, err = svc.MapGroups(context.Background(), &l, by); err != nil {
			t.Fatal(err)
		}
		rep, err := svc.ImportGroups(context.Background(), officer, l)
		if err != nil || rep.Created != 1 {
			t.Fatalf("%v %+v", err, rep)
		}
		if o, err := svc.Record(context.Background(), rep.Outcomes[0].Organization); err != nil || o.Address.CityCode != "35204" || o.Purpose != "あそぶ。" {
			t.Errorf("%v %+v", err, o)
		}
		if got := importList(t, svc, l); got.Unchanged != 1 { // next year nobody has to tell again
			t.Errorf("with the kept mapping: %s", tally(got))
		}
		if _, err := register.ReadGroupMapping("なにか\tなまえ"); !errors.Is(err, fault.Invalid) {
			t.Errorf("an unknown column: %v", err)
		}
	})
}
