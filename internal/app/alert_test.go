package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/alert"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// watch is a program with a clock that a test moves, a company that publishes, a person who acts for
// a group and one who acts for nobody.
type watch struct {
	*app.App
	t       *testing.T
	db      *sqldb.DB
	now     time.Time
	company register.ID
	member  account.PersonID
	citizen account.PersonID
}

var alertSays = &alert.Says{Rhythm: "rhythm", Many: "many", Known: "known"}

func newWatch(t *testing.T, dsn string) *watch {
	t.Helper()
	w := &watch{t: t, now: time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)} // a Tuesday, ten in Japan
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return w.now }, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w.db = db
	base := sure(url.Parse("https://kyodo.example.jp"))(t)
	w.App = sure(app.New(db, app.Options{Config: config.Server{SiteName: "見本"}, Secret: []byte(eraseSecret), BaseURL: base, Log: slog.New(slog.DiscardHandler)}))(t)
	officer := audit.By{Actor: audit.Console}
	var group register.ID
	w.no(db.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
		if w.company, err = w.Register.DeclareTx(tx, officer, register.Record{Kind: codes.Company, Name: "与える会社【架空】", Kana: "アタエル", Address: "山口県山口市滝町1"}, register.Self, "試験"); err != nil {
			return err
		}
		if group, err = w.Register.DeclareTx(tx, officer, register.Record{Kind: codes.Group, Name: "受ける会【架空】", Kana: "ウケル", Address: "山口県萩市1", Purpose: "試す。"}, register.Self, "試験"); err != nil {
			return err
		}
		if w.member, err = w.Accounts.CreatePersonTx(tx, officer, account.PersonInput{Name: "会員【架空】", Email: "member@example.jp"}); err != nil {
			return err
		}
		if w.citizen, err = w.Accounts.CreatePersonTx(tx, officer, account.PersonInput{Name: "県民【架空】", Email: "citizen@example.jp"}); err != nil {
			return err
		}
		post, err := w.Accounts.CreatePostTx(tx, officer, account.PostInput{Unit: "受ける会【架空】", Title: "代表", From: term.On(2026, 4, 1),
			Scope: account.Scope{Kind: account.OfOrganization, ID: string(group)}, Roles: []string{policy.Owner(string(codes.Group))}})
		if err != nil {
			return err
		}
		if _, err = w.Accounts.AppointTx(tx, officer, post, w.member, term.On(2026, 4, 1), term.Date{}); err != nil {
			return err
		}
		return alert.Arm(tx)
	}))
	return w
}

func (w *watch) no(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// offer publishes an offer.
func (w *watch) offer(title string, change func(c *bank.Content)) (id string) {
	w.t.Helper()
	ctx, by := w.t.Context(), audit.By{Actor: audit.Console}
	c := bank.Content{Title: title, Body: "折りたたみの机です。", Quantity: 12, City: "35203", Standing: true, Audience: bank.Everybody,
		Detail: map[string]string{"condition": "good"}, MeritCompany: "片付きます。", MeritGroup: "買わずに済みます。"}
	if change != nil {
		change(&c)
	}
	says := &bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
	id = sure(w.Bank.Begin(ctx, by, bank.Start{Direction: bank.Offer, Organization: w.company, Kind: "G2", Channel: "web", Content: c}, says))(w.t)
	w.no(w.Bank.Submit(ctx, by, id, 1, says))
	w.no(w.Bank.Publish(ctx, by, id, 2, says))
	return id
}

func (w *watch) keep(p account.PersonID, query string, r alert.Rhythm) string {
	w.t.Helper()
	v := sure(url.ParseQuery(query))(w.t)
	return sure(w.Alerts.Keep(w.t.Context(), by(p), p, alert.Parse(v), r, alertSays))(w.t)
}

// pass moves the clock and does what is due then.
func (w *watch) pass(d time.Duration) {
	w.t.Helper()
	w.now = w.now.Add(d)
	sure(w.Tick(w.t.Context()))(w.t)
}

// mails are the alerts that went to an address, as the titles in each.
func (w *watch) mails(address string, titles ...string) (list []string) {
	w.t.Helper()
	for _, body := range table(w.t, w.db, `SELECT body FROM mail WHERE kind = 'alert.new' AND to_address = '`+address+`' ORDER BY id`) {
		var has []string
		for _, title := range titles {
			if strings.Contains(body, ". "+title+"\n") {
				has = append(has, title)
			}
		}
		list = append(list, strings.Join(has, " "))
	}
	return list
}

// TestAlertsTellOfEachListingOnce: whatever the rhythm and however the clock jumps, and not of what is
// for others.
func TestAlertsTellOfEachListingOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWatch(t, dsn)
		const day = 24 * time.Hour
		w.offer("古い机", nil)
		w.keep(w.member, "direction=offer&kind=G&city=35203", alert.Now)
		w.keep(w.member, "q=机", alert.Daily) // the same listings again
		w.keep(w.citizen, "kind=G2", alert.Daily)
		w.keep(w.citizen, "direction=need", alert.Now)
		w.keep(w.citizen, "q=ピアノ", alert.Weekly)
		titles := []string{"古い机", "一番の机", "会員の机", "二番の机", "三番の机", "四番の机", "萩の机", "ピアノ"}

		w.offer("一番の机", nil)
		w.offer("会員の机", func(c *bank.Content) { c.Audience = bank.Registered })
		w.offer("預かりの机", func(c *bank.Content) { c.Audience = bank.CenterOnly })
		w.offer("ピアノ", nil)
		w.pass(10 * time.Minute)
		w.pass(10 * time.Minute)
		if d := cmp.Diff([]string{"一番の机 会員の机 ピアノ"}, w.mails("member@example.jp", titles...)); d != "" {
			t.Errorf("at once (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]string(nil), w.mails("citizen@example.jp", titles...)); d != "" {
			t.Errorf("before the morning (-want +got):\n%s", d)
		}
		w.pass(day)
		w.pass(-day) // the clock is set back: what is published now has an earlier time than what was told
		w.offer("二番の机", nil)
		w.pass(10 * time.Minute)
		w.pass(day)
		w.pass(-2 * day)
		w.offer("三番の机", func(c *bank.Content) { c.Cities = []string{"35204"} })
		w.pass(30 * day)
		w.pass(10 * time.Minute)
		w.offer("四番の机", nil)
		w.pass(day)
		w.pass(7 * day)
		member, citizen := w.mails("member@example.jp", titles...), w.mails("citizen@example.jp", titles...)
		for title, want := range map[string][2]int{"古い机": {0, 0}, "一番の机": {1, 1}, "会員の机": {1, 0}, "ピアノ": {1, 1}, "二番の机": {1, 1}, "三番の机": {1, 1}, "四番の机": {1, 1}} {
			got := [2]int{strings.Count(strings.Join(member, " "), title), strings.Count(strings.Join(citizen, " "), title)}
			if got != want {
				t.Errorf("%s: %v mails to the member and the citizen, want %v\n%q\n%q", title, got, want, member, citizen)
			}
		}
		for _, body := range table(t, w.db, `SELECT body FROM mail WHERE kind = 'alert.new'`) {
			if strings.Contains(body, "預かり") {
				t.Errorf("what the centre keeps is mailed:\n%s", body)
			}
		}
	})
}

// TestAlertsLoseNothingThatComesBack: what was paused, kept by the centre or for others when a search was
// looked through is told once it can be read, and once only.
func TestAlertsLoseNothingThatComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWatch(t, dsn)
		const day = 24 * time.Hour
		w.keep(w.member, "q=机", alert.Now)
		w.keep(w.citizen, "q=机", alert.Daily)
		ctx, officer := t.Context(), audit.By{Actor: audit.Console}
		says := &bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
		version := func(id string) int64 { return sure(w.Bank.Listing(ctx, id))(t).Version }
		widen := func(id string, to bank.Audience) {
			w.no(w.db.Update(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`UPDATE listing SET audience = $2, version = version + 1 WHERE id = $1`, id, string(to))
				return err
			}))
		}
		paused := w.offer("休む机", nil)
		kept := w.offer("預かりの机", func(c *bank.Content) { c.Audience = bank.CenterOnly })
		members := w.offer("会員の机", func(c *bank.Content) { c.Audience = bank.Registered })
		w.pass(10 * time.Minute) // the member is told of two
		w.no(w.Bank.Pause(ctx, officer, paused, version(paused), ""))
		w.pass(day) // the citizen's morning: nothing can be read
		w.offer("ふつうの机", nil)
		w.pass(day)
		for range 2 {
			w.no(w.Bank.Resume(ctx, officer, paused, version(paused), says))
			widen(kept, bank.Everybody)
			widen(members, bank.Everybody)
			w.pass(day)
			w.no(w.Bank.Pause(ctx, officer, paused, version(paused), ""))
			widen(kept, bank.CenterOnly)
			w.pass(day)
		}
		titles := []string{"休む机", "預かりの机", "会員の机", "ふつうの机"}
		if d := cmp.Diff([]string{"休む机 会員の机", "ふつうの机", "預かりの机"}, w.mails("member@example.jp", titles...)); d != "" {
			t.Errorf("to the member (-want +got):\n%s", d)
		}
		if d := cmp.Diff([]string{"ふつうの机", "休む机 預かりの机 会員の机"}, w.mails("citizen@example.jp", titles...)); d != "" {
			t.Errorf("to the citizen (-want +got):\n%s", d)
		}
	})
}

// TestAnAlertTellsEnoughToAct: the mail says what, where, how many, until when and what for; of an
// anonymous listing not whose it is; of many the first, and how many more.
func TestAnAlertTellsEnoughToAct(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWatch(t, dsn)
		w.keep(w.member, "direction=offer", alert.Now)
		w.offer("会議の机", func(c *bank.Content) {
			c.Standing, c.From, c.Until, c.Deadline = false, term.On(2026, 12, 1), term.On(2027, 1, 31), term.On(2027, 1, 15)
		})
		id := w.offer("匿名の机", func(c *bank.Content) { c.Anonymous = true })
		w.pass(10 * time.Minute)
		body := strings.Join(table(t, w.db, `SELECT subject || body || unsubscribe FROM mail WHERE kind = 'alert.new'`), "\n")
		for _, want := range []string{"新しい掲載（2件）", "1. 会議の机", "種別：提供、物品寄贈（中古）", "掲載：与える会社【架空】", "場所：山口市、山口県内全域", "残り：12点",
			"期間：令和8年12月1日", "申込の締切：令和9年1月15日", "あなたの側のメリット：買わずに済みます。", "https://kyodo.example.jp/bank/" + id, "https://kyodo.example.jp/alerts/"} {
			if !strings.Contains(body, want) {
				t.Errorf("the mail does not say %q:\n%s", want, body)
			}
		}
		if n := strings.Count(body, "与える会社"); n != 1 {
			t.Errorf("the company is named %d times, want once: one listing is anonymous\n%s", n, body)
		}
		for i := range 13 {
			w.offer(fmt.Sprintf("机%d号", i), nil)
		}
		w.pass(10 * time.Minute)
		bodies := table(t, w.db, `SELECT body FROM mail WHERE kind = 'alert.new' ORDER BY id`)
		if last := bodies[len(bodies)-1]; len(bodies) != 2 || !strings.Contains(last, "ほかに3件") || strings.Count(last, "種別：") != 10 {
			t.Errorf("%d mails, the last:\n%s", len(bodies), last)
		}
	})
}

// TestStoppingAnAlert: by a link, without an account, by a mail program's POST, once and again; nobody
// else's; and the searches go with their keeper.
func TestStoppingAnAlert(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWatch(t, dsn)
		aid := w.keep(w.citizen, "kind=G2", alert.Now)
		other := w.keep(w.member, "kind=G2", alert.Now)
		w.offer("一番の机", nil)
		w.pass(10 * time.Minute)
		link := table(t, w.db, `SELECT unsubscribe FROM mail WHERE kind = 'alert.new' AND to_address = 'citizen@example.jp'`)[0]
		path := strings.TrimPrefix(link, "https://kyodo.example.jp")
		h := w.Site.Handler()
		ask := func(method, path, body string) int {
			r := httptest.NewRequest(method, path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, r)
			return rec.Code
		}
		if got := ask("GET", path, ""); got != http.StatusOK {
			t.Errorf("GET: %d", got)
		}
		if a := sure(w.Alerts.ByID(t.Context(), aid))(t); a.Rhythm != alert.Now {
			t.Error("opening the link stopped it")
		}
		for range 2 {
			if got := ask("POST", path, "List-Unsubscribe=One-Click"); got != http.StatusNoContent {
				t.Errorf("POST: %d", got)
			}
		}
		if got := ask("POST", "/alerts/"+strings.Repeat("a", 43)+"/stop", "List-Unsubscribe=One-Click"); got != http.StatusNotFound {
			t.Errorf("an unknown token: %d", got)
		}
		a, b := sure(w.Alerts.ByID(t.Context(), aid))(t), sure(w.Alerts.ByID(t.Context(), other))(t)
		if a.Rhythm != alert.Off || b.Rhythm != alert.Now {
			t.Errorf("%s and %s, want off and now", a.Rhythm, b.Rhythm)
		}
		w.offer("二番の机", nil)
		w.pass(48 * time.Hour)
		if d := cmp.Diff([]string{"一番の机"}, w.mails("citizen@example.jp", "一番の机", "二番の机")); d != "" {
			t.Errorf("after the stop (-want +got):\n%s", d)
		}
		// Who begins again is told of what comes from then on.
		w.no(w.Alerts.SetRhythm(t.Context(), by(w.citizen), aid, alert.Now, alertSays))
		w.offer("三番の机", nil)
		w.pass(10 * time.Minute)
		if d := cmp.Diff([]string{"一番の机", "三番の机"}, w.mails("citizen@example.jp", "一番の机", "二番の机", "三番の机")); d != "" {
			t.Errorf("after the new start (-want +got):\n%s", d)
		}
		w.no(w.Accounts.Erase(t.Context(), audit.By{Actor: audit.Console}, w.citizen, "本人の申出"))
		if got := table(t, w.db, `SELECT id FROM alert UNION ALL SELECT listing_id FROM alert_sent WHERE person_id = '`+string(w.citizen)+`'`); len(got) != 1 || got[0] != other {
			t.Errorf("left after the erasure: %v", got)
		}
	})
}

// TestAlertsAgreeWithTheSearch: what a listing matches by itself is what the index finds.
func TestAlertsAgreeWithTheSearch(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	a := story(t, db)
	names := map[string]string{}
	for _, line := range table(t, db, `SELECT l.id || '|' || o.name FROM listing l JOIN organization o ON o.id = l.organization_id`) {
		id, name, _ := strings.Cut(line, "|")
		names[id] = name
	}
	for _, readers := range [][]bank.Audience{nil, bank.ForMembers()} {
		for _, f := range []bank.Filter{{}, {Direction: bank.Offer}, {Mains: []string{"G", "S"}}, {Kinds: []string{"P1"}, Cities: []string{"35202"}}, {Fields: []string{"children"}},
			{Disaster: []string{"yes"}}, {Q: "机"}, {Q: "子ども 写真"}, {Q: "会議室"}, {Q: "株式会社"}, {Q: "ﾄﾗｯｸ"}, {Statuses: []string{"partly"}}, {Q: "造園"}} {
			f.Audiences, f.Bare = readers, true
			want := map[string]bool{}
			err := a.Bank.Each(context.Background(), f, func(l *bank.Listing, _ *bank.Card) error { want[l.ID] = true; return nil })
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for id, name := range names {
				l := sure(a.Bank.Listing(context.Background(), id))(t)
				if l.Matches(f, name, term.Of(db.Now())) {
					got[id] = true
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%+v (-index +listing):\n%s", f, d)
			}
		}
	}
}
