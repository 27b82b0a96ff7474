package deskweb

import (
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestTheDeskKeepsWhatTheCentreKeeps: who may not read a listing learns of it neither from the queue nor
// from the ageing board, a case, or the rows behind a number; the number stays whole.
func TestTheDeskKeepsWhatTheCentreKeeps(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		open := w.listing("みんなの机", "35203", 40)
		members := w.listing("会員の机", "35203", 40)
		kept := w.listing("預かりの机", "35203", 40)
		asked := w.listing("預かりのいす", "35203", 40)
		draft := w.listing("確認中の机", "35203", 40)
		qid := w.inquiry(asked, 30)
		err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
			for _, q := range []string{`UPDATE listing SET audience = 'center' WHERE title LIKE '預かり%'`, `UPDATE listing SET audience = 'registered' WHERE title LIKE '会員%'`,
				`UPDATE listing SET state = 'checking' WHERE title LIKE '確認中%'`} {
				if _, err := tx.Exec(q); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name   string
			who    account.PersonID
			desk   bool
			titles string // what stands on any page
			hidden int    // rows of /desk/figures/offers without a word
		}{
			{"coordinator", w.coordinator, true, "みんなの机 会員の机 預かりの机 預かりのいす 確認中の机", 0},
			{"prefecture", w.prefecture, true, "みんなの机 会員の机 預かりの机 預かりのいす 確認中の机", 0},
			{"foundation", w.foundation, true, "みんなの机 会員の机", 3},
			{"auditor", w.auditor, false, "みんなの机", 4},
		} {
			b := w.as(c.who)
			var all strings.Builder
			pages := []string{"/desk/figures", "/desk/figures/offers", "/desk/figures/asked", "/desk/figures/offers/rows.csv", "/desk/figures/asked/rows.csv"}
			if c.desk {
				pages = append(pages, "/desk", "/desk.csv", "/desk/ageing")
			}
			for _, page := range pages {
				body := b.get(page, 200)
				all.WriteString(body)
				if page == "/desk/figures/offers" {
					if rows, hidden := strings.Count(body, "<tr>")-1, strings.Count(body, "公開していない掲載"); rows != 5 || hidden != c.hidden {
						t.Errorf("%s: %d rows of which %d say nothing, want 5 and %d", c.name, rows, hidden, c.hidden)
					}
				}
			}
			for _, title := range []string{"みんなの机", "会員の机", "預かりの机", "預かりのいす", "確認中の机"} {
				if got, want := strings.Contains(all.String(), title), strings.Contains(c.titles, title); got != want {
					t.Errorf("%s learns of %s: %v, want %v", c.name, title, got, want)
				}
			}
			if !c.desk {
				continue
			}
			for _, ref := range []string{"listing:" + open, "listing:" + members, "listing:" + kept, "listing:" + draft, "inquiry:" + qid} {
				status := 200
				if c.hidden > 0 && ref != "listing:"+open && ref != "listing:"+members {
					status = 404
				}
				b.get("/desk/cases/"+ref, status)
			}
		}
		b := w.as(w.coordinator)
		if body := b.get("/desk/ageing", 200); strings.Contains(body, "city-"+kept) || !strings.Contains(body, "city-"+open) {
			t.Error("what the centre keeps can be sent to the next town")
		}
	})
}
