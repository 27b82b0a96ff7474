package cube

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kyodo/internal/web"
)

// kinds say which objects the {id} of addresses names, by the beginning of the pattern's path; the
// longest one counts. A new family of pages needs a line here, and its objects in matter_test.go.
var kinds = []struct{ prefix, kind string }{
	{"/orgs/{id}", "orgs"},
	{"/my/orgs/{id}", "orgs"},
	{"/desk/orgs/{id}", "orgs"},
	{"/programme/{year}/items/{item}/{kind}", "duties"},
	{"/admin/people/{id}", "people"},
	{"/admin/posts/{id}", "posts"},
	{"/admin/sessions/{id}", "sessions"},
	{"/my/sessions/{id}", "sessions"},
	{"/admin/mail/{id}", "mails"},
	{"/my/applications/{id}", "applications"},
	{"/desk/applications/{id}", "applications"},
	{"/my/claims/{id}", "claims"},
	{"/my/invitations/{id}", "invitations"},
	{"/desk/claims/{id}", "claims"},
	{"/desk/successions/{id}", "successions"},
	{"/desk/proxy", "proxies"},
	{"/admin/corrections/{id}", "corrections"},
	{"/admin/questions/{id}", "questions"},
	{"/admin/merges/{id}", "unions"},
	{"/admin/groups/consent/{id}", "groups"},
	{"/admin/factors/{id}", "resets"},
	{"/bank/{id}", "listings"},
	{"/bank/{id}/ask", "askers"},
	{"/my/listings/{id}", "listings"},
	{"/desk/listings/{id}", "listings"},
	{"/desk/candidates/{id}", "listings"},
	{"/my/inquiries/{id}", "inquiries"},
	{"/my/inquiries/{id}/accept", "asked"},
	{"/my/inquiries/{id}/decline", "asked"},
	{"/my/inquiries/{id}/withdraw", "asking"},
	{"/my/inquiries/{id}/confirm", "asking"},
	{"/desk/inquiries/{id}", "inquiries"},
	{"/collaborations/{id}", "collaborations"},
	{"/collaborations/{id}/hand-over", "giving"},
	{"/collaborations/{id}/report", "receiving"},
	{"/desk/consultations/{id}", "consultations"},
	{"/desk/consultations/{id}/inquiry", "calls"},
	{"/desk/consultations", "books"},
	{"/desk/cases/{ref}", "cases"},
	{"/desk/ageing/{id}", "listings"},
	{"/desk/referrals/{id}", "referrals"},
	{"/my/alerts/{id}", "alerts"},
}

// samples are values of wildcards that name no object of a decision.
var samples = map[string]string{
	"step": "basic", "year": "2026", "item": "bank", "kind": "O", "table": "fields", "number": "1010001000000", "list": "applications",
	"receipt": nowhere, "revision": nowhere, "provider": "pref", "sealed": "sealed", "token": "token", "secret": "secret", "name": "pref", "id": nowhere, "version": nowhere,
	"photo": nowhere, "candidate": nowhere, "file": nowhere, "place": "draws", "measure": "offers", "ref": "listing:" + nowhere,
	"key": nowhere, "role": "auditor", "entry": nowhere, "code": "35203",
}

// probes say about which objects each action is asked where no page does it.
var probes = map[string]string{
	"session.end": "sessions", "application.view": "applications", "application.edit": "applications", "application.withdraw": "applications",
	"application.approve": "applications", "application.return": "applications", "claim.view": "claims", "claim.confirm": "claims", "invitation.answer": "invitations", "claim.decide": "claims",
	"succession.propose": "orgs", "succession.view": "successions", "succession.decide": "successions", "organization.manage": "orgs", "member.invite": "orgs", "member.end": "orgs",
	"proxy.create": "orgs", "profile.view": "orgs", "profile.review": "orgs", "profile.edit": "orgs", "profile.publish": "orgs", "profile.undo": "orgs", "consent.withdraw": "orgs", "question.answer": "questions",
	"correction.decide": "corrections", "merge.undo": "unions", "person.view": "people", "person.edit": "people", "person.suspend": "people", "person.erase": "people", "account.erase": "people",
	"person.reset": "people", "factor.reset": "resets", "handover.view": "posts", "duty.report": "duties", "mail.view": "mails", "mail.retry": "mails",
	"intake.list": "applications", "intake.export": "applications", "my.view": "people", "account.edit": "people", "factor.enrol": "people", "factor.edit": "people",
	"listing.read": "listings", "listing.create": "orgs", "listing.manage": "listings", "listing.edit": "listings", "listing.submit": "listings", "listing.pause": "listings",
	"listing.resume": "listings", "listing.withdraw": "listings", "listing.complete": "listings", "listing.renew": "listings", "listing.check": "listings",
	"listing.publish": "listings", "listing.return": "listings", "listing.tie": "listings", "listing.export": "listings",
	"inquiry.create": "orgs", "inquiry.view": "inquiries", "inquiry.reply": "inquiries", "inquiry.meet": "inquiries", "inquiry.accept": "asked", "inquiry.decline": "asked",
	"inquiry.withdraw": "asking", "inquiry.confirm": "asking", "inquiry.mediate": "inquiries",
	"collaboration.view": "collaborations", "collaboration.hand-over": "giving", "collaboration.report": "receiving", "collaboration.feedback": "collaborations", "collaboration.end": "collaborations",
	"desk.assign": "listings", "consultation.view": "consultations", "consultation.create": "consultations", "consultation.edit": "consultations", "consultation.export": "consultations",
	"referral.create": "listings", "referral.view": "referrals", "referral.answer": "referrals", "match.view": "listings", "match.override": "listings",
	"alert.view": "alerts", "alert.edit": "alerts",
	"session.step-up": "people", "application.create": "people", "claim.create": "people", "session.list": "sessions", "mail.list": "mails",
}

var wildcard = regexp.MustCompile(`\{([a-z_]+)(\.\.\.|\$)?\}`)

// door is a route of the site with the objects on which it is tried.
type door struct {
	web.Route
	method, path string
	objects      []*object // nil = it names none
	soft         bool      // an address leads to what is not in the database: 404 is no refusal
}

// static files say nothing of anybody.
func static(pattern string) bool {
	return strings.Contains(pattern, " /static/") || strings.HasSuffix(pattern, "favicon.ico")
}

// doors joins the site's routes with the objects of the world. It complains about a route whose
// address it cannot fill.
func (w *world) doors(routes []web.Route) (list []*door, complaints []string) {
	for _, r := range routes {
		if static(r.Pattern) {
			continue
		}
		d := &door{Route: r}
		d.method, d.path, _ = strings.Cut(r.Pattern, " ")
		kind, longest := "", 0
		for _, k := range kinds {
			if strings.HasPrefix(d.path, k.prefix) && len(k.prefix) > longest {
				kind, longest = k.kind, len(k.prefix)
			}
		}
		own := map[string]string{}
		if kind != "" && (r.Object || strings.Contains(d.path, "{id}")) {
			d.objects = w.objects[kind]
			own = d.objects[0].values
		}
		if r.Object && d.objects == nil {
			complaints = append(complaints, fmt.Sprintf("%s: which objects does it name? Add its beginning to kinds in route_test.go", r.Pattern))
		}
		for _, m := range wildcard.FindAllStringSubmatch(d.path, -1) {
			_, known := own[m[1]]
			_, sampled := samples[m[1]]
			if m[1] == "" || m[2] != "" {
				continue
			}
			if !known && !sampled {
				complaints = append(complaints, fmt.Sprintf("%s: what may {%s} be? Add it to samples in route_test.go, or to the values of the objects", r.Pattern, m[1]))
			}
			d.soft = d.soft || !known && !slices.Contains([]string{"step", "year", "item", "kind"}, m[1])
		}
		// Which records, the query says; what was begun, an earlier form; whether the listing of a case may be read, the listing.
		d.soft = d.soft || d.path == "/admin/merges/new" || d.path == "/my/security/totp" && d.method == "POST" || d.path == "/desk/cases/{ref}"
		list = append(list, d)
	}
	return list, complaints
}

// target is the address of a door for an object.
func (d *door) target(x *object) string {
	path := strings.TrimSuffix(d.path, "{$}")
	return wildcard.ReplaceAllStringFunc(path, func(m string) string {
		name := wildcard.FindStringSubmatch(m)[1]
		if x != nil {
			if v, ok := x.values[name]; ok {
				return v
			}
		}
		return samples[name]
	})
}

// staffOnly says whether a path exists on the staff's listener alone.
func staffOnly(path string) bool {
	return path == "/desk" || path == "/admin" || strings.HasPrefix(path, "/desk/") || strings.HasPrefix(path, "/admin/")
}
