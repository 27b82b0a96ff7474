package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// marks are what must not be left of the two people who are erased: parts of every name, kana,
// address and number that was ever written for them, folded, without spaces and hyphens.
func marks() []string {
	var list []string
	for _, m := range []string{"可那利", "カナリ", "canary", "090-7777-1234"} {
		list = append(list, flat(m))
	}
	return list
}

func flat(s string) string {
	return ja.Fold(strings.NewReplacer(" ", "", "-", "", "\u3000", "").Replace(s))
}

const eraseSecret = "the secret of the erasure, forty characters"

// town is a program with people who have written a person's data wherever a form takes them.
type town struct {
	*app.App
	t       *testing.T
	db      *sqldb.DB
	officer audit.By
	owner   audit.By // of an organization; stays
	person  account.PersonID
	carded  account.PersonID // was invited by a card
	org     register.ID      // of the person
	invited register.ID      // to which the person was invited
	says    *member.Says
}

func sure[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func by(p account.PersonID) audit.By { return audit.By{Actor: audit.Actor(p), Request: "test"} }

func newTown(t *testing.T, dsn string) *town {
	t.Helper()
	w := &town{t: t, db: dbtest.Open(t, dsn), officer: audit.By{Actor: audit.Console, Request: "test"},
		says: &member.Says{TriesLeft: func(int) string { return "" }}}
	base := sure(url.Parse("http://localhost:8080"))(t)
	w.App = sure(app.New(w.db, app.Options{Config: config.Server{SiteName: "見本"}, Secret: []byte(eraseSecret), BaseURL: base, Log: slog.New(slog.DiscardHandler)}))(t)
	return w
}

// no fails unless err is nil.
func (w *town) no(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) declare(kind codes.Kind, name string) (oid register.ID) {
	w.t.Helper()
	w.no(w.db.Update(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		oid, err = w.Register.DeclareTx(tx, w.officer, register.Record{Kind: kind, Name: name, Kana: "ダンタイ", Address: "山口県山口市滝町1", Purpose: "試す。"}, register.Self, "試験")
		return err
	}))
	return oid
}

// answer opens the newest link that was mailed to an address and accepts what it offers.
func (w *town) answer(address string, who audit.By, x account.Acceptance) account.PersonID {
	w.t.Helper()
	var body string
	w.no(w.db.View(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		body, _, err = sqldb.One(tx, sqldb.Text, `SELECT body FROM mail WHERE to_address = $1 AND kind = 'account.invite' ORDER BY id DESC LIMIT 1`, address)
		return err
	}))
	m := regexp.MustCompile(`/invitations/(\S+)`).FindStringSubmatch(body)
	if m == nil {
		return account.PersonID(who.Actor)
	}
	x.Code = m[1]
	return sure(w.Accounts.Accept(w.t.Context(), who, account.Attempt{Client: "192.0.2.1", Device: strings.Repeat("d", 43), Agent: "canary browser"}, x))(w.t).Person
}

const password = "川の水は山から海まで流れていきます"

// fill writes the person's data wherever the services take them.
func (w *town) fill() {
	t, ctx := w.t, w.t.Context()
	people, m := w.Accounts, w.Member
	stays := sure(people.CreatePerson(ctx, w.officer, account.PersonInput{Name: "残る太郎", Email: "stays@example.jp"}))(t)
	w.owner = by(stays)

	// The person is invited by mail to somebody else's organization, and comes in.
	w.invited = w.declare(codes.Group, "招く会【架空】")
	sure(m.Invite(ctx, w.owner, w.invited, "canary-old@example.jp", w.says))(t)
	w.person = w.answer("canary-old@example.jp", audit.By{Actor: audit.Visitor}, account.Acceptance{Name: "可那利 旧姓", Kana: "カナリ キュウセイ", Password: password})
	me := by(w.person)
	card := sure(m.Invite(ctx, w.owner, w.invited, "可那利 花鶏", w.says))(t)
	w.carded = account.PersonID(w.only(`SELECT person_id FROM ticket WHERE id = $1`, card.Ticket))

	// They change their record, link an account, and mistype a password.
	x := sure(people.Person(ctx, w.person))(t)
	w.no(people.EditPerson(ctx, me, w.person, x.Version, account.PersonInput{Name: "可那利 阿鳥", Kana: "カナリ アトリ", Email: "canary-one@example.jp", Phone: "090-7777-1234"}))
	token := sure(people.Start(ctx, me, w.person, account.ByPasskey, account.MultiFactor, "canary browser", ""))(t)
	sure(people.LinkIdentity(ctx, me, token, "https://idp.example.jp", "canary-subject", account.Claims{}))(t)
	for _, address := range []string{"canary-one@example.jp", "canary-old@example.jp"} {
		if _, err := people.SignInPassword(ctx, audit.By{Actor: audit.Visitor}, account.Attempt{Client: "192.0.2.9"}, address, "wrong"); err == nil {
			t.Fatal("a wrong password signs in")
		}
	}
	sure(people.ProposeFactorReset(ctx, w.owner, w.person, "電話をなくした"))(t)
	sure(people.Card(ctx, w.officer, w.person))(t)
	// An invitation that nobody has answered, to an address that is theirs by now.
	sure(people.Invite(ctx, w.officer, account.Invitation{Mail: "canary-old@example.jp", Name: "可那利 阿鳥", Kana: "カナリ アトリ"}))(t)

	// An officer searches for them and takes the list out as a file.
	w.no(w.db.Update(ctx, func(tx *sqldb.Tx) error {
		e := w.owner.Entry(audit.DataExport, "people", `{"rows":1}`)
		e.Personal = map[string]string{"q": "可那利阿鳥"}
		return audit.Log{IDs: &id.Source{}, Key: []byte(eraseSecret)}.Record(tx, e)
	}))

	// A draft, an application that waits, one that became an organization, one by somebody else that names them.
	apply := func(who audit.By, name string, change func(*member.Content, *member.Personal)) string {
		c := member.Content{Kind: codes.Group, Name: name, Kana: "だんたい", CityCode: "35203", Street: "可那利通り1番地", Line: "川辺の草を刈っています。",
			Fields: []string{"environment"}, PostalCode: "753-8501", Established: "平成20年4月1日"}
		p := member.Personal{Representative: "可那利 阿鳥", ContactName: "可那利 阿鳥", Phone: "090-7777-1234", Mail: "canary-one@example.jp"}
		change(&c, &p)
		id := sure(m.Start(ctx, who, c, p, w.says))(t)
		w.no(m.Save(ctx, who, id, 1, c, p, member.StepContact, w.says))
		return id
	}
	same := func(*member.Content, *member.Personal) {}
	agreed := member.Agreement{Terms: true, Pledge: true, Lang: "ja"}
	apply(me, "書きかけの会【架空】", same)
	w.no(m.Submit(ctx, me, apply(me, "待つ会【架空】", same), 2, agreed, w.says))
	company := apply(me, "見本商店【架空】", func(c *member.Content, _ *member.Personal) {
		c.Kind, c.Number, c.Industry, c.Street = codes.Company, "8250001000017", "E", "滝町1番地"
	})
	w.no(m.Submit(ctx, me, company, 2, agreed, w.says))
	w.org = sure(m.Approve(ctx, w.owner, company, 3))(t)
	apply(w.owner, "よその会【架空】", func(c *member.Content, p *member.Personal) {
		c.Street, p.Representative = "滝町2番地", "残る太郎"
	})

	// The profile of their organization, twice, and its sites.
	edit := func(values map[string]string, sites ...register.Site) {
		p, _, err := w.Register.Profile(ctx, w.org)
		w.no(err)
		w.no(w.Register.EditProfile(ctx, me, w.org, p.Version, register.ProfileInput{Values: values, HasSites: len(sites) > 0, Sites: sites}, register.ProfileSays{}))
	}
	edit(map[string]string{"contact_name": "可那利 旧姓", "contact_mail": "canary-old@example.jp"})
	edit(map[string]string{"contact_name": "可那利 阿鳥", "contact_mail": "canary-one@example.jp", "contact_phone": "090-7777-1234"},
		register.Site{Name: "本店", CityCode: "35203", Street: "1番地", Contact: "可那利 阿鳥", Phone: "090-7777-1234"})

	// Successions: they are named and come, they are named and nobody has decided, they name somebody.
	for i, decided := range []bool{true, false} {
		org := w.declare(codes.Group, fmt.Sprintf("代わる会%d号【架空】", i))
		id := sure(m.Propose(ctx, w.owner, org, "可那利 阿鳥", "canary-one@example.jp", term.Of(w.db.Now()), "可那利さんに頼みます。", w.says))(t)
		if decided {
			w.no(m.DecideSuccession(ctx, w.officer, id, 1, true, "", w.says))
			w.answer("canary-one@example.jp", me, account.Acceptance{})
		}
	}
	sure(m.Propose(ctx, me, w.org, "次の人", "next@example.jp", term.Of(w.db.Now()), "可那利はやめます。", w.says))(t)

	// Somebody entered a group for them, and they claim it; another claim waits.
	proxied := sure(m.EnterByProxy(ctx, w.owner, member.Content{Kind: codes.Group, Name: "頼んだ会【架空】", Kana: "たのんだかい", CityCode: "35203", Street: "滝町3番地", Line: "試します。"},
		member.Proxy{Channel: "counter", AskedBy: "可那利 阿鳥", Consent: "spoken", ConsentedOn: term.Of(w.db.Now())}, w.says))(t)
	claim := sure(m.MakeClaim(ctx, me, proxied, "可那利の家の者", member.ByOfficer, w.says))(t)
	w.no(m.Decide(ctx, w.officer, claim, 1, true, "", w.says))
	sure(m.MakeClaim(ctx, me, w.invited, "可那利家", member.ByOfficer, w.says))(t)

	w.fillBank()

	// A notice to the register, and a row of a list of groups about their organization.
	sure(w.Register.Correct(ctx, audit.Visitor, w.invited, register.Correction{About: "name", Body: "違います。", Contact: "可那利 090-7777-1234"}))(t)
	w.no(w.db.Update(ctx, func(tx *sqldb.Tx) error { // the import of a list is a file; its row is enough here
		_, err := tx.Exec(`INSERT INTO group_entry (list, row_key, organization_id, consent, decided_on, representative, address, phone, phone_key, as_of, recorded_at)
			VALUES ('center', 'k', $1, 'yes', '', '可那利 阿鳥', '可那利通り1番地', '090-7777-1234', '09077771234', '2026-04-01', $2)`, string(w.org), tx.Now)
		return err
	}))
}

func (w *town) only(text string, args ...any) (s string) {
	w.t.Helper()
	w.no(w.db.View(w.t.Context(), func(tx *sqldb.Tx) (err error) { s, _, err = sqldb.One(tx, sqldb.Text, text, args...); return err }))
	return s
}

// found says in which columns of the whole database a mark stands, the queue's too.
func (w *town) found() (columns []string, rows []string) {
	w.t.Helper()
	seen := map[string]bool{}
	look := func(column, text string) {
		for _, m := range marks() {
			if strings.Contains(flat(text), m) {
				seen[column] = true
				rows = append(rows, column+": "+text)
				return
			}
		}
	}
	w.no(w.db.View(w.t.Context(), func(tx *sqldb.Tx) error {
		tables, err := sqldb.Tables(tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			for _, c := range table.Columns {
				if c.Kind != "text" {
					continue
				}
				list, err := sqldb.All(tx, sqldb.Text, `SELECT coalesce(`+c.Name+`, '') FROM `+table.Name+` WHERE coalesce(`+c.Name+`, '') <> ''`)
				if err != nil {
					return err
				}
				for _, text := range list {
					look(table.Name+"."+c.Name, text)
				}
			}
		}
		args := `CAST(args AS text)`
		if w.db.Engine() == sqldb.SQLite {
			args = `json(args)`
		}
		list, err := sqldb.All(tx, sqldb.Text, `SELECT `+args+` FROM river_job`)
		if len(list) == 0 && err == nil {
			err = fmt.Errorf("the queue is empty: no mail was on its way")
		}
		for _, text := range list {
			look("river_job.args", text)
		}
		return err
	}))
	return slices.Sorted(maps.Keys(seen)), rows
}

// documented are the columns of docs/personal-data.md, and those of them that the test fills.
func documented(t *testing.T) (all, filled []string) {
	t.Helper()
	text := string(sure(os.ReadFile("../../docs/personal-data.md"))(t))
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([^|]+) \\|.*\\|([^|]*)\\|$").FindAllStringSubmatch(text, -1) {
		for _, c := range regexp.MustCompile("`([a-z_]+)`( ✓)?").FindAllStringSubmatch(m[2], -1) {
			all = append(all, m[1]+"."+c[1])
			if c[2] != "" {
				filled = append(filled, m[1]+"."+c[1])
			}
		}
	}
	slices.Sort(filled)
	return all, filled
}

// TestErasureLeavesNothing writes two people's data through the services, erases them, and looks
// through every text column of the database for what is left. Before, what it finds are exactly the
// columns that docs/personal-data.md marks: a new column with such values needs its row there.
func TestErasureLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newTown(t, dsn)
		w.fill()
		all, filled := documented(t)
		columns, _ := w.found()
		if d := cmp.Diff(filled, columns); d != "" {
			t.Errorf("docs/personal-data.md marks other columns than hold the person (-document +database):\n%s", d)
		}
		w.no(w.db.View(t.Context(), func(tx *sqldb.Tx) error {
			tables, err := sqldb.Tables(tx)
			for _, c := range all {
				table, column, _ := strings.Cut(c, ".")
				if !slices.ContainsFunc(tables, func(x sqldb.Table) bool {
					return x.Name == table && slices.ContainsFunc(x.Columns, func(y sqldb.Column) bool { return y.Name == column })
				}) {
					t.Errorf("docs/personal-data.md names %s, which is not there", c)
				}
			}
			return err
		}))

		w.no(w.Accounts.Erase(t.Context(), w.officer, w.person, "本人の申出"))
		w.no(w.Accounts.Erase(t.Context(), w.officer, w.carded, "本人の申出"))
		if left, rows := w.found(); len(left) > 0 {
			t.Errorf("left in %v:\n%s", left, strings.Join(rows, "\n"))
		}
		w.kept()

		seq := &audit.Sequencer{DB: w.db, Key: []byte(eraseSecret), Log: slog.New(slog.DiscardHandler)}
		w.no(seq.Drain(context.Background()))
		rep := sure(audit.Verify(t.Context(), w.db, []byte(eraseSecret), nil))(t)
		if rep.Bad != nil || rep.Erased < 15 || rep.Erased == rep.Personal {
			t.Errorf("the log after the erasure: %+v, bad %+v", rep, rep.Bad)
		}
	})
}

// kept fails unless what the record needs is still there, and what is somebody else's.
func (w *town) kept() {
	t := w.t
	t.Helper()
	for text, want := range map[string]string{
		`SELECT name || ' ' || status FROM organization WHERE id = '` + string(w.org) + `'`:                               "見本商店【架空】 active",
		`SELECT state || ' ' || name FROM application WHERE organization_id = '` + string(w.org) + `'`:                    "approved 見本商店【架空】",
		`SELECT state FROM application WHERE name = '待つ会【架空】'`:                                                            "withdrawn",
		`SELECT CAST(count(*) AS text) FROM application WHERE name = '書きかけの会【架空】'`:                                        "0",
		`SELECT CAST(count(*) AS text) FROM claim WHERE person = '` + string(w.person) + `' AND state = 'confirmed'`:      "1",
		`SELECT CAST(count(*) AS text) FROM claim WHERE person = '` + string(w.person) + `' AND state = 'declined'`:       "1",
		`SELECT state FROM succession WHERE to_person = '' AND from_person <> '` + string(w.person) + `'`:                 "declined",
		`SELECT to_name || ' ' || state FROM succession WHERE from_person = '` + string(w.person) + `'`:                   "次の人 submitted",
		`SELECT name || ' ' || email FROM person WHERE id = '` + string(w.owner.Actor) + `'`:                              "残る太郎 stays@example.jp",
		`SELECT CAST(count(*) AS text) FROM session WHERE person_id = '` + string(w.person) + `'`:                         "0",
		`SELECT CAST(count(*) AS text) FROM tenure WHERE person_id = '` + string(w.person) + `' AND valid_until = ''`:     "0",
		`SELECT CAST(count(*) AS text) FROM audit WHERE action = 'person.erase' AND subject = '` + string(w.person) + `'`: "1",
		`SELECT CAST(count(*) AS text) FROM one_off WHERE person = '残る太郎' AND mail = 'stays@example.jp'`:                  "1",
		`SELECT decision FROM approval`: "approved",
		`SELECT CAST(count(*) AS text) FROM site WHERE organization_id = '` + string(w.org) + `' AND street = '1番地'`: "1",
	} {
		if got := w.only(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	p, _, err := w.Register.Profile(t.Context(), w.org)
	w.no(err)
	if p.Line() == "" || p.Values["contact_name"]+p.Values["contact_mail"]+p.Values["contact_phone"] != "" {
		t.Errorf("the profile after the erasure: %v", p.Values)
	}
}
