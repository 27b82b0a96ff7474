package registerweb

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestCanaries: no word of a profile that is not for everybody is in anything that everybody can
// get; each reader sees what the permission table opens, and no more.
func TestCanaries(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		says := japaneseProfile.Says
		canaries := map[register.Visibility][]string{}
		for _, oid := range []register.ID{w.company, w.npo, w.group} {
			p, _, err := w.svc.Profile(t.Context(), oid)
			if err != nil {
				t.Fatal(err)
			}
			in := register.ProfileInput{Values: map[string]string{}, Visibility: map[string]register.Visibility{}, HasSites: true}
			for n, i := range register.Items(p.Kind) {
				token := fmt.Sprintf("canary%s%d", oid[len(oid)-4:], n)
				see := i.Default()
				switch i.Form {
				case register.OneLine, register.Prose:
				case register.Link:
					token = "https://" + token + ".example.jp/"
				case register.Mail:
					token += "@example.jp"
				case register.Phone:
					token = fmt.Sprintf("083-000-%04d", 7000+n)
				default:
					continue
				}
				if slices.Contains(i.Allowed, register.Internal) && n%5 == 4 {
					see = register.Internal
				} else if slices.Contains(i.Allowed, register.Registered) && n%5 == 2 {
					see = register.Registered
				}
				in.Values[i.Name] = token
				if see != i.Default() {
					in.Visibility[i.Name] = see
				}
				canaries[see] = append(canaries[see], token)
			}
			in.Values["fields"] = "town"
			site := register.Site{Name: "canarysite" + string(oid[12:]), CityCode: "35211", Contact: "canaryman" + string(oid[12:]), Phone: "083-000-8888"}
			in.Sites = []register.Site{site}
			canaries[register.Public] = append(canaries[register.Public], site.Name)
			canaries[register.Contact] = append(canaries[register.Contact], site.Contact, site.Phone)
			by := audit.By{Actor: "test"}
			if err := w.svc.EditProfile(t.Context(), by, oid, 0, in, says); err != nil {
				t.Fatal(err)
			}
			if err := w.svc.PublishProfile(t.Context(), by, oid, register.TermsVersion, japaneseProfile.lack); err != nil {
				t.Fatal(err)
			}
		}
		w.reload()
		for see, list := range canaries {
			if len(list) < 3 {
				t.Errorf("%d canaries are %s: the test proves little", len(list), see)
			}
		}
		// leaks lists the canaries of the visibilities that stand in what a reader gets.
		leaks := func(body string, of ...register.Visibility) (found []string) {
			for _, see := range of {
				for _, token := range canaries[see] {
					if strings.Contains(body, token) {
						found = append(found, string(see)+" "+token)
					}
				}
			}
			return found
		}
		public := []string{"/", "/orgs", "/orgs?lang=en", "/orgs?q=canary", "/orgs.csv", "/orgs.csv?encoding=cp932", "/api/v1/organizations", "/feeds/organizations.atom",
			"/sitemap.xml", "/orgs/suggest?q=canary"}
		for _, oid := range []register.ID{w.company, w.npo, w.group} {
			public = append(public, "/orgs/"+string(oid), "/orgs/"+string(oid)+"?lang=en", "/api/v1/organizations/"+string(oid))
		}
		shown := 0
		for _, path := range public {
			rec := w.as("").get(path)
			if rec.Code >= 400 {
				t.Errorf("%s: %d", path, rec.Code)
			}
			for _, found := range leaks(rec.Body.String(), register.Registered, register.Contact, register.Internal) {
				t.Errorf("%s shows everybody %s", path, found)
			}
			shown += len(leaks(rec.Body.String(), register.Public))
		}
		if shown < len(canaries[register.Public]) {
			t.Errorf("%d public canaries are shown, of %d at least", shown, len(canaries[register.Public]))
		}
		for _, see := range []register.Visibility{register.Registered, register.Contact, register.Internal} {
			for _, token := range canaries[see] {
				if p, err := w.svc.Search(register.Filter{Q: token}); err != nil || p.Total != 0 {
					t.Errorf("the search for %s, which is %s, finds %d, %v", token, see, p.Total, err)
				}
			}
		}
		page := "/orgs/" + string(w.company)
		for who, hidden := range map[string][]register.Visibility{
			"citizen": {register.Registered, register.Contact, register.Internal},
			"other":   {register.Contact, register.Internal},
			"town":    {register.Registered, register.Contact, register.Internal}, // another municipality
			"between": {register.Contact, register.Internal},
			"center":  {register.Internal},
			"owner":   nil,
		} {
			body := w.as(who).get(page).Body.String()
			for _, found := range leaks(body, hidden...) {
				t.Errorf("%s sees %s", who, found)
			}
			for see := range canaries {
				if !slices.Contains(hidden, see) && len(leaks(body, see)) == 0 {
					t.Errorf("%s sees nothing that is %s", who, see)
				}
			}
		}
		var readers []string
		for _, e := range w.entries(w.company, audit.DataRead) {
			readers = append(readers, string(e.Actor))
		}
		if !slices.Equal(readers, []string{"center"}) {
			t.Errorf("withheld data was read by %v, want the centre alone", readers)
		}
	})
}
