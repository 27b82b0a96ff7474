package cube

import (
	"context"
	"slices"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// principal is who sends requests: a person of one role through one session, or nobody.
type principal struct {
	name       string
	person     string // the name of the person: several principals may be one
	column     string // of the matrix, "" = nobody
	org        string // the organization of the post, by its name here
	cities     []string
	twoFactors bool
	confirmed  bool // has just proved who they are
	glass      bool

	id      account.PersonID
	token   string // of the session
	session string // its id
	bearer  bool   // the token goes as Authorization: Bearer
	hidden  string // the hidden field of forms that belongs to it
}

func (p *principal) nobody() bool { return p.column == "" }

// citizen is a principal as the public listener knows them: without the rights of the staff.
func (p *principal) citizen() *principal {
	if p.nobody() || !slices.Contains(staffColumns, p.column) {
		return p
	}
	q := *p
	q.column, q.cities, q.glass = "CIT", nil, false
	return &q
}

// staffColumns are the columns of the staff.
var staffColumns = []string{"IM", "MU", "FO", "CC", "CA", "PD", "PB", "PL", "RV", "AU", "SY"}

// The municipalities of the two areas.
const (
	cityA = "35203"
	cityB = "35201"
)

// roleOf names the role of a column in the program's words.
var roleOf = map[string]string{"GO": "GRP_OWNER", "GM": "GRP_MEMBER", "NO": "NPO_OWNER", "NM": "NPO_MEMBER", "CO": "CO_OWNER", "CM": "CO_MEMBER",
	"IM": "INTERMED", "MU": "MUNI_STAFF", "FO": "FOUND_STAFF", "CC": "CENTER_COORD", "CA": "CENTER_ADMIN", "PD": "PREF_DEPT", "PB": "PREF_BRANCH",
	"PL": "PREF_LEAD", "RV": "REVIEWER", "AU": "AUDITOR", "SY": "SYS_ADMIN"}

// people are the persons with their posts; each has a session with two factors and just confirmed,
// but for those of organizations, who use one factor.
func people() []*principal {
	pref := func(name, column string) *principal { return &principal{name: name, column: column} }
	area := func(name, column string, cities ...string) *principal {
		return &principal{name: name, column: column, cities: cities}
	}
	list := []*principal{pref("cit", "CIT"), pref("cit2", "CIT")}
	for _, org := range []string{"groupA", "groupB", "npoA", "npoB", "companyA", "companyB", "groupX"} {
		c := map[byte]string{'g': "G", 'n': "N", 'c': "C"}[org[0]]
		list = append(list, &principal{name: org + "-owner", column: c + "O", org: org}, &principal{name: org + "-member", column: c + "M", org: org})
	}
	list = append(list,
		area("imA", "IM", cityA), area("imB", "IM", cityB), area("imR", "IM", cityA, "35206", "35504"), area("muA", "MU", cityA), area("muB", "MU", cityB),
		area("pbA", "PB", cityA, "35206", "35504"), area("pbB", "PB", cityB),
		pref("fo", "FO"), pref("cc", "CC"), pref("ca", "CA"), pref("pd", "PD"), pref("pl", "PL"), pref("rv", "RV"), pref("au", "AU"), pref("sy", "SY"))
	for _, p := range list {
		p.person, p.confirmed, p.twoFactors = p.name, true, slices.Contains(staffColumns, p.column)
	}
	return list
}

// variants are other sessions of the people: with one factor, not confirmed, after breaking the
// glass; and principals who are nobody: no session, an ended one, somebody suspended, a bearer token.
func variants(list []*principal) []*principal {
	as := func(person, name string, change func(*principal)) *principal {
		i := slices.IndexFunc(list, func(p *principal) bool { return p.name == person })
		q := *list[i]
		q.name, q.token = name, ""
		change(&q)
		return &q
	}
	var all []*principal
	for _, person := range []string{"pl", "ca", "cc", "sy", "au", "fo", "imA", "muA", "pd"} {
		all = append(all, as(person, person+"-one-factor", func(p *principal) { p.twoFactors = false }))
	}
	for _, person := range []string{"pl", "ca", "cc", "sy", "au", "fo", "imA", "muA", "npoA-owner", "groupA-owner", "cit"} {
		all = append(all, as(person, person+"-unconfirmed", func(p *principal) { p.confirmed = false }))
	}
	for _, person := range []string{"sy", "au"} {
		all = append(all, as(person, person+"-glass", func(p *principal) { p.glass = true }))
	}
	return append(all,
		&principal{name: "anonymous"},
		&principal{name: "ended", person: "pl2"}, // a session that was ended
		&principal{name: "suspended", person: "suspended"},
		&principal{name: "bearer", person: "pl", bearer: true},
		&principal{name: "revoked", person: "revoked", column: "CIT", confirmed: true, twoFactors: true}, // was of the lead division until yesterday
	)
}

// scope is what a principal's post reaches.
func (w *world) scope(p *principal) account.Scope {
	switch {
	case p.org != "":
		return account.Scope{Kind: account.OfOrganization, ID: w.org(p.org)}
	case p.column == "PB" && p.cities[0] == cityB:
		return account.Scope{Kind: account.OfRegion, ID: "kenmin-shimonoseki"}
	case len(p.cities) > 1:
		return account.Scope{Kind: account.OfRegion, ID: "kenmin-yamaguchi"}
	case len(p.cities) == 1:
		return account.Scope{Kind: account.OfMunicipality, ID: p.cities[0]}
	}
	return account.Scope{Kind: account.OfPrefecture}
}

// enter makes the people, their posts and their sessions.
func (w *world) enter(t testing.TB, a *app.App) {
	t.Helper()
	ctx, by := context.Background(), audit.By{Actor: audit.System}
	today := term.Of(w.db.Now())
	add := func(name, column string, p *principal, until term.Date) account.PersonID {
		known := append(personGrants(name), grant{action: "person.reset", object: &object{person: name, state: "active"}}) // at the counter
		if p.org != "" {                                                                                                   // colleagues know each other's names
			known = append(known, grant{org: p.org})
		}
		c := w.canary("person", name, known)
		d := w.canary("person-contact", name, personGrants(name))
		id, err := a.Accounts.CreatePerson(ctx, by, account.PersonInput{Name: c, Kana: "カナリア", Email: d + "@sample.invalid", Phone: w.phone("person-contact", name, personGrants(name))})
		must(t, err)
		w.persons[name] = id
		if role := roleOf[column]; role != "" {
			post, err := a.Accounts.CreatePost(ctx, by, account.PostInput{Unit: "見本の課【架空】", Title: "職 " + name, Scope: w.scope(p), Roles: []string{role}, From: today.AddDays(-30)})
			must(t, err)
			w.posts[name] = post
			w.tenures[name], err = a.Accounts.Appoint(ctx, by, post, id, today.AddDays(-30), until)
			must(t, err)
		}
		return id
	}
	for _, p := range w.principals {
		if !p.nobody() && p.name == p.person && p.name != "revoked" {
			add(p.name, p.column, p, term.Date{})
		}
	}
	plain := &principal{}
	add("pl2", "PL", plain, term.Date{})
	add("suspended", "PL", plain, term.Date{})
	add("erased", "CIT", plain, term.Date{})
	add("revoked", "PL", plain, today.AddDays(-1))
	for _, p := range w.principals {
		if p.person == "" {
			continue
		}
		p.id = w.persons[p.person]
		level := account.OneFactor
		if p.twoFactors || p.nobody() {
			level = account.MultiFactor
		}
		var err error
		p.token, err = a.Accounts.Start(ctx, by, p.id, account.ByPasskey, level, "cube", "")
		must(t, err)
		if who, err := a.Accounts.Load(ctx, p.token); err == nil {
			p.session = who.Session
		}
	}
	w.refresh(t)
	must(t, a.Accounts.End(ctx, by, w.principal("ended").session))
	must(t, a.Accounts.Suspend(ctx, by, w.persons["suspended"], w.canary("person", "suspended", personGrants("suspended"))))
	w.exec(t, `UPDATE person SET status = 'erased' WHERE id = $1`, string(w.persons["erased"]))
}

// refresh sets what the sessions say of proofs and of the glass, for the next hour.
func (w *world) refresh(t testing.TB) {
	t.Helper()
	now := w.db.Now()
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) error {
		for _, p := range w.principals {
			up, glass := time.Time{}, time.Time{}
			if p.confirmed {
				up = now.Add(time.Hour)
			}
			if p.glass {
				glass = now.Add(time.Hour)
			}
			if _, err := tx.Exec(`UPDATE session SET step_up_at = $1, glass_until = $2, seen_at = $3, started_at = $3 WHERE id = $4`, up, glass, now, p.session); err != nil {
				return err
			}
		}
		return nil
	}))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
