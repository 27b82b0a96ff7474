package policy_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var says = policy.Says{Item: "item", Body: "body", Same: "same", Nothing: "nothing", Date: "date", Why: "why", WhyLong: "long"}

var officer = audit.By{Actor: "p9", Post: "post9", Session: "s9", Request: "r9"}

func service(db *sqldb.DB) *policy.Service {
	ids := &id.Source{}
	return policy.New(db, ids, audit.Log{IDs: ids})
}

// running moves the running of the bank's system: with it goes the approval of applications.
func running(from, to string, on term.Date) policy.Move {
	return policy.Move{Item: "bank", Kind: "O", From: from, To: to, On: on, Why: "理由", Post: "県民生活課 主任"}
}

// may says which bodies may approve an application at a moment.
func may(r *policy.Rules, at time.Time) (bodies []string) {
	for role, body := range map[string]string{"PREF_LEAD": policy.Prefecture, "CENTER_ADMIN": policy.Center, "FOUND_STAFF": policy.Foundation} {
		o := policy.Object{Kind: "application", State: "submitted", By: "other"}
		if r.Decide(holder(role, account.OfPrefecture, ""), policy.ApplicationApprove, o, at).Allowed() {
			bodies = append(bodies, body)
		}
	}
	slices.Sort(bodies)
	return bodies
}

func change(t *testing.T, s *policy.Service, m policy.Move) string {
	t.Helper()
	v, err := s.Change(context.Background(), officer, m, says)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func fresh(t *testing.T, s *policy.Service) *policy.Rules {
	t.Helper()
	r, err := s.Fresh(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRightsFollowAtMidnight(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s := service(db)
		day := term.Of(dbtest.Now()).AddDays(10)
		version := change(t, s, running(policy.Center, policy.Prefecture, day))
		rules, midnight := fresh(t, s), day.Time()
		for _, tt := range []struct {
			at   time.Time
			want string
		}{
			{dbtest.Now(), policy.Center},
			{midnight.Add(-time.Nanosecond), policy.Center},
			{midnight, policy.Prefecture},
			{midnight.AddDate(5, 0, 0), policy.Prefecture},
		} {
			if diff := cmp.Diff([]string{tt.want}, may(rules, tt.at)); diff != "" {
				t.Errorf("who approves at %s (-want +got):\n%s", tt.at, diff)
			}
		}
		list, err := s.Versions(context.Background())
		if err != nil || len(list) != 2 {
			t.Fatalf("%d versions, %v", len(list), err)
		}
		got := list[0]
		if got.Version != version || got.From != day || got.Reason != "理由" || got.Post != "県民生活課 主任" || !got.Recorded.Equal(dbtest.Now()) {
			t.Errorf("recorded %s of %s for %q by %q at %s", got.Version, got.From, got.Reason, got.Post, got.Recorded)
		}
		moved := list[1].Moves(list[0])
		if len(moved) != 1 || moved[0].Duty.Text != "【システム運用管理】" || moved[0].To != policy.Prefecture {
			t.Errorf("moved %+v", moved)
		}
		if list[1].Print() != policy.PlanMatrix().Print() {
			t.Error("the plan's own version changed")
		}
		err = db.View(context.Background(), func(tx *sqldb.Tx) error {
			entries, err := audit.Of(tx, "matrix")
			if err != nil {
				return err
			}
			if len(entries) != 1 || entries[0].Action != audit.PermissionChange || entries[0].Actor != officer.Actor || entries[0].Reason != "理由" ||
				!strings.Contains(entries[0].Detail, "from=center to=prefecture kind=O on="+day.String()) {
				t.Errorf("the log has %+v", entries)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestVersionsOfOneDayAndOfLaterDays(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s := service(db)
		today := term.Of(dbtest.Now())
		holders := func(item, kind string, on term.Date) (list []string) {
			m := fresh(t, s).Matrix(on)
			for _, b := range policy.Bodies() {
				if m.Holds(b, item, kind) {
					list = append(list, b)
				}
			}
			return list
		}
		// Two of one day: both count, the last one on top of the first.
		change(t, s, running(policy.Center, policy.Foundation, today))
		change(t, s, running(policy.Foundation, policy.Prefecture, today))
		if diff := cmp.Diff([]string{policy.Prefecture}, may(fresh(t, s), dbtest.Now())); diff != "" {
			t.Errorf("today (-want +got):\n%s", diff)
		}
		// One for next month, then one for next week: next month has both.
		month, week := today.AddDays(30), today.AddDays(7)
		change(t, s, policy.Move{Item: "forum", From: policy.Center, To: policy.Prefecture, On: month, Why: "来月"})
		change(t, s, policy.Move{Item: "guidebook", Kind: "F", From: policy.Foundation, To: policy.Center, On: week, Why: "来週"})
		for _, tt := range []struct {
			item, kind string
			on         term.Date
			want       string
		}{
			{"forum", "C", month.AddDays(-1), policy.Center},
			{"forum", "C", month, policy.Prefecture},
			{"guidebook", "F", week.AddDays(-1), policy.Foundation},
			{"guidebook", "F", week, policy.Center},
			{"guidebook", "F", month, policy.Center},
			{"bank", "O", month, policy.Prefecture},
			{"bank", "O", today.AddDays(-1), policy.Center},
		} {
			if diff := cmp.Diff([]string{tt.want}, holders(tt.item, tt.kind, tt.on)); diff != "" {
				t.Errorf("%s %s on %s (-want +got):\n%s", tt.item, tt.kind, tt.on, diff)
			}
		}
	})
}

func TestChangeRefuses(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s := service(db)
		today := term.Of(dbtest.Now())
		good := running(policy.Center, policy.Prefecture, today)
		for _, tt := range []struct {
			name, field, says string
			change            func(*policy.Move)
		}{
			{"an item that is not there", "item", "item", func(m *policy.Move) { m.Item = "none" }},
			{"a body that is not there", "from", "body", func(m *policy.Move) { m.From = "none" }},
			{"no body", "to", "body", func(m *policy.Move) { m.To = "" }},
			{"the same body", "to", "same", func(m *policy.Move) { m.To = m.From }},
			{"a duty that the body has not", "from", "nothing", func(m *policy.Move) { m.Kind = "A" }},
			{"no date", "on", "date", func(m *policy.Move) { m.On = term.Date{} }},
			{"a past date", "on", "date", func(m *policy.Move) { m.On = today.AddDays(-1) }},
			{"no reason", "why", "why", func(m *policy.Move) { m.Why = "" }},
			{"a long reason", "why", "long", func(m *policy.Move) { m.Why = strings.Repeat("理", 501) }},
		} {
			m := good
			tt.change(&m)
			_, err := s.Change(context.Background(), officer, m, says)
			var f fault.Fields
			if !errors.As(err, &f) || f.Says(tt.field) != tt.says {
				t.Errorf("%s: %v, want %s: %s", tt.name, err, tt.field, tt.says)
			}
		}
		list, err := s.Versions(context.Background())
		if err != nil || len(list) != 1 || policy.State(list) != "changes-0" {
			t.Fatalf("after refusals: %d versions, state %s, %v", len(list), policy.State(list), err)
		}
		good.Seen = policy.State(list)
		change(t, s, good)
		again := running(policy.Prefecture, policy.Foundation, today)
		again.Seen = good.Seen
		if _, err := s.Change(context.Background(), officer, again, says); !errors.Is(err, fault.Conflict) {
			t.Errorf("a change of what was seen before another change: %v, want a conflict", err)
		}
		again.Seen = "changes-1"
		change(t, s, again)
	})
}

func TestAReportIsKeptByDuty(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), context.Background()
		words := policy.ReportSays{Missing: "missing", Long: "long", NextLong: "next"}
		for _, tt := range []struct {
			r     policy.Report
			field string
		}{
			{policy.Report{}, "content"},
			{policy.Report{Content: strings.Repeat("あ", policy.MaxReport+1)}, "content"},
			{policy.Report{Content: "x", Next: strings.Repeat("あ", policy.MaxNext+1)}, "next"},
		} {
			var f fault.Fields
			if err := s.WriteReport(ctx, officer, tt.r, words); !errors.As(err, &f) || f.Says(tt.field) == "" {
				t.Errorf("%v, want a complaint about %s", err, tt.field)
			}
		}
		due := term.Of(dbtest.Now()).AddDays(30)
		for _, r := range []policy.Report{
			{FiscalYear: 2026, Item: "bank", Kind: "F", Body: policy.Prefecture, Content: "一回目"},
			{FiscalYear: 2026, Item: "bank", Kind: "O", Body: policy.Center, Content: "二回目", Next: "次", Due: due},
			{FiscalYear: 2026, Item: "forum", Kind: "A", Body: policy.Prefecture, Content: "フォーラム"},
			{FiscalYear: 2025, Item: "bank", Kind: "F", Body: policy.Prefecture, Content: "前の年度"},
		} {
			if err := s.WriteReport(ctx, officer, r, words); err != nil {
				t.Fatal(err)
			}
		}
		contents := func(list []policy.Report, err error) (texts []string) {
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				texts = append(texts, r.Content)
			}
			return texts
		}
		if diff := cmp.Diff([]string{"二回目", "一回目"}, contents(s.Reports(ctx, 2026, "bank"))); diff != "" {
			t.Errorf("reports of the bank (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"フォーラム", "二回目"}, contents(s.Latest(ctx, 2026))); diff != "" {
			t.Errorf("latest reports (-want +got):\n%s", diff)
		}
		list, _ := s.Reports(ctx, 2026, "bank")
		if r := list[0]; r.Due != due || r.Kind != "O" || r.Body != policy.Center || r.Next != "次" || r.Actor != "p9" || !r.At.Equal(dbtest.Now()) {
			t.Errorf("kept as %+v", r)
		}
	})
}

// TestTwoChangesAtOnceAreBothKept: neither is built on a table that does not have the other.
func TestTwoChangesAtOnceAreBothKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		one, two := service(dbtest.Open(t, dsn)), service(dbtest.Open(t, dsn))
		today := term.Of(dbtest.Now())
		var wg sync.WaitGroup
		var errs [2]error
		wg.Go(func() {
			_, errs[0] = one.Change(t.Context(), officer, running(policy.Center, policy.Prefecture, today), says)
		})
		wg.Go(func() {
			_, errs[1] = two.Change(t.Context(), officer, policy.Move{Item: "forum", From: policy.Center, To: policy.Foundation, On: today, Why: "理由"}, says)
		})
		wg.Wait()
		m := fresh(t, one).Matrix(today)
		if errs != [2]error{} || !m.Holds(policy.Prefecture, "bank", "O") || !m.Holds(policy.Foundation, "forum", "C") {
			t.Errorf("%v; the table is\n%s", errs, m.Print())
		}
	})
}

// TestAChangeCountsOnTheOtherNodeAtOnce: two processes on one database, neither told by the other.
func TestAChangeCountsOnTheOtherNodeAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		one, two := service(dbtest.Open(t, dsn)), service(dbtest.Open(t, dsn))
		if got := may(fresh(t, two), dbtest.Now()); !slices.Equal(got, []string{policy.Center}) {
			t.Fatalf("before: %v", got)
		}
		from := policy.Center
		for _, to := range []string{policy.Prefecture, policy.Foundation, policy.Center} {
			change(t, one, running(from, to, term.Of(dbtest.Now())))
			if got := may(fresh(t, two), dbtest.Now()); !slices.Equal(got, []string{to}) {
				t.Errorf("the other node lets %v approve, want %s", got, to)
			}
			from = to
		}
	})
}
