package cube

import (
	"net/url"
	"slices"
	"testing"

	"kyodo/internal/sqldb"
)

// bank: offers and needs in every state, what is asked about them, what came of it, and the desk.
func (w *world) bank(t testing.TB) {
	t.Helper()
	w.listings(t)
	w.inquiries(t)
	w.consultations(t)
	for _, x := range w.objects["orgs"] { // who asks about an open need, the form says
		if !x.missing {
			need := w.objects["listings"][slices.IndexFunc(w.objects["listings"], func(l *object) bool { return l.org == "groupB" && l.state == "open" })]
			w.add("askers", need.values["id"], &object{org: x.org, city: x.city, state: x.state, name: "askers/" + x.name, form: url.Values{"org": {x.values["id"]}}, query: url.Values{"org": {x.values["id"]}}})
		}
	}
	for _, x := range w.objects["listings"] {
		w.add("cases", "", &object{name: "cases/" + x.name, values: map[string]string{"ref": "listing:" + x.values["id"]}})
	}
	for _, person := range []string{"cit", "cit2", "cc", "companyA-owner"} {
		x := &object{person: person, name: "alerts/" + person}
		w.add("alerts", w.row(t, "alert", map[string]any{"person_id": string(w.persons[person]), "rhythm": "weekly", "seen": int64(0), "token_hash": "cube " + person,
			"query": `{"q":"` + w.canary("alert", person, []grant{{action: "alert.view", object: x}, {action: "alert.edit", object: x}}) + `"}`}), x)
	}
}

// listings: of both directions and every state, public, for registered organizations, and kept by the centre.
func (w *world) listings(t testing.TB) {
	t.Helper()
	one := func(org, city, state, audience string) {
		x := &object{org: org, city: city, state: state, person: org + "-owner", by: org + "-owner", name: "listings/" + org + "/" + state + "/" + audience}
		published := sqldb.Stamp(w.db.Now())
		switch state {
		case "draft", "approving", "checking", "returned":
			published = ""
		}
		if audience == "center" && published != "" {
			x.state = "kept"
		}
		direction, kind := "need", "P1"
		if org[0] == 'c' {
			direction, kind = "offer", "G2"
		}
		grants := []grant{{org: org}}
		for _, action := range []string{"listing.read", "listing.manage", "listing.check", "listing.edit", "listing.publish", "match.view"} {
			grants = append(grants, grant{action: action, object: x})
		}
		body := "どなたでもどうぞ。"
		if audience != "public" || published == "" {
			body = w.canary("listing-"+audience, org, grants)
		}
		x.values = map[string]string{"org": w.org(org)}
		w.add("listings", w.row(t, "listing", map[string]any{"direction": direction, "kind": kind, "organization_id": w.org(org), "title": "見本の掲載【架空】", "body": body,
			"detail": "{}", "quantity": int64(10), "taken": int64(0), "places": int64(0), "least": int64(0), "most": int64(0), "unit": "点", "city_code": city, "area": "[]", "fields": "[]", "conditions": "{}", "standing": true, "cost": "free", "handover": "talk",
			"merit_company": "社員が学べます。", "merit_group": "人手が増えます。", "merit_by": "owner", "beneficiaries": "地域の人", "audience": audience, "choosing": "talk",
			"channel": "web", "state": state, "state_at": sqldb.Stamp(w.db.Now()), "created_by": string(w.persons[org+"-owner"]), "published_at": published}), x)
	}
	for _, state := range []string{"draft", "approving", "checking", "returned", "open", "paused", "expired", "withdrawn", "done"} {
		one("companyA", cityA, state, "public")
	}
	one("companyA", cityA, "open", "registered")
	one("companyA", cityA, "open", "center")
	one("companyB", cityB, "open", "registered")
	one("companyB", cityB, "open", "center")
	one("npoA", cityA, "checking", "public")
	one("groupB", cityB, "open", "public")
	one("groupB", cityB, "draft", "public")
}

// inquiries: between two organizations, those that the centre mediates too, each with its
// collaboration where one came of it.
func (w *world) inquiries(t testing.TB) {
	t.Helper()
	listing := w.objects["listings"][4].values["id"] // companyA's open one
	one := func(asker, owner, state, channel string, escalated bool) {
		x := &object{org: asker, partner: owner, state: state, name: "inquiries/" + asker + "/" + owner + "/" + state + "/" + channel}
		at := ""
		if escalated {
			at = sqldb.Stamp(w.db.Now())
		}
		if escalated || channel != "web" {
			x.state, x.name = "mediated", x.name+"/mediated"
		}
		grants := []grant{{org: asker}, {org: owner}}
		for _, action := range []string{"inquiry.view", "inquiry.reply", "inquiry.accept", "inquiry.decline", "inquiry.withdraw", "inquiry.confirm", "inquiry.meet"} {
			grants = append(grants, grant{action: action, object: x})
		}
		word := func() string { return w.canary("inquiry", asker, grants) }
		id := w.row(t, "inquiry", map[string]any{"listing_id": listing, "asker_id": w.org(asker), "owner_id": w.org(owner), "asked_by": string(w.persons[asker+"-owner"]),
			"channel": channel, "quantity": int64(1), "message": `{"for":"` + word() + `","use":"` + word() + `"}`, "state": state, "owes": "", "escalated_at": at})
		w.row(t, "inquiry_message", map[string]any{"inquiry_id": id, "side": "asker", "person": string(w.persons[asker+"-owner"]), "channel": "web", "body": word(),
			"at": sqldb.Stamp(w.db.Now())})
		w.add("inquiries", id, x)
		asked, asking := *x, *x
		asked.org, asked.partner, asking.partner = owner, "", ""
		asked.values, asking.values = nil, nil
		w.add("asked", id, &asked)
		w.add("asking", id, &asking)
		if state == "accepted" { // each side may reach the other now
			for i := range w.canaries {
				if c := &w.canaries[i]; c.class == "profile-contact" && (c.whose == owner || c.whose == asker) {
					c.grants = append(c.grants, grants...)
				}
			}
			w.collaboration(t, listing, id, owner, asker)
		}
	}
	one("groupB", "companyA", "read", "web", false) // one that is sent would be marked by who opens it
	one("npoA", "companyA", "talking", "web", true)
	one("npoB", "companyA", "waiting", "phone", false)
	one("groupA", "companyA", "accepted", "web", false)
	one("npoB", "companyB", "accepted", "fax", false)
	one("groupA", "companyB", "declined", "web", false)
	one("companyA", "groupB", "read", "web", true)
}

func (w *world) collaboration(t testing.TB, listing, inquiry, giver, receiver string) {
	t.Helper()
	for _, stage := range []string{"S6", "S7", "S8", "S9"} {
		x := &object{org: receiver, partner: giver, state: stage, name: "collaborations/" + giver + "/" + receiver + "/" + stage}
		grants := []grant{{org: giver}, {org: receiver}, {action: "collaboration.view", object: x}, {action: "collaboration.hand-over", object: x}}
		id := w.row(t, "collaboration", map[string]any{"weight": "light", "stage": stage, "outcome": "", "title": "見本の掲載【架空】", "kind": "G2",
			"listing_id": listing, "inquiry_id": inquiry, "giver_id": w.org(giver), "receiver_id": w.org(receiver), "terms": `{"where":"` + w.canary("collaboration", receiver, grants) + `"}`, "due_on": "2099-12-31", "channel": "web",
			"agreed_at": sqldb.Stamp(w.db.Now())})
		w.add("collaborations", id, x)
		giving, receiving := *x, *x
		giving.org, giving.partner, receiving.partner = giver, "", ""
		giving.values, receiving.values = nil, nil
		w.add("giving", id, &giving)
		w.add("receiving", id, &receiving)
	}
}

// consultations of both books, and referrals.
func (w *world) consultations(t testing.TB) {
	t.Helper()
	for _, body := range []string{"center", "foundation"} {
		x := &object{state: body, name: "consultations/" + body}
		var grants []grant
		for _, action := range []string{"consultation.view", "consultation.edit", "consultation.export"} {
			grants = append(grants, grant{action: action, set: "contact", object: x})
		}
		w.add("consultations", w.row(t, "consultation", map[string]any{"body_code": body, "channel": "phone", "caller": w.canary("consultation", body, grants),
			"category": "other", "minutes": int64(5), "version": int64(1), "content": w.canary("consultation", body, grants), "received_at": "2026-11-20", "next_on": "2026-12-01"}), x)
	}
	w.add("calls", w.objects["consultations"][0].values["id"], &object{name: "calls"})
	for _, body := range []string{"center", "foundation"} {
		w.add("books", nowhere, &object{state: body, name: "books/" + body, form: url.Values{"body": {body}}, query: url.Values{"body": {body}}})
	}
	listing := w.objects["listings"][4].values["id"]
	for _, r := range [][3]string{{"offered", "municipality", cityA}, {"offered", "municipality", cityB}, {"offered", "center"}, {"offered", "foundation"},
		{"accepted", "municipality", cityA}, {"accepted", "municipality", cityB}, {"declined", "municipality", cityA}, {"declined", "municipality", cityB}} {
		state, scope, city := r[0], r[1], r[2]
		x := &object{state: state, city: city, name: "referrals/" + state + "/" + scope + city}
		if state == "offered" {
			x.state = "to-" + scope
		}
		w.add("referrals", w.row(t, "referral", map[string]any{"ref": "listing:" + listing, "to_scope": scope, "to_id": city, "state": state,
			"reason": w.canary("referral", city, []grant{{action: "referral.view", object: x}, {action: "referral.answer", object: x}})}), x)
	}
}
