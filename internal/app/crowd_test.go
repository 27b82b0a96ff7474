package app_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// asOwner makes the test binary a process that accepts inquiries: "dsn", a line, and the inquiries' ids.
const asOwner = "KYODO_TEST_ACCEPTS"

func TestMain(m *testing.M) {
	if v := os.Getenv(asOwner); v != "" {
		dsn, ids, _ := strings.Cut(v, "\n")
		if err := acceptAll(dsn, strings.Fields(ids)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// crowd is how many ask for how few.
const (
	crowd = 500
	few   = 20
)

// acceptAll accepts inquiries all at once, each as if its form were sent twice.
func acceptAll(dsn string, ids []string) error {
	ctx := context.Background()
	db, err := sqldb.Open(ctx, dsn, sqldb.Options{MaxConns: 10})
	if err != nil {
		return err
	}
	defer db.Close()
	a, err := app.New(db, app.Options{Config: config.Server{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return acceptedBy(ctx, a, ids)
}

func acceptedBy(ctx context.Context, a *app.App, ids []string) error {
	errs := make(chan error, 2*len(ids))
	for _, id := range ids {
		for range 2 {
			go func() {
				_, err := a.Inquiries.Accept(ctx, audit.By{Actor: audit.System}, id, 1, 1, inquirySays())
				errs <- err
			}()
		}
	}
	var all error
	twice := 0
	for range cap(errs) {
		if err := <-errs; errors.Is(err, fault.Conflict) {
			twice++
		} else {
			all = errors.Join(all, err)
		}
	}
	if all == nil && twice != len(ids) {
		return fmt.Errorf("%d of %d second forms were refused", twice, len(ids))
	}
	return all
}

func inquirySays() *inquiry.Says {
	number := func(int64) string { return "number" }
	return &inquiry.Says{Quantity: "quantity", NotPublished: "not published", NotOpen: "not open", Own: "own", TooMany: "too many", Already: "already", ForMissing: "for",
		UseMissing: "use", BodyMissing: "body", CodeMissing: "code", NoteMissing: "note", Day: "day", Files: "files", NotForYou: "not for you", LessLeft: "less left",
		WrongForm: "form", Uncertified: "certified", Past: "past", MoreThanAsked: "more than asked",
		Long: func(int) string { return "long" }, Least: number, Most: number}
}

func bankSays() *bank.Says {
	return &bank.Says{Missing: "missing", MeritMissing: "merit", TitleMissing: "title", ReasonMissing: "reason", NoOrganization: "org", Over: "over", Kind: "kind", BodyMissing: "body",
		Choice: "choice", Number: "number", City: "city", Field: "field", UnitMissing: "unit", QuantityMissing: "quantity", AreaMissing: "area", PeriodMissing: "period",
		Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
}

// enter puts an organization with one person and a published profile into the register.
func (h *house) enter(kind codes.Kind, name, mail, role string) (org register.ID) {
	h.t.Helper()
	by := audit.By{Actor: audit.System}
	err := h.db.Update(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		org, err = h.Register.DeclareTx(tx, by, register.Record{Kind: kind, Name: name, Kana: "タメシ", Address: "山口県山口市滝町1", Purpose: "試す。"}, register.Self, "試験")
		if err != nil {
			return err
		}
		person, err := h.Accounts.CreatePersonTx(tx, by, account.PersonInput{Name: "周防 花子", Email: mail})
		if err != nil {
			return err
		}
		post, err := h.Accounts.CreatePostTx(tx, by, account.PostInput{Unit: name, Title: "担当", Scope: account.Scope{Kind: account.OfOrganization, ID: string(org)}, Roles: []string{role}})
		if err != nil {
			return err
		}
		_, err = h.Accounts.AppointTx(tx, by, post, person, term.Date{}, term.Date{})
		h.people[mail] = person
		return err
	})
	if err == nil {
		err = h.Register.EditProfile(h.t.Context(), by, org, 0, register.ProfileInput{Values: map[string]string{"line": "試します。", "undecided": "yes",
			"contact_name": "窓口", "contact_mail": mail}}, register.ProfileSays{})
	}
	if err == nil {
		err = h.Register.PublishProfile(h.t.Context(), by, org, register.TermsVersion, func(lack string) string { return lack })
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return org
}

// offer publishes an offer of n chairs.
func (h *house) offer(org register.ID, n int64) string {
	h.t.Helper()
	ctx, by := h.t.Context(), audit.By{Actor: audit.System}
	lid, err := h.Bank.Begin(ctx, by, bank.Start{Direction: bank.Offer, Organization: org, Kind: "G2", Channel: "web", Content: bank.Content{
		Title: "会議いすの寄贈", Body: "余ったいすを差し上げます。", Detail: map[string]string{"condition": "good"}, Quantity: n, Unit: "脚", City: "35203", Cities: []string{"35203"},
		Fields: []string{"welfare"}, Standing: true, Audience: bank.Everybody}}, bankSays())
	if err == nil {
		err = h.Bank.Submit(ctx, by, lid, 1, bankSays())
	}
	if err == nil {
		err = h.Bank.Publish(ctx, by, lid, 2, bankSays())
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return lid
}

func (h *house) ask(org register.ID, listing string, n int64) string {
	h.t.Helper()
	qid, err := h.Inquiries.Ask(h.t.Context(), audit.By{Actor: audit.System}, inquiry.Ask{Listing: listing, Asker: org, Quantity: n, Channel: "web",
		Message: inquiry.Message{For: "子どもたち", Use: "集いに使います。"}}, inquirySays())
	if err != nil {
		h.t.Fatal(err)
	}
	return qid
}

// numbers reads whole numbers.
func (h *house) numbers(query string, args ...any) (list []int64) {
	h.t.Helper()
	err := h.db.View(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, sqldb.Int, query, args...)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// TestFiveHundredAcceptAnOfferOfTwenty accepts 500 inquiries about an offer of 20 at once, each form
// twice: in one process on SQLite, in two on PostgreSQL. Twenty have one each, the others wait in
// line without a gap, and everybody has one mail.
func TestFiveHundredAcceptAnOfferOfTwenty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		company := h.enter(codes.Company, "分ける会社【架空】", "company@example.jp", "CO_OWNER")
		lid := h.offer(company, few)
		var ids []string
		for i := range crowd {
			ids = append(ids, h.ask(h.enter(codes.Group, fmt.Sprintf("集い%d【架空】", i), fmt.Sprintf("g%d@example.jp", i), "GRP_OWNER"), lid, 1))
		}
		began := time.Now()
		if strings.HasPrefix(dsn, "postgres") {
			var wg sync.WaitGroup
			for half := range slices.Chunk(ids, crowd/2) {
				wg.Go(func() {
					cmd := exec.Command(os.Args[0])
					cmd.Env = append(os.Environ(), asOwner+"="+dsn+"\n"+strings.Join(half, " "))
					if out, err := cmd.CombinedOutput(); err != nil {
						t.Errorf("a process that accepts: %v: %s", err, out)
					}
				})
			}
			wg.Wait()
		} else if err := acceptedBy(t.Context(), h.App, ids); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d acceptances, each form twice, in %.1f s", crowd, time.Since(began).Seconds())

		line := make([]int64, crowd)
		for i := range line {
			line[i] = int64(i + 1)
		}
		got := map[string][]int64{
			"taken":          h.numbers(`SELECT taken FROM listing WHERE id = $1`, lid),
			"confirmed":      h.numbers(`SELECT place FROM reservation WHERE state = 'confirmed' ORDER BY place`),
			"places":         h.numbers(`SELECT place FROM reservation ORDER BY place`),
			"waiting":        h.numbers(`SELECT count(*) FROM inquiry WHERE state = 'waiting'`),
			"collaborations": h.numbers(`SELECT count(*) FROM collaboration`),
			"first to wait":  h.numbers(`SELECT min(place) FROM reservation WHERE state = 'waiting'`),
			"told of it":     h.numbers(`SELECT count(*) FROM mail WHERE kind IN ('inquiry.accept', 'inquiry.wait') AND to_address LIKE 'g%'`),
			"told twice":     h.numbers(`SELECT count(*) FROM (SELECT to_address FROM mail WHERE kind IN ('inquiry.accept', 'inquiry.wait') AND to_address LIKE 'g%' GROUP BY to_address HAVING count(*) > 1) x`),
		}
		want := map[string][]int64{"taken": {few}, "confirmed": line[:few], "places": line, "waiting": {crowd - few}, "collaborations": {few}, "first to wait": {few + 1},
			"told of it": {crowd}, "told twice": {0}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
