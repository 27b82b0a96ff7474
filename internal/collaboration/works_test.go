package collaboration

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var system = audit.By{Actor: audit.System}

// The sides of the test.
const (
	giver    register.ID = "giver"
	receiver register.ID = "receiver"
)

// works are the collaborations of a giver and a receiver, each with one person who gets mail, with a clock
// that a test moves.
type works struct {
	*Service
	t     *testing.T
	queue *jobs.Queue
	now   atomic.Int64 // nanoseconds
	seen  int          // mails that the test has seen
	late  int          // how often the coordinators were told
	freed []string     // inquiries whose share went back
}

// each runs f with works on both engines.
func each(t *testing.T, f func(t *testing.T, w *works)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, dsn string) { f(t, newWorks(t, dsn)) })
}

func newWorks(t *testing.T, dsn string) *works {
	t.Helper()
	w := &works{t: t}
	w.now.Store(dbtest.Now().UnixNano())
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return time.Unix(0, w.now.Load()).UTC() }, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	w.queue = jobs.New(db, slog.New(slog.DiscardHandler))
	frame := mail.Frame{SiteName: "見本", SiteNameEn: "Sample", BaseURL: "https://kyodo.example.jp"}
	people := &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame}
	w.Service = &Service{DB: db, IDs: ids, Audit: log, People: people, Frame: frame, Calendar: term.LocalGovernment(),
		Mail: &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: w.queue, Sender: mail.Recorder{}, Host: "kyodo.example.jp"},
		Late: func(tx *sqldb.Tx, _ *Collaboration) error {
			tx.AfterCommit(func() { w.late++ })
			return nil
		},
		Ending: []func(*sqldb.Tx, audit.By, *Collaboration) error{func(tx *sqldb.Tx, _ audit.By, c *Collaboration) error {
			tx.AfterCommit(func() { w.freed = append(w.freed, c.Inquiry) })
			return nil
		}}}
	w.Work(w.queue)
	w.ok(db.Update(t.Context(), func(tx *sqldb.Tx) error {
		for _, org := range []register.ID{giver, receiver} {
			person, err := people.CreatePersonTx(tx, system, account.PersonInput{Name: "周防 花子", Email: string(org) + "@example.jp"})
			if err != nil {
				return err
			}
			post, err := people.CreatePostTx(tx, system, account.PostInput{Unit: "試験", Title: "担当", Scope: account.Scope{Kind: account.OfOrganization, ID: string(org)}, Roles: []string{"GRP_OWNER"}})
			if err != nil {
				return err
			}
			if _, err := people.AppointTx(tx, system, post, person, term.Date{}, term.Date{}); err != nil {
				return err
			}
		}
		return nil
	}))
	w.mails()
	return w
}

func (w *works) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *works) today() term.Date { return term.Of(w.DB.Now()) }

func says() *Says {
	return &Says{Day: "day", FutureDay: "future", Quantity: "quantity", BodyMissing: "body", Score: "score", CodeMissing: "code", NoteMissing: "note", Already: "already",
		Long: func(int) string { return "long" }}
}

// begin begins a collaboration about ten chairs.
func (w *works) begin(due term.Date) (cid string) {
	w.t.Helper()
	w.ok(w.DB.Update(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		cid, err = w.Begin(tx, system, Collaboration{Title: "会議いすの寄贈", Kind: "G2", Listing: "l1", Inquiry: "q1", Giver: giver, Receiver: receiver, Quantity: 10, Unit: "脚", Due: due})
		return err
	}))
	return cid
}

// at is a collaboration as it stands.
func (w *works) at(cid string) Collaboration {
	w.t.Helper()
	c, err := w.ByID(w.t.Context(), cid)
	w.ok(err)
	return c
}

// deeds are all that anybody can do with a collaboration, with nothing wrong in the form.
func (w *works) deeds() map[string]func(cid string, version int64) error {
	ctx := w.t.Context()
	review := func(side Side) func(string, int64) error {
		return func(cid string, version int64) error {
			return w.Review(ctx, system, cid, version, Feedback{Side: side, Merit: 5, Relation: 4, Again: true}, says())
		}
	}
	return map[string]func(cid string, version int64) error{
		"hand over": func(cid string, version int64) error {
			return w.HandOver(ctx, system, cid, version, w.today(), 10, says())
		},
		"report": func(cid string, version int64) error {
			return w.Report(ctx, system, cid, version, Report{Body: "役に立ちました。", By: Receiver}, says())
		},
		"giver's feedback":    review(Giver),
		"receiver's feedback": review(Receiver),
		"call off":            func(cid string, version int64) error { return w.End(ctx, system, cid, version, "R14", "", says()) },
		"assign": func(cid string, _ int64) error {
			return w.DB.Update(ctx, func(tx *sqldb.Tx) error { return w.Assign(tx, system, cid, "post1") })
		},
	}
}

// in begins a collaboration and does some deeds with it.
func (w *works) in(did ...string) (cid string) {
	w.t.Helper()
	cid = w.begin(term.Date{})
	for _, name := range did {
		w.ok(w.deeds()[name](cid, w.at(cid).Version))
	}
	w.mails()
	return cid
}

// mails are "kind address" of the mails since the last call, sorted, without what all kinds begin with.
func (w *works) mails() (list []string) {
	w.t.Helper()
	w.ok(w.DB.View(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, func(r sqldb.Row) (string, error) {
			var kind, to string
			err := r.Scan(&kind, &to)
			to, _, _ = strings.Cut(to, "@")
			return strings.TrimPrefix(kind, "collaboration.") + " " + to, err
		}, `SELECT kind, to_address FROM mail ORDER BY id`)
		return err
	}))
	list, w.seen = append([]string(nil), list[w.seen:]...), len(list)
	slices.Sort(list)
	return list
}

// jump lets days pass at once and does what is due.
func (w *works) jump(days int) {
	w.t.Helper()
	w.now.Add(int64(days) * int64(24*time.Hour))
	for {
		n, err := w.queue.Tick(w.t.Context())
		w.ok(err)
		if n == 0 {
			return
		}
	}
}

// refusals are "field: text" of what was refused, "conflict" for what is not possible now, the error else.
func refusals(err error) string {
	var f fault.Fields
	switch {
	case err == nil:
		return ""
	case errors.As(err, &f):
		var list []string
		for _, x := range f {
			list = append(list, x.Name+": "+x.Says)
		}
		return strings.Join(list, ", ")
	case errors.Is(err, fault.Conflict):
		return "conflict"
	}
	return err.Error()
}
