package bank

import (
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// firm is a bank with a company whose one person gets its mails, and with a clock that a test moves.
type firm struct {
	*Service
	t      *testing.T
	queue  *jobs.Queue
	now    atomic.Int64 // nanoseconds
	org    register.ID
	owner  audit.By
	told   int // mails that a test has seen
	checks int // how often the centre was reminded
}

func newFirm(t *testing.T, dsn string) *firm {
	t.Helper()
	f := &firm{t: t}
	f.now.Store(dbtest.Now().UnixNano())
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return time.Unix(0, f.now.Load()).UTC() }, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	f.Service = service(db)
	f.queue = jobs.New(db, slog.New(slog.DiscardHandler))
	f.Mail = &mail.Outbox{DB: db, IDs: f.IDs, Audit: f.Audit, Queue: f.queue, Sender: mail.Recorder{}, Host: "kyodo.example.jp"}
	f.Frame = mail.Frame{SiteName: "見本", SiteNameEn: "Sample", BaseURL: "https://kyodo.example.jp"}
	f.People = &account.Service{DB: db, IDs: &id.Source{}, Audit: f.Audit, Key: []byte("of the test, thirty-two bytes long")}
	f.Checkers = func(tx *sqldb.Tx, _ *Listing) error {
		tx.AfterCommit(func() { f.checks++ })
		return nil
	}
	f.Work(f.queue)
	f.org = invented(t, f.Service, "【架空】見本商店")
	sys := audit.By{Actor: audit.System}
	person := must(f.People.CreatePerson(t.Context(), sys, account.PersonInput{Name: "周防花子", Email: "hanako@example.jp"}))(t)
	post := must(f.People.CreatePost(t.Context(), sys, account.PostInput{Unit: "見本商店", Title: "担当", Scope: account.Scope{Kind: account.OfOrganization, ID: string(f.org)}, Roles: []string{"CO_OWNER"}}))(t)
	must(f.People.Appoint(t.Context(), sys, post, person, term.Date{}, term.Date{}))(t)
	f.owner = audit.By{Actor: audit.Actor(person)}
	f.told = len(f.mails())
	return f
}

// mails are the kinds of all mails, in order.
func (f *firm) mails() (kinds []string) {
	f.t.Helper()
	err := f.DB.View(f.t.Context(), func(tx *sqldb.Tx) (err error) {
		kinds, err = sqldb.All(tx, sqldb.Text, `SELECT kind FROM mail ORDER BY id`)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return kinds
}

// jump moves the clock by days, does twice what is due then, and fails unless exactly these mails went out.
func (f *firm) jump(days int, want ...string) {
	f.t.Helper()
	f.now.Add(int64(days) * int64(24*time.Hour))
	for range 2 {
		if _, err := f.queue.Tick(f.t.Context()); err != nil {
			f.t.Fatal(err)
		}
	}
	f.sent(want...)
}

func (f *firm) sent(want ...string) {
	f.t.Helper()
	all := f.mails()
	if got := all[f.told:]; !slices.Equal(got, want) {
		f.t.Errorf("on %s: mails %q, want %q", term.Of(f.DB.Now()), got, want)
	}
	f.told = len(all)
}

// in is the state of a listing.
func (f *firm) in(id string, want State) {
	f.t.Helper()
	if l := must(f.Listing(f.t.Context(), id))(f.t); l.State != want {
		f.t.Errorf("on %s: the listing is %s, want %s", term.Of(f.DB.Now()), l.State, want)
	}
}

func (f *firm) begin() string {
	f.t.Helper()
	in := chairs()
	in.Organization = f.org
	return must(f.Begin(f.t.Context(), f.owner, in, says()))(f.t)
}

func (f *firm) version(id string) int64 {
	f.t.Helper()
	return must(f.Listing(f.t.Context(), id))(f.t).Version
}

func (f *firm) publish() string {
	f.t.Helper()
	lid := f.begin()
	f.ok(f.Submit(f.t.Context(), f.owner, lid, 1, says()))
	f.ok(f.Publish(f.t.Context(), f.owner, lid, 2, says()))
	f.sent("bank.published")
	return lid
}

func (f *firm) ok(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// The days of the test: chairs are advertised until 2027-02-28, 97 days after the first.
func TestWhatIsDueHappensOnceHoweverTheClockJumps(t *testing.T) {
	for _, c := range []struct {
		name string
		run  func(f *firm)
	}{
		{"a draft that nobody touches", func(f *firm) {
			lid := f.begin()
			f.jump(75)
			f.jump(1, "bank.draft")
			f.jump(-1)
			f.jump(13)
			f.in(lid, Drafted)
			f.jump(2, "bank.dropped")
			f.in(lid, Withdrawn)
			f.jump(30)
		}},
		{"a draft, and a long sleep", func(f *firm) {
			lid := f.begin()
			f.jump(120, "bank.draft")
			f.in(lid, Drafted)
			f.jump(30, "bank.dropped")
			f.in(lid, Withdrawn)
		}},
		{"a draft that is touched after the warning", func(f *firm) {
			lid := f.begin()
			f.jump(76, "bank.draft")
			l := must(f.Listing(f.t.Context(), lid))(f.t)
			f.ok(f.Save(f.t.Context(), f.owner, lid, 1, "what", l.Content, says()))
			f.jump(30)
			f.in(lid, Drafted)
			f.jump(46, "bank.draft")
		}},
		{"a listing day by day", func(f *firm) {
			lid := f.publish()
			f.jump(66)
			f.jump(1, "bank.warn")
			f.jump(-1)
			f.jump(22)
			f.jump(2, "bank.warn")
			f.jump(6)
			f.in(lid, Open)
			f.jump(1)
			f.in(lid, Open)
			f.jump(1, "bank.expired")
			f.in(lid, Expired)
			f.jump(-1)
			f.jump(30)
			f.ok(f.Renew(f.t.Context(), f.owner, lid, f.version(lid), term.Of(f.DB.Now()).AddDays(60), says()))
			f.in(lid, Open)
			f.jump(31, "bank.warn")
			f.jump(30, "bank.expired")
		}},
		{"a listing, and a long sleep", func(f *firm) {
			lid := f.publish()
			f.jump(120, "bank.expired")
			f.in(lid, Expired)
		}},
		{"a listing, and a sleep over both warnings", func(f *firm) {
			f.publish()
			f.jump(93, "bank.warn")
			f.jump(1)
		}},
		{"a listing that is withdrawn", func(f *firm) {
			lid := f.publish()
			f.ok(f.Withdraw(f.t.Context(), f.owner, lid, 3, "R03", "", says()))
			f.jump(200)
			f.in(lid, Withdrawn)
		}},
		{"a check that takes too long", func(f *firm) {
			lid := f.begin()
			f.ok(f.Submit(f.t.Context(), f.owner, lid, 1, says()))
			f.jump(3)
			if f.checks != 0 {
				f.t.Errorf("the centre is reminded before its time")
			}
			f.jump(30)
			f.jump(-1)
			f.jump(30)
			if f.checks != 1 {
				f.t.Errorf("the centre is reminded %d times", f.checks)
			}
			f.ok(f.Return(f.t.Context(), f.owner, lid, f.version(lid), "写真を足してください。", says()))
			f.sent("bank.returned")
			f.jump(76, "bank.draft")
		}},
		{"a superior who says nothing", func(f *firm) {
			lid := f.begin()
			must(f.AskApproval(f.t.Context(), f.owner, lid, 1, says()))(f.t)
			f.jump(13)
			f.in(lid, Approving)
			f.jump(1, "bank.approval")
			f.in(lid, Drafted)
			f.jump(-1)
			f.jump(30)
			f.jump(47, "bank.draft")
		}},
		{"a superior who approves", func(f *firm) {
			lid := f.begin()
			token := must(f.AskApproval(f.t.Context(), f.owner, lid, 1, says()))(f.t)
			f.jump(5)
			f.ok(f.Decide(f.t.Context(), superior, token, true, "総務部長", "", says()))
			f.sent("bank.approval")
			f.in(lid, Drafted)
			f.jump(30)
			f.ok(f.Submit(f.t.Context(), f.owner, lid, f.version(lid), says()))
			f.in(lid, Checking)
			f.jump(60)
		}},
		{"a form without an account", func(f *firm) {
			ctx := f.t.Context()
			in := OneOffInput{Name: "名乗る店", City: "35203", Person: "周防次郎", Phone: "083-922-0000", Mail: "jiro@example.jp", Kind: codes.Undecided, What: "いすを差し上げます。", Terms: true, Pledge: true}
			token := must(f.OfferOnce(ctx, superior, in, &OneOffSays{}, says()))(f.t)
			f.sent("bank.one-off")
			l := must(f.ByOneOff(ctx, token))(f.t)
			f.in(l.ID, Checking)
			f.ok(f.Tie(ctx, f.owner, l.ID, l.Version, f.org, says()))
			f.ok(f.Return(ctx, f.owner, l.ID, f.version(l.ID), "電話します。", says()))
			f.sent("bank.returned", "bank.returned") // the people of the organization, and who sent the form
			f.jump(30)
			known := func() bool {
				x, ok, err := f.OneOffOf(ctx, l.ID)
				if err != nil || !ok {
					f.t.Fatal(ok, err)
				}
				return x.Name+x.Person+x.Phone+x.Mail != ""
			}
			if !known() {
				f.t.Error("forgotten before its time")
			}
			f.ok(f.Submit(ctx, f.owner, l.ID, f.version(l.ID), says()))
			f.jump(336)
			if known() {
				f.t.Error("known after a year")
			}
			must(f.ByOneOff(ctx, token))(f.t)

			token = must(f.OfferOnce(ctx, superior, in, &OneOffSays{}, says()))(f.t)
			f.ok(f.WithdrawOneOff(ctx, superior, token))
			if l = must(f.ByOneOff(ctx, token))(f.t); l.State != Withdrawn || known() {
				f.t.Errorf("withdrawn: %s", l.State)
			}
			if err := f.WithdrawOneOff(ctx, superior, token); err == nil {
				f.t.Error("withdrawn twice")
			}
			f.sent("bank.one-off")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) { c.run(newFirm(t, dsn)) })
		})
	}
}
