package desk

import (
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func TestTheQueueShowsWhatIsLongestBeyondItsPromiseFirst(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		silent := w.listing("offer", "open", "G2", "35203", 40, "")
		aged := w.listing("offer", "open", "G2", "35208", 62, "")
		young := w.listing("need", "open", "G2", "35208", 3, "")
		check := w.listing("offer", "checking", "G2", "35203", 20, "")
		overdue := w.inquiry(silent, w.asker, "owner", 30, 19, "")
		fresh := w.inquiry(young, w.asker, "asker", 1, -6, "")
		noted, err := w.svc.Log(t.Context(), w.coordinator.by(), Note{Body: "center", On: term.On(2026, 11, 20), Channel: "phone", Category: "company", Content: "机がほしい", NextAction: "電話する", NextOn: term.On(2026, 11, 21)}, says())
		if err != nil {
			t.Fatal(err)
		}
		type row struct {
			What   What
			ID     string
			Beyond int
			Waits  string
			Next   Next
			Owner  string
		}
		rows := func(q Queue) (list []row) {
			for _, r := range q.Rows {
				list = append(list, row{r.What, r.Ref.ID, r.BeyondDays, r.WaitsFor, r.Next, r.Owner})
			}
			return list
		}
		want := []row{
			{Ageing, aged, 32, "", NextReword, "東二郎"},
			{Inquiry, overdue, 19, "(特非)ほたるの会", NextPhone, ""},
			{Check, check, 17, "", NextCheck, ""},
			{Consultation, noted, 2, "", NextNoted, "支援一郎"},
			{Inquiry, fresh, -6, "(特非)さくらの会", NextPhone, "東二郎"},
		}
		all := w.queue(Filter{}, w.east.post)
		if d := cmp.Diff(want, rows(all)); d != "" {
			t.Errorf("the queue (-want +got):\n%s", d)
		}
		if d := cmp.Diff(Counts{All: 5, Beyond: 4, Mine: 2, Of: map[What]int{Ageing: 1, Inquiry: 2, Check: 1, Consultation: 1}}, all.Counts); d != "" {
			t.Errorf("counts (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]row{want[0], want[4]}, rows(w.queue(Filter{Mine: []account.PostID{w.east.post}}))); d != "" {
			t.Errorf("of the east (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]row{want[1]}, rows(w.queue(Filter{What: Inquiry, Beyond: true}))); d != "" {
			t.Errorf("inquiries beyond the promise (-want +got):\n%s", d)
		}
	})
}

func TestADeputyHasTheRowsOfTheDaysBetween(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		today := term.Of(db.Now())
		l := w.listing("offer", "open", "G2", "35208", 3, "")
		w.inquiry(l, w.asker, "owner", 9, 1, w.coordinator.post)
		owner := func() (string, bool) { r := w.queue(Filter{}).Rows[0]; return r.Owner, r.Deputy }
		away := func(from, until int) string {
			if err := w.svc.BeAbsent(t.Context(), w.coordinator.by(), Absence{Post: w.coordinator.post, Deputy: w.east.post, From: today.AddDays(from), Until: today.AddDays(until)}, says()); err != nil {
				t.Fatal(err)
			}
			var list []Absence
			err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) { list, err = w.svc.Absences(tx); return err })
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			return list[0].ID
		}
		for _, c := range []struct {
			from, until int
			owner       string
			deputy      bool
		}{{1, 5, "支援一郎", false}, {0, 0, "東二郎", true}, {-3, 4, "東二郎", true}} {
			aid := away(c.from, c.until)
			name, deputy := owner()
			if name != c.owner || deputy != c.deputy {
				t.Errorf("away from %d to %d: %s deputy=%v", c.from, c.until, name, deputy)
			}
			err := db.View(t.Context(), func(tx *sqldb.Tx) error {
				people, err := w.svc.Recipients(tx, w.coordinator.post, "35208")
				if len(people) != 1 || people[0].Name != c.owner {
					t.Errorf("away from %d to %d: mail goes to %v", c.from, c.until, people)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.svc.EndAbsence(t.Context(), w.coordinator.by(), aid); err != nil {
				t.Fatal(err)
			}
		}
		if name, deputy := owner(); name != "支援一郎" || deputy {
			t.Errorf("after all absences: %s %v", name, deputy)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'absence.edit'`); n != 6 {
			t.Errorf("%d entries of absences, want 6", n)
		}
		err := w.svc.BeAbsent(t.Context(), w.coordinator.by(), Absence{Post: w.coordinator.post, Deputy: w.coordinator.post, From: today, Until: today}, says())
		if err == nil {
			t.Error("a post is its own deputy")
		}
	})
}

func TestAssignGivesACaseToAPostThroughItsPackage(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.listing("offer", "open", "G2", "35203", 40, "")
		q := w.inquiry(l, w.asker, "owner", 30, 19, "")
		for _, ref := range []Ref{{OfInquiry, q}, {OfListing, l}} {
			if err := w.svc.Assign(t.Context(), w.coordinator.by(), ref, w.east.post, says()); err != nil {
				t.Fatal(err)
			}
		}
		if r := w.queue(Filter{}).Rows[0]; r.Owner != "東二郎" {
			t.Errorf("the case is of %q", r.Owner)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'desk.assign'`); n != 2 {
			t.Errorf("%d entries, want 2", n)
		}
		if n := w.count(`SELECT count(*) FROM mail WHERE kind = 'desk.assigned' AND person = $1`, string(w.east.person)); n != 2 {
			t.Errorf("%d mails to the new owner, want 2", n)
		}
		if err := w.svc.Assign(t.Context(), w.coordinator.by(), Ref{OfInquiry, q}, w.intermediary.post, says()); err == nil {
			t.Error("a case was given to a post that may not look after it")
		}
		matters := func() (n int) {
			err := db.View(t.Context(), func(tx *sqldb.Tx) error {
				list, err := w.svc.Matters(tx, w.east.post, map[What]string{Inquiry: "問い合わせ"})
				n = len(list)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := matters(); n != 1 {
			t.Errorf("the hand-over page names %d cases, want 1", n)
		}
	})
}

func TestThreeHundredCasesTakeFewStatements(t *testing.T) {
	var n atomic.Int64
	db, err := sqldb.Open(t.Context(), dbtest.SQLite(t), sqldb.Options{Now: dbtest.Now, Statement: func() { n.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := newWorld(t, db)
	more := func(cases int) int64 {
		for range cases {
			l := w.listing("offer", "open", "G2", "35203", 40, "")
			w.inquiry(l, w.asker, "owner", 30, 19, "")
		}
		before := n.Load()
		w.queue(Filter{})
		return n.Load() - before
	}
	few, many := more(30), more(270)
	if many != few || few == 0 || few > 12 {
		t.Errorf("%d statements for 30 cases, %d for 300", few, many)
	}
}
