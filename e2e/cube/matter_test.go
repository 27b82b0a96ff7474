package cube

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
)

// matters puts everything that waits, or waited, for somebody into the database, in each state.
// Whoever decides has also asked for one of each: what two persons must do is not theirs to decide.
func (w *world) matters(t testing.TB) {
	t.Helper()
	w.applications(t)
	w.claims(t)
	w.successions(t)
	w.invitations(t)
	w.upkeep(t)
	w.house(t)
	w.bank(t)
	for _, x := range w.objects["orgs"] { // whose duty an owner ends, the form says
		if !x.missing {
			x.form = url.Values{"tenure": {w.tenures[x.name+"-member"]}}
		}
	}
	for kind := range w.objects {
		if kind != "orgs" && kind != "proxies" && kind != "books" && kind != "askers" {
			w.objects[kind] = append(w.objects[kind], missing())
		}
	}
}

func (w *world) add(kind, id string, x *object) {
	if x.values == nil {
		x.values = map[string]string{}
	}
	x.values["id"] = id
	if x.name == "" {
		x.name = kind + "/" + strings.Trim(x.state+"/"+x.person+"/"+x.city, "/")
	}
	w.objects[kind] = append(w.objects[kind], x)
}

func (w *world) applications(t testing.TB) {
	t.Helper()
	one := func(person, city, state string) {
		x := &object{person: person, by: person, city: city, state: state}
		for i := range w.canaries { // who may see an application sees who applies
			if c := &w.canaries[i]; c.class == "person" && c.whose == person {
				c.grants = append(c.grants, grant{action: "application.view", object: x}, grant{action: "intake.list", object: x})
			}
		}
		internal := []grant{{action: "application.view", set: "internal", object: x}, {action: "application.edit", set: "internal", object: x}}
		c := func() string { return w.canary("application-internal", person, internal) }
		name := w.canary("application", person, []grant{{action: "application.view", object: x}, {action: "application.edit", object: x}, {action: "intake.list", object: x}})
		content := fmt.Sprintf(`{"kind":"group","name":%q,"kana":"タメシノカイ","city":%q,"street":"1番地","line":"試します。"}`, name, city)
		personal := fmt.Sprintf(`{"representative":%q,"contact_name":%q,"phone":%q,"mail":%q}`, c(), c(), w.phone("application-internal", person, internal), c()+"@sample.invalid")
		sent := ""
		if state != "draft" {
			sent = sqldb.Stamp(w.db.Now())
		}
		w.add("applications", w.row(t, "application", map[string]any{"applicant": string(w.persons[person]), "kind": "group", "name": name, "name_key": name, "city_code": city, "content": content, "personal": personal, "state": state, "submitted_at": sent, "version": int64(2)}), x)
	}
	for _, state := range []string{"draft", "submitted", "returned", "approved", "withdrawn", "declined"} {
		one("cit", cityA, state)
	}
	one("cit2", cityB, "submitted")
	one("cit2", cityB, "returned")
	for _, person := range []string{"cc", "ca", "fo", "pl", "groupA-owner"} {
		one(person, cityB, "submitted")
	}
}

func (w *world) claims(t testing.TB) {
	t.Helper()
	n := 0
	one := func(person, org, city, state string) {
		n++
		x := &object{person: person, by: person, city: city, state: state, name: fmt.Sprintf("claims/%s/%s/%d", state, person, n)}
		for i := range w.canaries { // who may see a claim sees who makes it
			if c := &w.canaries[i]; strings.HasPrefix(c.class, "person") && c.whose == person {
				c.grants = append(c.grants, grant{action: "claim.view", set: "", object: x}, grant{action: "claim.decide", set: "", object: x})
			}
		}
		position := w.canary("claim", person, []grant{{action: "claim.view", object: x}, {action: "claim.decide", object: x}})
		expires := ""
		if state == "lettered" {
			expires = "2099-12-31"
		}
		w.add("claims", w.row(t, "claim", map[string]any{"person": string(w.persons[person]), "organization_id": w.org(org), "city_code": city,
			"position": position, "way": "letter", "state": state, "expires_on": expires, "tries": int64(0)}), x)
	}
	for _, state := range []string{"submitted", "confirmed", "declined", "expired"} {
		one("cit", "npoA", cityA, state)
	}
	one("cit", "npoB", cityB, "lettered")
	one("cit2", "npoB", cityB, "submitted")
	one("cit2", "npoA", cityA, "lettered")
	for _, person := range []string{"ca", "fo", "pl"} {
		one(person, "npoB", cityB, "submitted")
	}
}

func (w *world) successions(t testing.TB) {
	t.Helper()
	one := func(org, city, state, from string) {
		x := &object{org: org, city: city, state: state, by: from, person: from, name: "successions/" + org + "/" + state}
		grants := []grant{{action: "succession.view", set: "internal", object: x}, {org: org}}
		w.add("successions", w.row(t, "succession", map[string]any{"organization_id": w.org(org), "city_code": city, "from_person": string(w.persons[from]),
			"to_name": w.canary("succession", org, grants), "to_mail": w.canary("succession", org, grants) + "@sample.invalid",
			"note": w.canary("succession", org, grants), "begins_on": "2099-04-01", "state": state}), x)
	}
	one("npoA", cityA, "submitted", "npoA-owner")
	one("npoB", cityB, "accepted", "npoB-owner")
	one("groupA", cityA, "declined", "groupA-owner")
	one("groupB", cityB, "submitted", "pl")
	one("companyA", cityA, "submitted", "ca")
	one("companyB", cityB, "submitted", "fo")
	for i := range w.canaries { // the decider sees who proposes
		c := &w.canaries[i]
		if strings.HasPrefix(c.class, "person") {
			for _, x := range w.objects["successions"] {
				if x.person == c.whose {
					c.grants = append(c.grants, grant{action: "succession.view", object: x}, grant{org: x.org})
				}
			}
		}
	}
}

// invitations: to people who have an account, to act for an organization that is not theirs.
func (w *world) invitations(t testing.TB) {
	t.Helper()
	for person, org := range map[string]string{"cit": "npoA", "cit2": "groupB"} {
		x := &object{person: person, org: org, by: "pl", name: "invitations/" + person}
		p, err := w.seed.Accounts.Person(context.Background(), w.persons[person])
		must(t, err)
		for i := range w.canaries { // the page of the organization says to which address it went
			if c := &w.canaries[i]; strings.HasPrefix(c.class, "person") && c.whose == person {
				c.grants = append(c.grants, grant{org: org})
			}
		}
		ticket := w.row(t, "ticket", map[string]any{"kind": "invitation", "secret_hash": "of " + person, "email": p.Email, "lang": "ja",
			"expires_at": "2099-12-31T00:00:00.000000Z"})
		w.row(t, "colleague_invitation", map[string]any{"ticket_id": ticket, "organization_id": w.org(org), "invited_by": string(w.persons["pl"])})
		w.add("invitations", ticket, x)
	}
}

// upkeep: notices of readers, questions of imports, merges.
func (w *world) upkeep(t testing.TB) {
	t.Helper()
	for _, state := range []string{"open", "done"} {
		x := &object{state: state, city: cityA, org: "npoA", name: "corrections/" + state}
		w.add("corrections", w.row(t, "correction", map[string]any{"organization_id": w.org("npoA"), "about": "name",
			"body":    w.canary("correction", "npoA", []grant{{action: "correction.list", object: x}, {action: "correction.decide", object: x}}),
			"contact": w.canary("correction-contact", "npoA", []grant{{action: "correction.list", set: "contact", object: x}}) + "@sample.invalid", "status": state}), x)
	}
	w.add("questions", w.row(t, "import_question", map[string]any{"source": "record", "digest": "cube", "identity": "cube", "name": "試しの会",
		"content": `{"kind":"group","name":"試しの会"}`, "candidates": w.org("groupA"), "as_of": "2026-11-01", "file": "cube.csv"}), &object{name: "question"})
	for _, city := range []string{cityA, cityB, "35206", "outside"} { // bodies that a proxy may enter
		x := &object{name: "proxies/" + city, city: city, form: url.Values{"city": {city}}}
		if city == "outside" {
			x.city = ""
		}
		w.add("proxies", nowhere, x)
	}
	group := w.declare(t, codes.Group, "名簿の会【架空】", "山口県山口市滝町3")
	w.exec(t, `UPDATE organization SET consent = 'unknown' WHERE id = $1`, string(group))
	w.add("groups", string(group), &object{name: "groups/waiting", org: "a list", city: cityA})
	for i, state := range []string{"undoable", "old"} {
		keep := w.declare(t, codes.Group, fmt.Sprintf("二重の会%d甲【架空】", i), "山口県山口市滝町2")
		gone := w.declare(t, codes.Group, fmt.Sprintf("二重の会%d乙【架空】", i), "山口県山口市滝町2")
		u, err := w.seed.Register.Unite(context.Background(), audit.By{Actor: audit.System}, keep, gone, "同じ団体")
		must(t, err)
		if state == "old" {
			w.exec(t, `UPDATE organization_union SET made_at = $1 WHERE id = $2`, w.db.Now().AddDate(0, 0, -40), u.ID)
		}
		w.add("unions", u.ID, &object{state: state, name: "unions/" + state, values: map[string]string{"keep": string(keep), "gone": string(gone)}})
	}
}

// house: people, posts, sessions, mails, duties.
func (w *world) house(t testing.TB) {
	t.Helper()
	for _, person := range []string{"cit", "suspended", "erased", "npoA-owner", "pd", "pl", "ca"} {
		x := &object{person: person, state: "active", name: "people/" + person}
		if person == "suspended" || person == "erased" {
			x.state = person
		}
		w.add("people", string(w.persons[person]), x)
	}
	for _, by := range []string{"sy", "pl", "ca"} {
		reason := w.canary("person-contact", "pd", personGrants("pd"))
		w.add("resets", w.row(t, "factor_reset", map[string]any{"person_id": string(w.persons["pd"]), "reason": reason, "proposed_by": string(w.persons[by]),
			"proposed_at": sqldb.Stamp(w.db.Now())}), &object{person: "pd", by: by, state: "active", name: "resets/" + by})
	}
	w.add("resets", w.row(t, "factor_reset", map[string]any{"person_id": string(w.persons["suspended"]), "reason": "紛失", "proposed_by": string(w.persons["sy"]),
		"proposed_at": sqldb.Stamp(w.db.Now())}), &object{person: "suspended", by: "sy", state: "suspended", name: "resets/suspended"})
	for _, person := range []string{"imA", "muA", "fo", "cc", "pd", "pbA", "pl", "rv"} {
		w.add("posts", string(w.posts[person]), &object{post: person, name: "posts/" + person, values: map[string]string{"tenure": w.tenures[person]}})
	}
	for _, person := range []string{"cit", "npoA-owner", "pd", "revoked"} {
		w.add("sessions", w.row(t, "session", map[string]any{"person_id": string(w.persons[person]), "token_hash": "cube " + person, "method": "passkey", "assurance": int64(2),
			"agent": w.canary("session", person, []grant{{person: person}, {action: "session.list", object: &object{}}}), "started_at": sqldb.Stamp(w.db.Now()), "seen_at": sqldb.Stamp(w.db.Now())}),
			&object{person: person, name: "sessions/" + person})
	}
	for _, state := range []string{"failed", "sent", "held", "recorded"} {
		x := &object{state: state, name: "mails/" + state}
		body := []grant{{action: "mail.view", set: "contact", object: x}}
		w.add("mails", w.row(t, "mail", map[string]any{"kind": "cube", "to_address": w.canary("mail-address", state, append(body, grant{action: "mail.list", object: x})) + "@sample.invalid",
			"subject": "立方体", "body": w.canary("mail-body", state, body), "message_id": state + "@localhost", "state": state}), x)
	}
	for _, duty := range []string{"bank:O", "npo-register:A", "forum:R", "meeting:C", "guidebook:I"} {
		item, kind, _ := strings.Cut(duty, ":")
		w.add("duties", "", &object{duty: duty, name: "duties/" + duty, values: map[string]string{"item": item, "kind": kind, "year": "2026"}})
	}
}
