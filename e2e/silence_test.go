package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/term"
)

// day is a step of the clock.
const day = 24 * time.Hour

// mostSilence is by when the centre has a case to which nobody answers: fourteen business days, with the
// longest holidays between them.
const mostSilence = 35

// TestASilentCompany: a group has asked and the company does not answer. With the days it is reminded,
// the coordinators are told, and the case becomes the centre's; from the desk the coordinator opens it
// and writes to both sides. By the keyboard alone.
func TestASilentCompany(t *testing.T) {
	b := chromium(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "a silent company's case", false: "a silent company's case, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			p := newPassing(t)
			company, group := p.enters(t, "CO_OWNER"), p.enters(t, "GRP_OWNER")
			offer := askable(t, p.origin, company, group)
			since := p.db.Now()
			asked, err := fetchPage(http.MethodPost, p.origin+offer+"/ask",
				url.Values{"for": {"毎週通う小学生20人"}, "use": {"学習室で使います。"}, "quantity": {"2"}}.Encode()+"&"+anyToken, group)
			if err != nil {
				t.Fatal(err)
			}
			thread := regexp.MustCompile(`^/my/inquiries/([0-9a-z]{16})`).FindStringSubmatch(asked.header.Get("Location"))
			if thread == nil {
				t.Fatalf("status %d, to %q: %s", asked.status, asked.header.Get("Location"), asked.html)
			}
			// who was mailed, each kind on its day
			to := func(kind string) (list []string) {
				t.Helper()
				for _, m := range p.mails(t, since, kind) {
					mine := m.ref == "inquiry/"+thread[1]
					if strings.HasPrefix(kind, "desk.") { // about a listing, and since when
						mine = strings.Contains(m.body, strings.TrimPrefix(offer, "/bank/")) && strings.Contains(m.body, term.Of(since).Both())
					}
					if mine {
						list = append(list, m.to)
					}
				}
				slices.Sort(list)
				return list
			}
			kinds := []string{"inquiry.remind", "desk.silent", "desk.taken", "inquiry.escalated"}
			var order []string
			for d := 0; len(order) < len(kinds) && d < mostSilence; d++ {
				p.pass(t, day)
				for _, kind := range kinds {
					if !slices.Contains(order, kind) && to(kind) != nil {
						order = append(order, kind)
					}
				}
			}
			if diff := cmp.Diff(kinds, order); diff != "" {
				t.Fatalf("what silence leads to (-want +got):\n%s", diff)
			}
			owners, askers := []string{"co-member@sample.invalid", "co-owner@sample.invalid"}, []string{"grp-member@sample.invalid", "grp-owner@sample.invalid"}
			both := append(slices.Clone(owners), askers...)
			for kind, want := range map[string][]string{"inquiry.remind": owners, "inquiry.escalated": both} {
				if diff := cmp.Diff(want, to(kind)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", kind, diff)
				}
			}
			for _, kind := range []string{"desk.silent", "desk.taken"} {
				if !slices.Contains(to(kind), "center-coord@sample.invalid") {
					t.Errorf("%s went to %q", kind, to(kind))
				}
			}

			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			says := func(text string) {
				t.Helper()
				if got := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(got, text) {
					t.Fatalf("%s does not say %q:\n%s", eval[string](t, r.tab, "location.pathname"), text, got)
				}
			}
			r.carry(t, p.origin, p.enters(t, "CENTER_COORD"))
			r.at(t, p.origin+"/desk") // what is the longest beyond its promise comes first there, of all the demo
			r.reach(t, "main a[href='/desk?what=inquiry']")
			r.enter(t)
			r.reach(t, "#queue a[href*='"+thread[1]+"']")
			if row := eval[string](t, r.tab, "document.activeElement.closest('tr').innerText"); !strings.Contains(row, "仲介する") {
				t.Errorf("the desk says of the case: %s", row)
			}
			r.enter(t)
			r.reach(t, "main a[href$='/inquiries/"+thread[1]+"']")
			r.enter(t)
			r.reach(t, "main [name=body]")
			said := "センターです。今週のご都合を、お二方にうかがいます。"
			r.write(t, said)
			r.reach(t, "main form[action$='/reply'] button[type=submit]")
			r.enter(t)
			says("返事を送りました")
			says(said)
			if diff := cmp.Diff(both, to("inquiry.reply")); diff != "" {
				t.Errorf("told of what the centre wrote (-want +got):\n%s", diff)
			}
			for _, role := range []string{"CO_OWNER", "GRP_OWNER"} {
				page, err := fetchPage(http.MethodGet, p.origin+"/my/inquiries/"+thread[1], "", p.enters(t, role))
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(page.html), said) {
					t.Errorf("%s does not read what the centre wrote: status %d", role, page.status)
				}
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}
