package cube

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// secret is the installation's, the same in the processes and here.
const secret = "the secret of the cube, of 40 characters"

// object is what an address may name, as the oracle sees it.
type object struct {
	name    string            // for messages
	values  map[string]string // of the wildcards of patterns
	org     string            // the organization's name here
	partner string            // the other organization's, of what two have together
	city    string
	state   string
	person  string     // whose it is
	by      string     // who asked for it
	post    string     // whose post it is
	duty    string     // "item:kind"
	form    url.Values // what a form says of it, where it has no address yet
	query   url.Values // what the address of a page says of it after the path
	missing bool
}

// world is one database with people, organizations and matters in every state.
type world struct {
	db         *sqldb.DB
	principals []*principal
	persons    map[string]account.PersonID
	posts      map[string]account.PostID
	tenures    map[string]string
	orgs       map[string]register.ID
	objects    map[string][]*object // by kind
	canaries   []canary
	tables     []sqldb.Table
	ids        id.Source
	seed       *app.App // by which it was filled
}

// build fills a migrated, empty database.
func build(t testing.TB, db *sqldb.DB) *world {
	t.Helper()
	w := &world{db: db, persons: map[string]account.PersonID{}, posts: map[string]account.PostID{}, tenures: map[string]string{},
		orgs: map[string]register.ID{}, objects: map[string][]*object{}}
	list := people()
	w.principals = append(list, variants(list)...)
	must(t, db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		w.tables, err = sqldb.Tables(tx)
		return err
	}))
	w.seed = w.app(t)
	w.register(t, w.seed)
	w.enter(t, w.seed)
	w.objects["orgs"] = append(w.objects["orgs"], missing())
	w.matters(t)
	return w
}

// app builds the program on the database of the world.
func (w *world) app(t testing.TB) *app.App {
	t.Helper()
	base, err := url.Parse(origin)
	must(t, err)
	a, err := app.New(w.db, app.Options{Config: config.Server{SiteName: "立方体"}, Secret: []byte(secret), BaseURL: base, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	return a
}

// origin is the site's address in process.
const origin = "http://localhost:8080"

func (w *world) principal(name string) *principal {
	return w.principals[slices.IndexFunc(w.principals, func(p *principal) bool { return p.name == name })]
}

func (w *world) org(name string) string { return string(w.orgs[name]) }

// nowhere is an id of the right form that no row has.
const nowhere = "06zzzzzzzzzzzzzz"

func missing() *object {
	values := map[string]string{"item": "nothing", "kind": "O", "year": "2026"}
	for _, name := range []string{"id", "revision", "keep", "gone", "tenure", "session"} {
		values[name] = nowhere
	}
	return &object{name: "missing", missing: true, values: values}
}

// register puts two tenants of each kind of organization into the register, and one that is
// dissolved, each with a profile that has an item of every visibility.
func (w *world) register(t testing.TB, a *app.App) {
	t.Helper()
	for i, name := range []string{"groupA", "npoA", "companyA", "groupB", "npoB", "companyB", "groupX"} {
		kind, city, place := codes.Group, cityA, "山口県山口市滝町1"
		switch name[0] {
		case 'n':
			kind = codes.NPO
		case 'c':
			kind = codes.Company
		}
		if strings.HasSuffix(name, "B") {
			city, place = cityB, "山口県下関市南部町1"
		}
		oid := w.declare(t, kind, fmt.Sprintf("立方体の団体%d号【架空】", i+1), place)
		w.orgs[name] = oid
		x := &object{name: name, values: map[string]string{"id": string(oid)}, org: name, city: city, state: "open"}
		w.profile(t, a, oid, x)
		if name == "groupX" {
			x.state = "closed"
			w.exec(t, `UPDATE organization SET status = 'dissolved' WHERE id = $1`, string(oid))
		}
		w.objects["orgs"] = append(w.objects["orgs"], x)
	}
}

// declare enters an organization into the register.
func (w *world) declare(t testing.TB, kind codes.Kind, name, address string) (oid register.ID) {
	t.Helper()
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) (err error) {
		oid, err = w.seed.Register.DeclareTx(tx, audit.By{Actor: audit.System}, register.Record{Kind: kind, Name: name, Kana: "リッポウタイ",
			Address: address, Purpose: "試験をする。"}, register.Self, "試験")
		return err
	}))
	return oid
}

// profile writes and publishes a profile in which each closed set of fields has its canary, and a
// second version in which a proxy wrote one line.
func (w *world) profile(t testing.TB, a *app.App, oid register.ID, x *object) {
	t.Helper()
	ctx, by := context.Background(), audit.By{Actor: audit.System}
	grants := func(set string) []grant {
		return []grant{{action: "profile.view", set: set, object: x}, {action: "profile.review", set: set, object: x}, {action: "profile.edit", set: set, object: x}, {action: "organization.manage", set: set, object: x}}
	}
	class := func(set string) string { return "profile-" + set }
	in := register.ProfileInput{Values: map[string]string{"line": "立方体を試します。", "undecided": "yes",
		"contact_name": w.canary(class("contact"), x.name, grants("contact")), "contact_mail": w.canary(class("contact"), x.name, grants("contact")) + "@sample.invalid",
		"contact_phone": w.phone(class("contact"), x.name, grants("contact")), "contact_section": w.canary(class("registered"), x.name, grants("registered")),
		"contact_hours": w.canary(class("internal"), x.name, grants("internal"))},
		Visibility: map[string]register.Visibility{"contact_section": register.Registered, "contact_hours": register.Internal}}
	switch x.name[0] {
	case 'c':
		in.Values["benefits_note"] = w.canary(class("registered"), x.name, grants("registered"))
		in.Values["policy"] = w.canary(class("internal"), x.name, grants("internal"))
		in.Visibility["policy"] = register.Internal
		in.HasSites, in.Sites = true, []register.Site{{Name: "見本の事業所", CityCode: x.city, Street: "1番地", Contact: w.canary(class("contact"), x.name, grants("contact")),
			Phone: w.phone(class("contact"), x.name, grants("contact"))}}
	default:
		in.Values["overview"] = w.canary(class("internal"), x.name, grants("internal"))
		in.Values["reception"] = w.canary(class("registered"), x.name, grants("registered"))
		in.Values["office_phone"] = w.phone(class("contact"), x.name, grants("contact"))
		in.Visibility["overview"], in.Visibility["reception"] = register.Internal, register.Registered
	}
	must(t, a.Register.EditProfile(ctx, by, oid, 0, in, register.ProfileSays{}))
	proxy := audit.By{Actor: audit.System, Behalf: string(oid)}
	must(t, a.Register.EditProfile(ctx, proxy, oid, 1, register.ProfileInput{Values: map[string]string{"website": "https://example.jp/"},
		Channel: register.Channels()[0].Value, Consent: register.Consenters()[0].Value, ConsentedOn: term.Of(w.db.Now()).String()}, register.ProfileSays{}))
	must(t, a.Register.PublishProfile(ctx, by, oid, register.TermsVersion, func(lack string) string { return lack }))
	list, err := a.Register.Revisions(ctx, oid)
	must(t, err)
	for _, r := range list {
		if r.Undoable() {
			x.values["revision"] = r.ID
		}
	}
}

// exec runs a statement on the world's database.
func (w *world) exec(t testing.TB, text string, args ...any) {
	t.Helper()
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(text, args...)
		return err
	}))
}

// row inserts a row: what is not given is empty, 0 or false. It returns the id.
func (w *world) row(t testing.TB, table string, given map[string]any) string {
	t.Helper()
	i := slices.IndexFunc(w.tables, func(x sqldb.Table) bool { return x.Name == table })
	if i < 0 {
		t.Fatalf("there is no table %s", table)
	}
	key := w.ids.New(w.db.Now())
	var values []any
	known := 0
	for _, c := range w.tables[i].Columns {
		v, ok := given[c.Name]
		switch {
		case ok:
			known++
		case c.Name == "id":
			v = key
		case strings.HasSuffix(c.Name, "_at") && slices.Contains([]string{"created_at", "updated_at", "made_at", "submitted_at", "recorded_at", "entered_at"}, c.Name):
			v = sqldb.Stamp(w.db.Now())
		case c.Kind == "bigint":
			v = int64(1)
		case c.Kind == "boolean":
			v = false
		default:
			v = ""
		}
		values = append(values, v)
	}
	if known != len(given) {
		t.Fatalf("table %s lacks a column of %v", table, given)
	}
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) error {
		return sqldb.InsertRows(tx, w.tables[i], w.tables[i].Columns, [][]any{values})
	}))
	return key
}
