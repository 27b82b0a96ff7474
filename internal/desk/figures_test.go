package desk

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func TestFiguresAreAPlainRecountOfTheirRows(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		// 23 November 2026: 0 and 20 days ago are November, 40 is October, 250 is the fiscal year before.
		kinds, towns := []string{"G2", "P1", "M1"}, []string{"35203", "35208", ""}
		var listings []string
		for i, days := range []int{1, 20, 40, 250, 2, 41} {
			direction := []string{"offer", "need"}[i%2]
			listings = append(listings, w.listing(direction, "open", kinds[i%3], towns[i%3], days, ""))
		}
		reply := func(days int) string { return sqldb.Stamp(db.Now().AddDate(0, 0, -days)) }
		w.inquiry(listings[0], w.asker, "asker", 1, 0, "", "first_reply_at", reply(0), "channel", "phone")
		w.inquiry(listings[1], w.asker, "owner", 10, 0, "", "first_reply_at", reply(7), "meeting_at", "2026-11-20T10:00")
		w.inquiry(listings[2], w.asker, "", 35, 0, "", "state", "declined", "closed_at", reply(20), "code", "R06")
		w.inquiry(listings[3], w.asker, "", 240, 0, "", "state", "silent", "closed_at", reply(238), "code", "R12")
		w.update(func(tx *sqldb.Tx) error {
			for i, handed := range []string{"2026-11-10", "2026-10-31", ""} {
				_, err := tx.Exec(`INSERT INTO collaboration (id, weight, stage, outcome, code, note, title, kind, listing_id, inquiry_id, reservation_id, giver_id, receiver_id, quantity, unit,
					merit_giver, merit_receiver, terms, due_on, agreed_at, handed_on, handed_quantity, reported_at, closed_at, channel, owner_post, version, created_at, updated_at)
					VALUES `+sqldb.Values(1, 29), w.svc.IDs.New(tx.Now), "light", "S7", "", "", "", "机", "G2", listings[i], "", "", string(w.giver), string(w.asker), 3, "台",
					"", "", "{}", "2026-12-01", tx.Now.AddDate(0, 0, -30*i), handed, 3+i, "", "", "web", "", 1, tx.Now, tx.Now)
				if err != nil {
					return err
				}
			}
			for _, v := range []struct {
				listing, day string
				views        int
			}{{listings[0], "2026-11-10", 5}, {listings[1], "2026-10-01", 3}, {listings[3], "2026-03-31", 9}} {
				if _, err := tx.Exec(`INSERT INTO listing_view (listing_id, day, views) VALUES ($1, $2, $3)`, v.listing, v.day, v.views); err != nil {
					return err
				}
			}
			return nil
		})
		year := Span{Year: term.FiscalYear(2026)}
		november := Span{Year: term.FiscalYear(2026), Month: 11}
		for _, c := range []struct {
			name string
			span Span
			want map[Measure]int
			med  int
		}{
			{"the year", year, map[Measure]int{Offers: 3, Needs: 2, NeedsAsked: 1, Asked: 3, Replied: 2, Met: 1, Agreed: 3, Refused: 1, Handed: 2, Unused: 1, Views: 8, Companies: 0}, 2},
			{"November", november, map[Measure]int{Offers: 2, Needs: 1, NeedsAsked: 1, Asked: 2, Replied: 2, Met: 1, Agreed: 1, Refused: 1, Handed: 1, Unused: 1, Views: 5, Companies: 0}, 2},
		} {
			f, err := w.svc.Figures(t.Context(), c.span)
			if err != nil {
				t.Fatal(err)
			}
			got := map[Measure]int{}
			for _, m := range Measures() {
				rows, more, err := w.svc.Rows(t.Context(), Everything(), m, c.span, RowFilter{})
				if err != nil || more {
					t.Fatal(m, more, err)
				}
				total := 0
				for _, e := range rows {
					total += e.Counts(m)
				}
				if got[m] = f.Count(m); got[m] != total {
					t.Errorf("%s, %s: the number is %d, its rows are %d", c.name, m, got[m], total)
				}
				for key, by := range map[string]map[string]int{"kind": f.By(m, func(x Cell) string { return string(x.Kind) }), "month": f.By(m, func(x Cell) string { return strconv.Itoa(x.Month) }),
					"city": f.By(m, func(x Cell) string { return x.City }), "channel": f.By(m, func(x Cell) string { return x.Channel })} {
					plain := map[string]int{}
					for _, e := range rows {
						plain[map[string]string{"kind": string(e.Kind), "month": strconv.Itoa(e.On.Month()), "city": e.City, "channel": e.Channel}[key]] += e.Counts(m)
					}
					if m == Companies {
						continue // counted at the end of the period, whenever they came
					}
					if d := cmp.Diff(plain, by); d != "" {
						t.Errorf("%s, %s by %s (-recount +figure):\n%s", c.name, m, key, d)
					}
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, d)
			}
			if f.Median != c.med {
				t.Errorf("%s: the median is %d days, want %d", c.name, f.Median, c.med)
			}
		}
		f, err := w.svc.Figures(t.Context(), year)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]Sum{{"台", 7}}, f.Given); d != "" {
			t.Errorf("given (-want +got):\n%s", d)
		}
		rows, _, err := w.svc.Rows(t.Context(), Everything(), Offers, year, RowFilter{Kind: "G2"})
		if err != nil || len(rows) != 1 || rows[0].ID != listings[0] {
			t.Error(rows, err)
		}
		if _, _, err := w.svc.Rows(t.Context(), Everything(), Consulted, year, RowFilter{}); err == nil {
			t.Error("the consultations of both books can be opened")
		}
	})
}

func TestAgedListingsAndTheNextTown(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		var ids []string
		for _, days := range []int{13, 14, 30, 61} {
			ids = append(ids, w.listing("offer", "open", "G2", "35206", days, ""))
		}
		w.listing("offer", "open", "D1", "35206", 90, "") // held ready, so nobody asks
		asked := w.listing("offer", "open", "G2", "35206", 70, "")
		w.inquiry(asked, w.asker, "owner", 1, 0, "")
		list, err := w.svc.Aged(t.Context(), Everything(), 14)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range list {
			got = append(got, a.ID+" "+strconv.Itoa(a.Days))
		}
		if d := cmp.Diff([]string{ids[3] + " 61", ids[2] + " 30", ids[1] + " 14"}, got); d != "" {
			t.Errorf("aged (-want +got):\n%s", d)
		}
		if n := Neighbours("35206", term.Of(db.Now())); len(n) != 5 || n[0].Code != "35203" {
			t.Errorf("the neighbours of 防府市 are %v", n)
		}
		w.update(func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE listing SET area = '["35206"]' WHERE id = $1`, ids[3])
			return err
		})
		if err := w.svc.SendNext(t.Context(), w.coordinator.by(), ids[3], "35203", says()); err != nil {
			t.Fatal(err)
		}
		l, err := w.svc.Bank.Listing(t.Context(), ids[3])
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"35203", "35206"}, l.Cities); d != "" {
			t.Errorf("the listing reaches (-want +got):\n%s", d)
		}
		if n := w.count(`SELECT count(*) FROM mail WHERE kind = 'desk.neighbours' AND person = $1`, string(w.intermediary.person)); n != 1 {
			t.Errorf("%d mails to the next town, want 1", n)
		}
		if err := w.svc.SendNext(t.Context(), w.coordinator.by(), ids[3], "13101", says()); err == nil {
			t.Error("sent outside the prefecture")
		}
		w.update(func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE listing SET audience = 'center' WHERE id = $1`, ids[2])
			return err
		})
		if err := w.svc.SendNext(t.Context(), w.coordinator.by(), ids[2], "35203", says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("what the centre keeps is sent to the next town: %v", err)
		}
	})
}
