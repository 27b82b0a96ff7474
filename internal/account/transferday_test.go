package account_test

import (
	"errors"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// A 発令日 that is over is refused, but 1 April of the year until 1 May.
func TestTransfersAreNotBackdated(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		post := w.post("県民生活課", "主査", "", "PREF_DEPT")
		w.person("青木", "a@example.jp")
		for _, c := range []struct {
			now             term.Date
			on              string
			refused, warned bool
		}{
			{term.On(2027, 4, 10), "2020-04-01", true, false},
			{term.On(2027, 4, 10), "2026-04-01", true, false},
			{term.On(2027, 4, 10), "2027-03-31", true, false},
			{term.On(2027, 4, 10), "2027-04-01", false, true},
			{term.On(2027, 4, 10), "2027-04-02", true, false},
			{term.On(2027, 4, 10), "2027-04-09", true, false},
			{term.On(2027, 4, 10), "2027-04-10", false, false},
			{term.On(2027, 4, 10), "2027-04-11", false, false},
			{term.On(2027, 5, 1), "2027-04-01", false, true},
			{term.On(2027, 5, 2), "2027-04-01", true, false},
			{term.On(2028, 1, 10), "2027-04-01", true, false},
		} {
			w.clock.set(c.now.Time().Add(9 * time.Hour))
			transfer := parse(t, "職員メール,旧職,新職,発令日\na@example.jp,,"+string(post)+","+c.on+"\n")
			r := must(w.PlanTransfer(t.Context(), officer, transfer))(t).Rows[0]
			if (r.Refused != "") != c.refused || (r.Warning != "") != c.warned {
				t.Errorf("%s on %s: refused %q, warning %q", c.on, c.now, r.Refused, r.Warning)
			}
			if !c.refused {
				continue
			}
			if _, err := w.ApplyTransfer(t.Context(), officer, transfer); !errors.Is(err, fault.Invalid) {
				t.Errorf("%s on %s is applied: %v", c.on, c.now, err)
			}
		}
	})
}

// What the log says was done in a post lies within the tenure, however late the file is.
func TestWhatWasDoneLiesInTheTenure(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		old, next := w.post("県民生活課", "主査", "", "PREF_DEPT"), w.post("労働政策課", "主幹", "", "PREF_DEPT")
		people := map[string]account.PersonID{}
		for mail, day := range map[string]int{"worked@example.jp": 7, "idle@example.jp": 0} {
			id := w.person("青木", mail)
			people[mail] = id
			w.appoint(old, id)
			if day > 0 {
				w.clock.set(term.On(2027, 4, day).Time().Add(9 * time.Hour))
				err := w.DB.Update(ctx, func(tx *sqldb.Tx) error {
					return w.Audit.Record(tx, audit.By{Actor: audit.Actor(id), Post: string(old)}.Entry("case.close", "case/1", ""))
				})
				if err != nil {
					t.Fatal(err)
				}
				w.clock.set(term.On(2027, 3, 1).Time())
			}
		}
		w.clock.set(term.On(2027, 4, 10).Time().Add(9 * time.Hour))
		csv := "職員メール,旧職,新職,発令日\nworked@example.jp," + string(old) + "," + string(next) + ",R9.4.1\nidle@example.jp," + string(old) + "," + string(next) + ",R9.4.1\n"
		must(w.ApplyTransfer(ctx, officer, parse(t, csv)))(t)
		for mail, want := range map[string]term.Date{"worked@example.jp": term.On(2027, 4, 7), "idle@example.jp": term.On(2027, 3, 31)} {
			w.view(func(tx *sqldb.Tx) error {
				held, err := w.TenuresOf(tx, people[mail])
				for _, h := range held {
					if h.Tenure.Post == old && h.Until != want {
						t.Errorf("%s: the old post ends on %s, want %s", mail, h.Until, want)
					}
				}
				if len(held) != 2 {
					t.Errorf("%s: tenures %+v", mail, held)
				}
				return err
			})
		}
		if again := must(w.PlanTransfer(ctx, officer, parse(t, csv)))(t); again.Unchanged != 2 {
			t.Errorf("the same once more: %+v", again)
		}
	})
}
