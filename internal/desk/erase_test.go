package desk

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestAPersonIsErasedFromTheConsultations(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		w.svc.People.Erasing = append(w.svc.People.Erasing, w.svc.Erase)
		person, err := w.svc.People.CreatePerson(t.Context(), audit.By{Actor: audit.System}, account.PersonInput{Name: "周防花子", Email: "hanako@example.jp", Phone: "083-922-1111"})
		if err != nil {
			t.Fatal(err)
		}
		theirs := note("center", "周防さんから。折り返しは083-922-1111まで。")
		theirs.Caller, theirs.Response = "周防花子 083-922-1111", "hanako@example.jp に送った"
		others := note("center", "長門さんから。折り返しは083-922-2222まで。")
		others.Caller = "長門太郎 083-922-2222"
		var ids []string
		for _, n := range []Note{theirs, others} {
			nid, err := w.svc.Log(t.Context(), w.coordinator.by(), n, says())
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, nid)
		}
		if err := w.svc.People.Erase(t.Context(), audit.By{Actor: audit.System}, person, "本人の希望"); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, nid := range ids {
			n, err := w.svc.Note(t.Context(), nid)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, n.Caller, n.Content, n.Response)
		}
		if d := cmp.Diff([]string{"", "–", "–", others.Caller, others.Content, ""}, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if n := w.count(`SELECT count(*) FROM audit_personal WHERE content LIKE '%hanako%' OR content LIKE '%922-1111%'`); n != 0 {
			t.Errorf("%d entries of the log still have it", n)
		}
	})
}
