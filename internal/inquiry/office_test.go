package inquiry

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
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

// office is a bank with inquiries, a clock that a test moves, and what the coordinators and the spine were told.
type office struct {
	*Service
	t      *testing.T
	bank   *bank.Service
	queue  *jobs.Queue
	now    atomic.Int64 // nanoseconds
	needed []string     // "why inquiry", in order
	agreed []Acceptance
}

// each runs f with an office on both engines.
func each(t *testing.T, f func(t *testing.T, o *office)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, dsn string) { f(t, newOffice(t, dsn)) })
}

func newOffice(t *testing.T, dsn string) *office {
	t.Helper()
	o := &office{t: t}
	o.now.Store(dbtest.Now().UnixNano())
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return time.Unix(0, o.now.Load()).UTC() }, MaxConns: 12})
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
	o.queue = jobs.New(db, slog.New(slog.DiscardHandler))
	frame := mail.Frame{SiteName: "見本", SiteNameEn: "Sample", BaseURL: "https://kyodo.example.jp"}
	box := &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: o.queue, Sender: mail.Recorder{}, Host: "kyodo.example.jp"}
	reg := &register.Service{DB: db, IDs: ids, Audit: log}
	people := &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame}
	o.bank = &bank.Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(), Key: log.Key, Entries: Entries}
	o.Service = &Service{DB: db, IDs: ids, Audit: log, Register: reg, People: people, Mail: box, Frame: frame, Calendar: term.LocalGovernment(),
		Coordinators: func(tx *sqldb.Tx, q *Inquiry, why Why) error {
			tx.AfterCommit(func() { o.needed = append(o.needed, string(why)) })
			return nil
		},
		Accepted: []func(*sqldb.Tx, audit.By, Acceptance) error{func(tx *sqldb.Tx, _ audit.By, a Acceptance) error {
			tx.AfterCommit(func() { o.agreed = append(o.agreed, a) })
			return nil
		}}}
	o.bank.Closing = append(o.bank.Closing, o.ListingClosed)
	o.bank.Expired = append(o.bank.Expired, o.ListingExpired)
	o.bank.Freed = append(o.bank.Freed, o.ListingFreed)
	o.bank.Work(o.queue)
	o.Work(o.queue)
	return o
}

// says are texts that name the refusal.
func says() *Says {
	number := func(int64) string { return "number" }
	return &Says{Quantity: "quantity", NotPublished: "not published", NotOpen: "not open", Own: "own", TooMany: "too many", Already: "already", ForMissing: "for",
		UseMissing: "use", BodyMissing: "body", CodeMissing: "code", NoteMissing: "note", Day: "day", Files: "files", NotForYou: "not for you", LessLeft: "less left",
		WrongForm: "form", Uncertified: "certified", Past: "past", MoreThanAsked: "more than asked",
		Long: func(int) string { return "long" }, Least: number, Most: number}
}

// enter puts an organization with a published profile into the register, with one person who gets mail;
// address "" leaves the person out.
func (o *office) enter(kind codes.Kind, address string) (org register.ID) {
	o.t.Helper()
	ctx := o.t.Context()
	err := o.DB.Update(ctx, func(tx *sqldb.Tx) (err error) {
		org, err = o.Register.DeclareTx(tx, system, register.Record{Kind: kind, Name: "試みの会" + address + "【架空】", Address: "山口県山口市滝町1", Purpose: "試す。"}, register.Self, "試験")
		if err != nil || address == "" {
			return err
		}
		person, err := o.People.CreatePersonTx(tx, system, account.PersonInput{Name: "周防 花子", Email: address})
		if err != nil {
			return err
		}
		post, err := o.People.CreatePostTx(tx, system, account.PostInput{Unit: "試験", Title: "担当", Scope: account.Scope{Kind: account.OfOrganization, ID: string(org)}, Roles: []string{"GRP_OWNER"}})
		if err != nil {
			return err
		}
		_, err = o.People.AppointTx(tx, system, post, person, term.Date{}, term.Date{})
		return err
	})
	o.ok(err)
	o.ok(o.Register.EditProfile(ctx, system, org, 0, register.ProfileInput{Values: map[string]string{"line": "試します。", "undecided": "yes", "contact_name": "窓口",
		"contact_mail": "window@example.jp"}}, register.ProfileSays{}))
	o.ok(o.Register.PublishProfile(ctx, system, org, register.TermsVersion, func(lack string) string { return lack }))
	return org
}

func (o *office) company() register.ID { return o.enter(codes.Company, "company@example.jp") }

// groups are n groups with mail.
func (o *office) groups(n int) (list []register.ID) {
	for i := range n {
		list = append(list, o.enter(codes.Group, fmt.Sprintf("g%d@example.jp", i)))
	}
	return list
}

// offer publishes an offer of n chairs, changed by more.
func (o *office) offer(org register.ID, n int64, more ...func(c *bank.Content)) string {
	o.t.Helper()
	c := bank.Content{Title: "会議いすの寄贈", Body: "余ったいすを差し上げます。", Detail: map[string]string{"condition": "good"}, Quantity: n, Unit: "脚", City: "35203",
		Fields: []string{"welfare"}, Standing: true, Audience: bank.Everybody}
	for _, f := range more {
		f(&c)
	}
	ctx := o.t.Context()
	word := &bank.Says{Missing: "missing", MeritMissing: "merit", Over: "over", Long: func(int) string { return "long" }, Many: func(int) string { return "many" }}
	lid, err := o.bank.Begin(ctx, system, bank.Start{Direction: bank.Offer, Organization: org, Kind: "G2", Channel: "web", Content: c}, word)
	o.ok(err)
	o.ok(o.bank.Submit(ctx, system, lid, 1, word))
	o.ok(o.bank.Publish(ctx, system, lid, 2, word))
	return lid
}

// asking is an inquiry that lacks nothing.
func asking(listing string, org register.ID, n int64) Ask {
	return Ask{Listing: listing, Asker: org, Quantity: n, Channel: "web", Message: Message{For: "子どもたち", Use: "集いに使います。"}}
}

func (o *office) ask(listing string, org register.ID, n int64) string {
	o.t.Helper()
	qid, err := o.Ask(o.t.Context(), system, asking(listing, org, n), says())
	o.ok(err)
	return qid
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// at is an inquiry as it stands.
func (o *office) at(qid string) Inquiry {
	o.t.Helper()
	q, err := o.ByID(o.t.Context(), qid)
	o.ok(err)
	return q
}

// accept agrees to an inquiry as it stands.
func (o *office) accept(qid string, n int64) (Reservation, error) {
	o.t.Helper()
	return o.Accept(o.t.Context(), system, qid, o.at(qid).Version, n, says())
}

// stands is "state owes" of each inquiry.
func (o *office) stands(qids ...string) (list []string) {
	o.t.Helper()
	for _, qid := range qids {
		q := o.at(qid)
		list = append(list, strings.TrimSpace(string(q.State)+" "+string(q.Owes)))
	}
	return list
}

// sleep lets days pass, one after the other, and does what is due.
func (o *office) sleep(days int) {
	o.t.Helper()
	for range days {
		o.jump(1)
	}
}

// jump lets days pass at once.
func (o *office) jump(days int) {
	o.t.Helper()
	o.now.Add(int64(days) * int64(24*time.Hour))
	for {
		n, err := o.queue.Tick(o.t.Context())
		o.ok(err)
		if n == 0 {
			return
		}
	}
}

// mails are "kind address" of all mails of some kinds, sorted.
func (o *office) mails(kinds ...string) (list []string) {
	o.t.Helper()
	o.ok(o.DB.View(o.t.Context(), func(tx *sqldb.Tx) error {
		list = nil
		return sqldb.Each(tx, `SELECT kind, to_address FROM mail`, nil, func(r sqldb.Row) error {
			var kind, to string
			err := r.Scan(&kind, &to)
			if slices.Contains(kinds, kind) {
				list = append(list, kind+" "+to)
			}
			return err
		})
	}))
	slices.Sort(list)
	return list
}

// listing is a listing as it stands.
func (o *office) listing(lid string) bank.Listing {
	o.t.Helper()
	l, err := o.bank.Listing(o.t.Context(), lid)
	o.ok(err)
	return l
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
		slices.Sort(list)
		return strings.Join(list, ", ")
	case errors.Is(err, fault.Conflict):
		return "conflict"
	}
	return err.Error()
}
