package account_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

func parse(t *testing.T, csv string) account.Transfer {
	t.Helper()
	return must(account.ParseTransfer(t.Context(), strings.NewReader(csv)))(t)
}

func TestParseTransfer(t *testing.T) {
	csv := "職員メール,氏名,カナ,旧職,新職,発令日\r\n" +
		"a@example.jp,青木 一,アオキ ハジメ,県民生活課 主査,,令和9年4月1日\r\n" +
		"\r\n" +
		"b@example.jp,馬場 二,,,県民生活課 主査,2027/4/1\r\n"
	want := account.Transfer{Rows: []account.TransferRow{
		{Line: 2, Mail: "a@example.jp", Name: "青木 一", Kana: "アオキ ハジメ", From: "県民生活課 主査", On: term.On(2027, 4, 1)},
		{Line: 4, Mail: "b@example.jp", Name: "馬場 二", To: "県民生活課 主査", On: term.On(2027, 4, 1)},
	}}
	cp932, _ := text.EncodeCP932(csv)
	for name, file := range map[string][]byte{"UTF-8": []byte(csv), "BOM": []byte("\uFEFF" + csv), "CP932": cp932} {
		got, err := account.ParseTransfer(t.Context(), bytes.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(name, "(-want +got)", diff)
		}
	}
	split := parse(t, "職員ID,旧所属,旧職名,新所属,新職名,発令日\n12345678,県民生活課,主査,労働政策課,主幹,R9.4.1\n")
	if r := split.Rows[0]; r.From != "県民生活課 主査" || r.To != "労働政策課 主幹" || r.Number != "12345678" {
		t.Errorf("columns of their own: %+v", r)
	}
	for csv, field := range map[string]string{
		"":               "line1",
		"氏名,新職\nx,y\n":   "line1",
		"職員メール,新職,発令日\n": "line2",
		"職員メール,新職,発令日\n,主査,R9.4.1\na@example.jp,主査,いつか\n": "line3",
		"職員メール,新職,発令日\na@example.jp,,R9.4.1\n":            "line2",
	} {
		_, err := account.ParseTransfer(t.Context(), strings.NewReader(csv))
		var f fault.Fields
		if !errors.As(err, &f) || f.Says(field) == "" {
			t.Errorf("%q: %v", csv, err)
		}
	}
}

// TestTransferOf500 moves 500 people, half of them new, on 1 April, and looks at the second before
// and at 00:00 in Japan.
func TestTransferOf500(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		var csv strings.Builder
		csv.WriteString("職員メール,氏名,旧職,新職,発令日\n")
		var first account.PersonID
		for i := range 250 {
			w.post(fmt.Sprint("課", i), "主査", "", "PREF_DEPT")
		}
		posts := map[int]account.PostID{}
		w.view(func(tx *sqldb.Tx) error {
			list, err := w.Offices(tx)
			for _, o := range list {
				var n int
				fmt.Sscanf(o.Unit, "課%d", &n)
				posts[n] = o.ID
			}
			return err
		})
		for i := range 250 {
			id := w.person(fmt.Sprint("職員", i), fmt.Sprintf("p%d@example.jp", i))
			if i == 0 {
				first = id
			}
			w.appoint(posts[i], id)
			fmt.Fprintf(&csv, "p%d@example.jp,,課%d 主査,課%d　主査,R9.4.1\n", i, i, (i+1)%250)
			fmt.Fprintf(&csv, "n%d@example.jp,新人%d,,%s,2027-04-01\n", i, i, posts[i])
		}
		transfer := parse(t, csv.String())
		plan := must(w.PlanTransfer(ctx, officer, transfer))(t)
		if plan.New != 250 || plan.Ends != 250 || plan.Starts != 500 || plan.Refusable != 0 || len(plan.Rows) != 500 {
			t.Fatalf("plan: new %d ends %d starts %d refused %d of %d: %+v", plan.New, plan.Ends, plan.Starts, plan.Refusable, len(plan.Rows), plan.Rows[0])
		}
		if n := w.actions("transfer.apply", "tenure.end"); len(n) != 0 {
			t.Errorf("the dry run wrote %v", n)
		}
		began := time.Now()
		must(w.ApplyTransfer(ctx, officer, transfer))(t)
		took := time.Since(began)
		t.Logf("%s: 500 people in %s", w.DB.Engine(), took.Round(time.Millisecond))
		if took > 5*time.Second {
			t.Errorf("500 people took %s, want at most 5 s", took)
		}
		if again := must(w.PlanTransfer(ctx, officer, transfer))(t); again.Unchanged != 500 {
			t.Errorf("the same once more: %d rows unchanged, want 500; %+v", again.Unchanged, again.Rows[0])
		}
		held := func() string {
			p := must(w.Load(ctx, w.session(first)))(t)
			var list []string
			for _, h := range p.Holdings {
				list = append(list, h.Unit)
			}
			return strings.Join(list, ",")
		}
		midnight := time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC)
		w.clock.set(midnight.Add(-time.Second))
		if got := held(); got != "課0" {
			t.Errorf("in the last second of March: %q", got)
		}
		w.clock.set(midnight)
		if got := held(); got != "課1" {
			t.Errorf("at 00:00 of 1 April: %q", got)
		}
	})
}

func TestARefusedRowStopsAll(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a, b := w.post("県民生活課", "主査", "", "PREF_LEAD"), w.post("県民生活課", "主事", "", "PREF_DEPT")
		w.post("労働政策課", "主事", "", "PREF_DEPT")
		w.post("労働政策課", "主事", "", "PREF_DEPT")
		id := w.person("青木", "a@example.jp")
		w.appoint(a, id)
		gone := w.person("停止", "s@example.jp")
		if err := w.Suspend(ctx, officer, gone, "退職"); err != nil {
			t.Fatal(err)
		}
		head := "職員メール,職員ID,氏名,旧職,新職,発令日\n"
		for row, refused := range map[string]bool{
			"a@example.jp,,,県民生活課主査,県民生活課主事,R9.4.1":                                    false,
			"a@example.jp,,,県民生活課主事,,R9.4.1":                                           true, // does not hold it
			"x@example.jp,,,,県民生活課主事,R9.4.1":                                           true, // new, without a name
			"x@example.jp,,新人,,県民生活課主事,R9.4.1":                                         false,
			",99999999,,,県民生活課主事,R9.4.1":                                               true, // nobody has this number
			"s@example.jp,,,,県民生活課主事,R9.4.1":                                           true, // suspended
			"a@example.jp,,,,労働政策課主事,R9.4.1":                                           true, // two posts of one name
			"a@example.jp,,,,なにもない課,R9.4.1":                                            true,
			"a@example.jp,,,,県民生活課主事,R9.4.1\na@example.jp,,,," + string(b) + ",R9.4.1": true, // twice
		} {
			transfer := parse(t, head+row+"\n")
			plan := must(w.PlanTransfer(ctx, officer, transfer))(t)
			if (plan.Refusable > 0) != refused {
				t.Errorf("%q: %+v", row, plan.Rows)
			}
			if !refused {
				continue
			}
			both := parse(t, head+"a@example.jp,,,県民生活課主査,,R9.4.1\n"+row+"\n")
			if _, err := w.ApplyTransfer(ctx, officer, both); !errors.Is(err, fault.Invalid) {
				t.Errorf("%q is applied: %v", row, err)
			}
		}
		w.view(func(tx *sqldb.Tx) error {
			held, err := w.TenuresOf(tx, id)
			if len(held) != 1 || !held[0].Until.IsZero() {
				t.Errorf("tenures after refused files: %+v", held)
			}
			return err
		})
	})
}

func TestHandOverAndOrphans(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		post, other := w.post("県民生活課", "主査", "", "PREF_LEAD"), w.post("県民生活課", "主事", "", "PREF_DEPT")
		id := w.person("青木", "a@example.jp")
		tenure := must(w.Appoint(ctx, officer, post, id, term.On(2026, 4, 1), term.Date{}))(t)
		w.Matters = append(w.Matters, func(_ *sqldb.Tx, p account.PostID) ([]account.Matter, error) {
			if p != post {
				return nil, nil
			}
			return []account.Matter{{Title: "後", Owner: p}, {Title: "先", Due: term.On(2026, 12, 1), Owner: p}}, nil
		})
		orphans := func() []account.Orphan {
			list := []account.Orphan{}
			w.view(func(tx *sqldb.Tx) (err error) {
				list, err = w.Orphans(tx, term.Of(tx.Now))
				return err
			})
			return list
		}
		if list := orphans(); len(list) != 0 {
			t.Errorf("a post with a holder is an orphan: %+v", list)
		}
		if err := w.EndTenure(ctx, officer, tenure, term.On(2026, 11, 22), "異動"); err != nil {
			t.Fatal(err)
		}
		if list := orphans(); len(list) != 1 || list[0].Post.ID != post || len(list[0].Matters) != 2 {
			t.Errorf("orphans %+v", list)
		}
		w.view(func(tx *sqldb.Tx) error {
			h, err := w.HandOver(tx, post)
			if err != nil || len(h.Holders) != 0 || len(h.Past) != 1 || h.Past[0].Person.Name != "青木" || h.Matters[0].Title != "先" {
				t.Errorf("hand-over %+v, %v", h, err)
			}
			return nil
		})
		told := 0
		look := w.OnOrphans(func(_ *sqldb.Tx, list []account.Orphan) error { told += len(list); return nil })
		if err := w.DB.Update(ctx, func(tx *sqldb.Tx) error { told = 0; return look(tx, "") }); err != nil || told != 1 {
			t.Errorf("told of %d orphans, %v", told, err)
		}
		w.view(func(tx *sqldb.Tx) error {
			at, _, err := sqldb.One(tx, sqldb.Text, `SELECT due_at FROM due WHERE kind = 'account.orphans'`)
			if at != "2026-11-23T21:00:00.000000Z" {
				t.Errorf("the next look is at %q", at)
			}
			return err
		})
		// Suspended, or another post of the person: neither is a holder.
		w.appoint(other, id)
		w.appoint(post, w.person("馬場", ""))
		if list := orphans(); len(list) != 0 {
			t.Errorf("orphans %+v", list)
		}
	})
}

func TestInventory(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		a, b := w.withPassword("毎日", "a@example.jp"), w.person("来ない", "b@example.jp")
		post := w.post("課", "主査", "", "PREF_LEAD", "AUDITOR")
		w.appoint(post, a)
		w.appoint(post, b)
		w.appoint(w.post("【架空】団体", "代表", "org1", "GRP_OWNER"), b)
		w.enrol(a)
		list := func(all bool) map[string]string {
			m := map[string]string{}
			w.view(func(tx *sqldb.Tx) error {
				rights, err := w.Inventory(tx, all)
				for _, r := range rights {
					m[r.Post.Unit+r.Person.Name] = fmt.Sprint(r.Unused, r.Stale, r.NoMFA, len(r.Post.Roles))
				}
				return err
			})
			return m
		}
		w.clock.turn(44 * 24 * time.Hour)
		w.session(a)
		w.clock.turn(24 * time.Hour)
		if diff := cmp.Diff(map[string]string{"課毎日": "false false false 2", "課来ない": "true false true 2"}, list(false)); diff != "" {
			t.Error("after 45 days (-want +got)", diff)
		}
		w.clock.turn(45 * 24 * time.Hour)
		if diff := cmp.Diff(map[string]string{"課毎日": "true false false 2", "課来ない": "true true true 2", "【架空】団体来ない": "true true true 1"}, list(true)); diff != "" {
			t.Error("after 90 days (-want +got)", diff)
		}
	})
}
