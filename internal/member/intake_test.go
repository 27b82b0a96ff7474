package member_test

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kyodo/internal/jobs"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// newQueue is the service's queue on another handle of the database, with another clock.
func newQueue(h *house, db *sqldb.DB) *jobs.Queue {
	q := jobs.New(db, slog.New(slog.DiscardHandler))
	h.Work(q)
	return q
}

// waiting are the ids of a list as somebody sees it who sees everything.
func (h *house) waiting(l member.List) (ids []string) {
	h.t.Helper()
	list, _, err := h.Intake(ctx, l, policy.Scope{All: true}, member.Cursor{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, w := range list {
		ids = append(ids, w.ID)
	}
	return ids
}

func TestListsReachAsFarAsTheScope(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		yamaguchi := h.apply(c, p)
		c.Name, c.CityCode = "海辺の会【架空】", "35202"
		ube := h.apply(c, p)
		c.Name, c.CityCode, c.Street = "県外の会【架空】", member.OutsideCity, "広島県広島市中区１番"
		outside := h.apply(c, p)
		draft, err := h.Start(ctx, by(h.applicant), c, p, says)
		if err != nil {
			t.Fatal(err)
		}
		for name, tt := range map[string]struct {
			scope policy.Scope
			want  []string
		}{
			"all":      {policy.Scope{All: true}, []string{yamaguchi, ube, outside}},
			"a city":   {policy.Scope{Cities: []string{"35202"}}, []string{ube}},
			"cities":   {policy.Scope{Cities: []string{"35202", "35203"}}, []string{yamaguchi, ube}},
			"nothing":  {policy.Scope{}, nil},
			"a person": {policy.Scope{Person: h.applicant}, nil}, // their own are on their page
		} {
			list, next, err := h.Intake(ctx, member.Applications, tt.scope, member.Cursor{})
			if err != nil || next != (member.Cursor{}) {
				t.Fatal(err, next)
			}
			var got []string
			for _, w := range list {
				got = append(got, w.ID)
				if w.ID == draft {
					t.Error("somebody's draft is listed")
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		for _, l := range member.Lists() {
			if _, _, err := h.Intake(ctx, l, policy.Scope{Cities: []string{"35203"}}, member.Cursor{Since: "2026", ID: "x"}); err != nil {
				t.Errorf("%s: %v", l, err)
			}
		}
	})
}

func TestAProxysEntryIsMarkedUntilItIsTakenOver(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, _ := content("朝市の会【架空】")
		today := day(dbtest.Now())
		x := member.Proxy{Channel: "phone", AskedBy: "周防 花子【架空】", Consent: "spoken", ConsentedOn: today}
		org, err := h.EnterByProxy(ctx, by(h.officer), c, x, says)
		if err != nil {
			t.Fatal(err)
		}
		d, err := h.Register.Organization(ctx, org)
		if err != nil {
			t.Fatal(err)
		}
		if from := d.Provenance["name"].File; from != member.ProxyMark {
			t.Errorf("the name comes from %q", from)
		}
		if diff := cmp.Diff([]string{string(org)}, h.waiting(member.Proxies)); diff != "" {
			t.Error(diff)
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE action = 'proxy.create' AND behalf = $1`, string(org)); n != 1 {
			t.Errorf("%d entries say for whom it was done", n)
		}
		id, err := h.MakeClaim(ctx, by(h.applicant), org, "代表", member.ByOfficer, says)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Decide(ctx, by(h.officer), id, 1, true, "", says); err != nil {
			t.Fatal(err)
		}
		if list := h.waiting(member.Proxies); len(list) != 0 {
			t.Errorf("%v still wait to be taken over", list)
		}
		x.ConsentedOn = today.AddDays(1)
		if _, err := h.EnterByProxy(ctx, by(h.officer), c, x, says); err == nil {
			t.Error("a consent of tomorrow was taken")
		}
	})
}

// TestOneListOfChannels: a body and its profile are asked for in the same ways.
func TestOneListOfChannels(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		for i, c := range register.Channels() {
			body, _ := content(fmt.Sprintf("朝市の会%d【架空】", i))
			x := member.Proxy{Channel: c.Value, AskedBy: "周防 花子【架空】", Consent: "spoken", ConsentedOn: day(dbtest.Now())}
			if _, err := h.EnterByProxy(ctx, by(h.officer), body, x, says); err != nil {
				t.Errorf("%s: %v", c.Value, err)
			}
			if c.Label.Ja == "" || c.Label.En == "" {
				t.Errorf("%s has no name", c.Value)
			}
		}
		if register.IsChannel("telepathy") {
			t.Error("anything is a channel")
		}
	})
}

func TestNarrow(t *testing.T) {
	all, some, other := policy.Scope{All: true, Person: "p"}, policy.Scope{Cities: []string{"35202", "35203"}}, policy.Scope{Cities: []string{"35203", "35204"}}
	for name, tt := range map[string]struct{ a, b, want policy.Scope }{
		"all of all":    {all, all, policy.Scope{All: true}},
		"all of some":   {all, some, some},
		"some of all":   {some, all, some},
		"some of other": {some, other, policy.Scope{Cities: []string{"35203"}}},
		"all of self":   {all, policy.Scope{Person: "p"}, policy.Scope{}},
		"self of all":   {policy.Scope{Person: "p", Orgs: []string{"o"}}, all, policy.Scope{}},
	} {
		if diff := cmp.Diff(tt.want, member.Narrow(tt.a, tt.b), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestAnApplicationKeepsToItsStates drives one application through random deeds beside a model that
// knows only the ways of the plan.
func TestAnApplicationKeepsToItsStates(t *testing.T) {
	if err := flag.Set("rapid.checks", "40"); err != nil { // each has a dozen commits
		t.Fatal(err)
	}
	db := dbtest.Open(t, dbtest.SQLite(t))
	h := newHouse(t, db)
	// from → deed → to; what is not here must be refused and change nothing.
	ways := map[member.State]map[string]member.State{
		member.Draft:     {"save": member.Draft, "submit": member.Submitted},
		member.Submitted: {"return": member.Returned, "decline": member.Declined, "approve": member.Approved, "withdraw": member.Withdrawn},
		member.Returned:  {"edit": member.Submitted, "withdraw": member.Withdrawn},
	}
	rapid.Check(t, func(rt *rapid.T) {
		c, p := content("川辺の会【架空】")
		id, err := h.Start(ctx, by(h.applicant), c, p, says)
		if err != nil {
			rt.Fatal(err)
		}
		state, version := member.Draft, int64(1)
		for range rapid.IntRange(1, 12).Draw(rt, "deeds") {
			deed := rapid.SampledFrom([]string{"save", "submit", "return", "decline", "approve", "withdraw", "edit"}).Draw(rt, "deed")
			stale := rapid.IntRange(0, 4).Draw(rt, "stale") == 0
			v := version
			if stale {
				v--
			}
			switch deed {
			case "save":
				err = h.Save(ctx, by(h.applicant), id, v, c, p, member.AllSteps, says)
			case "submit":
				err = h.Submit(ctx, by(h.applicant), id, v, agreed, says)
			case "return", "decline":
				err = h.Return(ctx, by(h.officer), id, v, "理由", deed == "decline", says)
			case "approve":
				_, err = h.Approve(ctx, by(h.officer), id, v)
			case "withdraw":
				err = h.Withdraw(ctx, by(h.applicant), id, v)
			case "edit":
				err = h.Edit(ctx, by(h.applicant), id, v, c, p, agreed, says)
			}
			to, ok := ways[state][deed]
			ok = ok && !stale
			if ok != (err == nil) {
				rt.Fatalf("%s from %s (stale %v): %v", deed, state, stale, err)
			}
			if ok {
				state, version = to, version+1
			}
			a, err := h.Application(ctx, id)
			if err != nil || a.State != state || a.Version != version {
				rt.Fatalf("after %s it is %s at %d (%v), want %s at %d", deed, a.State, a.Version, err, state, version)
			}
			if (a.Organization != "") != (state == member.Approved) {
				rt.Fatalf("%s with the organization %q", state, a.Organization)
			}
		}
	})
}

// TestMailTexts compares each mail with its golden file: go test ./internal/member -update writes them.
func TestMailTexts(t *testing.T) {
	org, reason, on := "0000000000000001", "所在地の市町名が抜けています。\n番地まで書いてください。", term.On(2026, 12, 1)
	for _, lang := range []string{"ja", "en"} {
		for name, text := range member.MailTexts(lang, "川辺の会【架空】", org, reason, on) {
			path := filepath.Join("testdata", "mail", name+"."+lang+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
			if subject, _, _ := strings.Cut(text, "\n"); strings.Contains(subject, "川辺") {
				t.Errorf("%s: the subject holds what users wrote", path)
			}
		}
	}
}
