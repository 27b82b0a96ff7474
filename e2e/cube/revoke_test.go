package cube

import (
	"context"
	"net/http"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/policy"
	"kyodo/internal/term"
)

// revocations takes rights away in one process and asks another at once: the very next request is
// refused. The program's services here are a third process on the database.
func (r *run) revocations(t *testing.T, first, second *node) {
	ctx, by := context.Background(), audit.By{Actor: audit.System}
	today := term.Of(r.db.Now())
	a := r.app(t)
	was := r.photograph(t, kept)
	profile := "/my/orgs/" + r.org("npoA") + "/profile"
	desk := "/desk/orgs/" + r.org("npoA") + "/profile"
	tests := []struct {
		name, as, target string
		revoke           func() error
		want             verdict
	}{
		{"the post ended", "npoA-member", profile, func() error {
			return a.Accounts.EndTenure(ctx, by, r.tenures["npoA-member"], term.Date{}, "試験")
		}, forbidden},
		{"the role was taken from the post", "cc", desk, func() error {
			return a.Accounts.EditPost(ctx, by, r.posts["cc"], 1, account.PostInput{Unit: "課", Title: "職", Scope: account.Scope{Kind: account.OfPrefecture}, Roles: []string{"AUDITOR"}})
		}, forbidden},
		{"the post moved to another area", "imA", desk, func() error {
			return a.Accounts.EditPost(ctx, by, r.posts["imA"], 1, account.PostInput{Unit: "課", Title: "職", Scope: account.Scope{Kind: account.OfMunicipality, ID: cityB}, Roles: []string{"INTERMED"}})
		}, notFound},
		{"the person was suspended", "npoA-owner", profile, func() error {
			return a.Accounts.Suspend(ctx, by, r.persons["npoA-owner"], "試験")
		}, signIn},
		{"the session was ended", "ca", desk, func() error {
			return a.Accounts.End(ctx, by, r.principal("ca").session)
		}, signIn},
		{"all sessions were ended", "groupA-owner", "/my/orgs/" + r.org("groupA") + "/profile", func() error {
			return a.Accounts.EndAll(ctx, by, r.persons["groupA-owner"], "")
		}, signIn},
		{"the duty moved to another body", "fo", "", func() error {
			_, err := a.Policy.Change(ctx, by, policy.Move{Item: "forum", From: "foundation", To: "center", Kind: "R", On: today, Why: "試験"}, policy.Says{})
			return err
		}, notFound},
		{"signed out on the other node", "companyA-owner", "/my/orgs/" + r.org("companyA") + "/profile", func() error {
			p := r.principal("companyA-owner")
			first.send(t, first.request(p, http.MethodPost, "/sign-out", p.fields(true, 1)))
			return nil
		}, signIn},
	}
	for _, tt := range tests {
		target := tt.target
		if target == "" {
			for _, x := range r.objects["duties"] {
				if x.duty == "forum:R" {
					target = "/programme/" + x.values["year"] + "/items/forum/R"
				}
			}
		}
		p := r.principal(tt.as)
		for _, n := range []*node{first, second} {
			if got := n.send(t, n.request(p, http.MethodGet, target, nil)).read(); got != allow {
				t.Errorf("%s: before it %s says %s about %s", tt.name, n.name, got, target)
			}
		}
		must(t, tt.revoke())
		for _, n := range []*node{second, first} {
			if got := n.send(t, n.request(p, http.MethodGet, target, nil)).read(); got != tt.want {
				t.Errorf("%s: the next request to %s is %s, want %s", tt.name, n.name, got, tt.want)
			}
		}
	}
	r.restore(t, was)
}
