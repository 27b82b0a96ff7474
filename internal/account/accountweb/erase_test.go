package accountweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// TestOwnErasure: somebody asks for their erasure with a fresh proof, is out at once, and after
// thirty days the data are gone; until then they can be let in again.
func TestOwnErasure(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("消える花子", "gone@example.jp", "")
		b, other := w.browser().in("gone@example.jp"), w.browser().in("gone@example.jp")
		b.get("/my/account")
		for _, says := range []string{`href="/my/account/erase"`, "アカウントを消してほしい", "先に次の管理者（後任）を決めてください"} {
			b.want(http.StatusOK, says)
		}
		w.turn(11 * time.Minute)
		b.get("/my/account/erase")
		b.want(http.StatusSeeOther, "/my/confirm?next=%2Fmy%2Faccount%2Ferase")
		b.post("/my/confirm", "/my/confirm", "password", password)
		for _, lang := range []string{"en", "ja"} {
			b.get("/my/account/erase?lang=" + lang)
		}
		for _, says := range []string{"消えるもの", "残るもの", term.Of(w.now()).AddDays(30).Both()} {
			b.want(http.StatusOK, says)
		}
		b.post("/my/account/erase", "/my/account/erase")
		b.want(http.StatusUnprocessableEntity, `id="errors"`)
		if b.who() == "" {
			t.Fatal("out without having said so")
		}
		mails := len(w.mails)
		b.post("/my/account/erase", "/my/account/erase", "sure", "yes")
		b.want(http.StatusSeeOther, "/sign-in?done=erasure")
		b.get("/sign-in?done=erasure")
		b.want(http.StatusOK, "消去の申出を受け付け")
		if b.who() != "" || other.who() != "" {
			t.Error("a session lives on")
		}
		if len(w.mails) != mails+1 || w.mails[mails].To != "gone@example.jp" || !strings.Contains(w.mails[mails].Text, term.Of(w.now()).AddDays(30).Both()) {
			t.Errorf("the mail: %+v", w.mails[mails:])
		}
		again := w.browser()
		again.post("/sign-in", "/sign-in", "mail", "gone@example.jp", "password", password)
		again.want(http.StatusUnauthorized, "違います")
		due := func() (at string) {
			if err := w.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
				at, _, err = sqldb.One(tx, sqldb.Text, `SELECT due_at FROM due WHERE kind = $1 AND subject = $2`, account.EraseKind, string(id))
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return at
		}
		if want := sqldb.Stamp(term.Of(w.now()).AddDays(30).Time()); due() != want {
			t.Errorf("due at %q, want %q", due(), want)
		}

		// The office lets them in again: the wish is taken back.
		if err := w.Reinstate(ctx, officer, id, "取りやめの申出"); err != nil {
			t.Fatal(err)
		}
		if due() != "" {
			t.Error("still due after the wish was taken back")
		}
		fire := func() {
			if err := w.DB.Update(ctx, func(tx *sqldb.Tx) error { return w.OnErase(tx, string(id)) }); err != nil {
				t.Fatal(err)
			}
		}
		if fire(); w.browser().in("gone@example.jp").who() != "消える花子" {
			t.Error("gone, though taken back")
		}

		b = w.browser().in("gone@example.jp")
		b.post("/my/account/erase", "/my/account/erase", "sure", "yes")
		b.want(http.StatusSeeOther, "/sign-in?done=erasure")
		w.turn(30 * 24 * time.Hour)
		fire()
		fire() // a due row may come twice
		x, err := w.Person(ctx, id)
		if err != nil || x.Status != account.Erased || x.Name+x.Email != "" {
			t.Errorf("after thirty days: %+v, %v", x, err)
		}
	})
}

// TestErasureWaitsForTheHandOver: a member of the staff leaves the post first, and who alone manages
// an organization names a successor.
func TestErasureWaitsForTheHandOver(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("職員", "staff@example.jp", "PREF_DEPT")
		owner := w.person("管理者", "owner@example.jp", "")
		w.Ties = append(w.Ties, func(_ *sqldb.Tx, person account.PersonID) ([]account.Tie, error) {
			if person != owner {
				return nil, nil
			}
			return []account.Tie{{Title: "ほたるの会【架空】", Path: "/my/orgs/o-1/succession"}}, nil
		})
		staff := w.browser().in("staff@example.jp")
		staff.enrol()
		staff.get("/my/account/erase")
		staff.want(http.StatusOK, "県民生活課 職員")
		b := w.browser().in("owner@example.jp")
		b.get("/my/account/erase")
		b.want(http.StatusOK, `href="/my/orgs/o-1/succession"`)
		if strings.Contains(b.now.Body.String(), `name="sure"`) {
			t.Error("offered before the hand-over")
		}
		b.get("/my/account/erase?lang=en")
		for _, x := range []*browser{staff, b} {
			x.post("/my/account/erase", "/my/account/erase", "sure", "yes")
			x.want(http.StatusUnprocessableEntity, `id="errors"`)
			if x.who() == "" {
				t.Error("signed out, though refused")
			}
		}
	})
}
