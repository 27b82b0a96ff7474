package member_test

import (
	"context"
	"flag"
	"log/slog"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

var update = flag.Bool("update", false, "write the golden files")

// house is the service on a database, with people and one NPO corporation in its register.
type house struct {
	*member.Service
	t     *testing.T
	queue *jobs.Queue

	officer, other, applicant, stranger account.PersonID
	npo                                 register.ID
}

// Numbers with a right check digit.
const (
	npoNumber     = "9250005000012"
	companyNumber = "8250001000017"
)

func newHouse(t *testing.T, db *sqldb.DB) *house {
	t.Helper()
	ids := &id.Source{}
	log := audit.Log{IDs: ids, Key: []byte("of the test, thirty-two bytes long")}
	h := &house{t: t, queue: jobs.New(db, slog.New(slog.DiscardHandler))}
	frame := mail.Frame{SiteName: "やまぐち社会貢献支援システム", SiteNameEn: "Yamaguchi Civic Contribution Support System", BaseURL: "https://kyodo.example.jp"}
	h.Service = &member.Service{
		DB: db, IDs: ids, Audit: log, Frame: frame, Key: log.Key,
		Register: &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(), Calendar: term.LocalGovernment()},
		Mail:     &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: h.queue, Sender: mail.Recorder{}, Host: "kyodo.example.jp"},
	}
	h.People = &account.Service{DB: db, IDs: ids, Audit: log, Key: log.Key, Frame: frame,
		Mail: func(tx *sqldb.Tx, m account.Message) error { _, err := h.Service.Mail.Send(tx, m); return err }}
	h.People.Joined = []account.Joined{h.Joined}
	h.Register.Uniting = append(h.Register.Uniting, h.Unite)
	h.Register.Parting = append(h.Register.Parting, h.Part)
	h.Work(h.queue)
	for _, p := range []struct {
		to         *account.PersonID
		name, mail string
	}{{&h.officer, "県 一郎【架空】", "officer@example.jp"}, {&h.other, "県 二郎【架空】", "other@example.jp"},
		{&h.applicant, "周防 花子【架空】", "hanako@example.jp"}, {&h.stranger, "長門 太郎【架空】", "taro@example.jp"}} {
		person, err := h.People.CreatePerson(t.Context(), audit.By{Actor: audit.System}, account.PersonInput{Name: p.name, Email: p.mail})
		if err != nil {
			t.Fatal(err)
		}
		*p.to = person
	}
	err := h.Register.Enter(t.Context(), term.On(2026, 11, 1), "test", []register.Entry{{Portal: &intake.PortalRow{
		Name: "特定非営利活動法人ほたるの会【架空】", Number: npoNumber, PortalID: "035000001", Office: "山口県",
		Address: "山口県山口市滝町1番1号", PostalCode: "7538501", Purpose: "ほたるを守る。", Certified: term.On(2010, 4, 1)}}})
	if err != nil {
		t.Fatal(err)
	}
	if h.npo, err = h.Register.ByNumber(t.Context(), npoNumber); err != nil {
		t.Fatal(err)
	}
	return h
}

func by(p account.PersonID) audit.By { return audit.By{Actor: audit.Actor(p)} }

var ctx = context.Background()

// says is a text for each refusal that names its field.
var says = &member.Says{NameMissing: "name", NumberNPO: "npo", NumberOwned: "owned", Number: "number", TriesLeft: func(int) string { return "" },
	CodeWrong: "wrong", Terms: "terms", Pledge: "pledge", ReasonMissing: "reason", ClaimOpen: "ended", SuccessionOpen: "open", Begins: "begins"}

// content is a group that can be registered.
func content(name string) (member.Content, member.Personal) {
	return member.Content{Kind: codes.Group, Name: name, Kana: "かわべのかい", CityCode: "35203", Street: "滝町１番１号", Line: "川辺の草を刈っています。",
			Fields: []string{"environment"}, PostalCode: "753-8501", Established: "平成20年4月1日"},
		member.Personal{Representative: "周防 花子【架空】", Phone: "083-922-0000", Mail: "hanako@example.jp"}
}

var agreed = member.Agreement{Terms: true, Pledge: true, Lang: "ja"}

// apply starts and sends an application and returns its id; its version is then 2.
func (h *house) apply(c member.Content, p member.Personal) string {
	h.t.Helper()
	id, err := h.Start(ctx, by(h.applicant), c, p, says)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.Save(ctx, by(h.applicant), id, 1, c, p, member.StepContact, says); err != nil {
		h.t.Fatal(err)
	}
	if err := h.Submit(ctx, by(h.applicant), id, 2, agreed, says); err != nil {
		h.t.Fatal(err)
	}
	return id
}

// holdings are the roles of a person on a day, as "ROLE organization".
func (h *house) holdings(p account.PersonID, on term.Date) (list []string) {
	h.t.Helper()
	err := h.DB.View(ctx, func(tx *sqldb.Tx) error {
		held, err := h.People.HoldingsOf(tx, p, on)
		for _, x := range held {
			list = append(list, x.Role+" "+x.Scope.ID)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// mails are the kinds of the mails to a person, oldest first.
func (h *house) mails(p account.PersonID) (kinds []string) {
	h.t.Helper()
	err := h.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err := mail.List(tx, mail.Filter{Person: string(p)})
		for i := len(list) - 1; i >= 0; i-- {
			kinds = append(kinds, list[i].Kind)
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return kinds
}

// count counts rows.
func (h *house) count(query string, args ...any) (n int64) {
	h.t.Helper()
	err := h.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, query, args...)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// day is the day of the test clock.
func day(at time.Time) term.Date { return term.Of(at) }

// company puts a company into the register as 国税庁's file has it.
func (h *house) company() register.ID {
	h.t.Helper()
	err := h.Register.Enter(ctx, term.On(2026, 11, 1), "test", []register.Entry{{Houjin: []intake.HoujinRow{{
		Number: companyNumber, Process: "01", Updated: term.On(2015, 10, 5), Changed: term.On(2015, 10, 5), Latest: true,
		Name: "株式会社ほうせん【架空】", Kind: "301", Prefecture: "山口県", City: "山口市", Street: "滝町２番", PrefectureCode: "35", CityCode: "35203",
		Assigned: term.On(2015, 10, 5)}}}})
	if err != nil {
		h.t.Fatal(err)
	}
	org, err := h.Register.ByNumber(ctx, companyNumber)
	if err != nil {
		h.t.Fatal(err)
	}
	return org
}
