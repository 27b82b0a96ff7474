package api_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// publish begins, submits and publishes a listing of an organization.
func (w *world) publish(t *testing.T, in bank.Start) string {
	t.Helper()
	by := audit.By{Actor: "center"}
	says := &bank.Says{Long: func(int) string { return "" }, Many: func(int) string { return "" }, TakenAlready: func(int64) string { return "" }}
	lid, err := w.bank.Begin(t.Context(), by, in, says)
	if err == nil {
		err = w.bank.Submit(t.Context(), by, lid, 1, says)
	}
	if err == nil {
		err = w.bank.Publish(t.Context(), by, lid, 2, says)
	}
	if err == nil {
		err = w.bank.Feed(slog.New(slog.DiscardHandler)).Load(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return lid
}

// chairs is an offer of the company for everybody.
func (w *world) chairs() bank.Start {
	return bank.Start{Direction: bank.Offer, Organization: w.ids[3], Kind: "G2", Channel: "web", Content: bank.Content{
		Title: "会議いすの寄贈", Body: "余ったいすを差し上げます。", Detail: map[string]string{"condition": "good", "size": "1脚4kg"}, Quantity: 20, Unit: "脚",
		City: "35203", Cities: []string{"35203", "35206"}, Fields: []string{"welfare"}, From: term.On(2026, 11, 25), Until: term.On(2027, 3, 20),
		Deadline: term.On(2027, 2, 20), AdvertiseUntil: term.On(2027, 2, 28), Audience: bank.Everybody,
		Conditions: bank.Conditions{Legal: []codes.Kind{codes.NPO}, Level: 2}, Most: 5}}
}

func TestListingsAreExactlyWhatWasPromised(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		lid := w.publish(t, w.chairs())
		_, body := w.get(t, "GET", "/api/v1/listings?direction=offer&kind=G")
		want := fmt.Sprintf(`{"total":1,"items":[{"id":"%s","direction":"offer","kind":"G2","title":"会議いすの寄贈","city_code":"35203","online":false,`+
			`"fields":["welfare"],"quantity":20,"remaining":20,"unit":"脚","status":"open","standing":false,"disaster":false,"deadline":"2027-02-20",`+
			`"published_on":"%s","organization":{"id":"%s","name":"株式会社【架空】カワセミ","url":"https://kyodo.example.jp/orgs/%s"},`+
			`"url":"https://kyodo.example.jp/bank/%s"}],"next":null}`+"\n", lid, term.Of(dbtest.Now()), w.ids[3], w.ids[3], lid)
		if diff := cmp.Diff(want, body); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		_, one := w.get(t, "GET", "/api/v1/listings/"+lid)
		golden(t, "testdata/listing.json", strings.ReplaceAll(strings.ReplaceAll(one, lid, "ID"), string(w.ids[3]), "ORG"))
	})
}

func TestListingFilters(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	w.publish(t, w.chairs())
	hands := w.chairs()
	hands.Direction, hands.Organization, hands.Kind = bank.Need, w.ids[0], "P1"
	hands.Content.Title, hands.Content.Detail, hands.Content.Standing, hands.Content.Disaster = "清掃の人手", nil, true, true
	hands.Content.Beneficiaries, hands.Content.City, hands.Content.Cities = "地域の人", "35204", []string{"35204"}
	w.publish(t, hands)
	secret := w.chairs()
	secret.Content.Audience, secret.Content.Title = bank.Registered, "秘密のいす"
	hidden := w.publish(t, secret)
	for _, tt := range []struct{ query, want string }{
		{"?direction=&q=&kind=&city=&field=&status=&limit=&after=", "2 会議いすの寄贈 清掃の人手"},
		{"?direction=need", "1 清掃の人手"},
		{"?kind=G,P", "2 会議いすの寄贈 清掃の人手"},
		{"?kind=G1&kind=P1", "1 清掃の人手"},
		{"?city=35206", "1 会議いすの寄贈"},
		{"?field=tourism", "0"},
		{"?status=open&standing=yes&disaster=yes", "1 清掃の人手"},
		{"?standing=yes&standing=no&sort=closing", "2 会議いすの寄贈 清掃の人手"},
		{"?q=%E7%A7%98%E5%AF%86", "0"},
	} {
		res, body := w.get(t, "GET", "/api/v1/listings"+tt.query)
		var l api.Listings
		if err := json.Unmarshal([]byte(body), &l); err != nil || res.StatusCode != 200 {
			t.Fatalf("%s: %d %s", tt.query, res.StatusCode, body)
		}
		got := fmt.Sprint(l.Total)
		for _, i := range l.Items {
			got += " " + i.Title
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.query, got, tt.want)
		}
	}
	for target, want := range map[string]int{
		"/api/v1/listings?kind=Z":          422,
		"/api/v1/listings?direction=both":  422,
		"/api/v1/listings?status=draft":    422,
		"/api/v1/listings?limit=101":       422,
		"/api/v1/listings?after=nonsense":  422,
		"/api/v1/listings?audience=center": 422,
		"/api/v1/listings/" + hidden:       404,
		"/api/v1/listings/nonsense":        404,
	} {
		if res, body := w.get(t, "GET", target); res.StatusCode != want || res.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(body, "秘密") {
			t.Errorf("%s: %d %s, want %d", target, res.StatusCode, body, want)
		}
	}
}
