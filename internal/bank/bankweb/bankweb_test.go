package bankweb_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func TestAListingIsReadByEverybody(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		offer, need := w.publish(w.offer()), w.publish(w.need())
		w.expect(w.get("", "/bank/"+offer), 200, "会議いすの寄贈", "残り", "20脚", "山口市", "企業のメリット", "団体のメリット", "令和9年2月20日",
			"/orgs/"+string(w.company), "75％に返事", "/bank/"+offer+"/ask", "/bank/"+offer+"/sheet", `"@type":"Offer"`, "大きさ・重さ", "良い")
		w.expect(w.get("", "/bank/"+offer+"?lang=en"), 200, "What the company gains", "Remaining", "Size and weight")
		w.expect(w.get("", "/bank/"+need), 200, "海岸清掃の人手", "随時", "海水浴に来る人たち", "3,000人", `"@type":"Demand"`)
		w.expect(w.get("", "/bank"), 200, "/bank/offers?kind=G", "/bank/needs?kind=P", "会議いすの寄贈", "海岸清掃の人手", "/bank/one-off", "083-000-0001")
		w.expect(w.get("", "/bank?lang=en"), 200, "Contribution bank")
		w.expect(w.get("", "/bank/offers"), 200, "会議いすの寄贈", "1件", "!海岸清掃", "山口市", "20脚", "/bank/offers.csv", "direction=offer", "/feeds/offers.atom")
		w.expect(w.get("", "/bank/needs?lang=en"), 200, "1 listing", "海岸清掃の人手", "!会議いす")
		w.expect(w.get("", "/bank/offers?q=いす"), 200, "<mark>いす</mark>")
		w.expect(w.get("", "/bank/offers?kind=G"), 200, "会議いすの寄贈")
		w.expect(w.get("", "/bank/offers?kind=G2&city=35206&standing=no"), 200, "会議いすの寄贈")
		w.expect(w.get("", "/bank/offers?kind=M"), 200, "!会議いすの寄贈", "当てはまる掲載が見つかりませんでした", "/my/alerts?kind=M&amp;direction=offer", "/my/listings", "の条件を外す")
		w.expect(w.get("", "/bank/offers?kind=Q9&sort=price&after=x"), 200, "会議いすの寄贈", "一部の条件を使わずに")
		for _, path := range []string{"/bank/0000000000000000", "/bank/nonsense", "/bank/" + offer + "x"} {
			w.expect(w.get("", path), 404)
		}
	})
}

func TestADraftIsNotThere(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	in := w.offer()
	in.Content.Title = "カナリヤの下書き"
	lid := w.draft(in)
	w.reload()
	for _, who := range []string{"", "member", "citizen"} {
		for _, path := range []string{"/bank/" + lid, "/bank/" + lid + "/sheet"} {
			w.expect(w.get(who, path), 404, "!カナリヤの下書き")
		}
		w.expect(w.get(who, "/bank/offers?q=カナリヤ"), 200, "!カナリヤの下書き")
	}
	w.expect(w.get("", "/api/v1/listings/"+lid), 404)
	for _, who := range []string{"owner", "center"} {
		w.expect(w.get(who, "/bank/"+lid), 200, "カナリヤの下書き", "まだ公開されていません", "/my/listings/"+lid)
	}
}

// faces are all public ways to a listing and its list.
func faces(lid string) []string {
	return []string{"/", "/bank", "/bank?lang=en", "/bank/offers", "/bank/offers?lang=en", "/bank/offers?q=カナリヤ工業", "/bank/offers?q=いす", "/bank/needs",
		"/bank/" + lid, "/bank/" + lid + "?lang=en", "/bank/" + lid + "/sheet", "/bank/" + lid + "/sheet?lang=en",
		"/bank/offers.csv", "/bank/offers.csv?encoding=cp932", "/bank/offers.csv?report=1", "/bank/needs.csv", "/feeds/offers.atom", "/feeds/offers.atom?lang=en", "/feeds/needs.atom",
		"/api/v1/listings", "/api/v1/listings?direction=offer&limit=100", "/api/v1/listings/" + lid, "/sitemap.xml"}
}

// TestCanariesOfAnAnonymousListing: nothing that tells whose the listing is stands in any byte that
// anybody gets, and no search finds it.
func TestCanariesOfAnAnonymousListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		in := w.offer()
		in.Content.Anonymous, in.Content.NameAllowed, in.Content.Site = true, true, "canarysite000001"
		in.Kind = "D2"
		in.Content.Detail = map[string]string{"vehicle": "4tトラック", "lead_time": "6時間以内", "contact_tree": "夜間は渡辺090-9999-0001"}
		lid := w.publish(in)
		secrets := []string{"カナリヤ工業", string(w.company), "canarysite", "掲載町", "渡辺", "090-9999"}
		register := map[string]bool{"/sitemap.xml": true} // names the organization's own page, without the listing
		seen := 0
		for _, who := range []string{"", "member", "owner", "center"} {
			for _, path := range faces(lid) {
				rec := w.get(who, path)
				if rec.Code != 200 {
					t.Errorf("%s of %s: %d", path, who, rec.Code)
				}
				body := rec.Body.String() + rec.Header().Get("Content-Disposition")
				if strings.Contains(body, "会議いすの寄贈") {
					seen++
				}
				for _, s := range secrets {
					if path == "/bank/offers?q=カナリヤ工業" {
						body = strings.ReplaceAll(body, "カナリヤ工業", "") // what the reader typed
						body = strings.ReplaceAll(body, url.QueryEscape("カナリヤ工業"), "")
					}
					if path == "/" || register[path] {
						continue
					}
					if strings.Contains(body, s) {
						t.Errorf("%s shows %q: %s", path, who, s)
					}
				}
			}
			for _, word := range []string{"カナリヤ工業", "渡辺", "090-9999-0001", "掲載町"} {
				w.expect(w.get(who, "/bank/offers?q="+url.QueryEscape(word)), 200, "!会議いすの寄贈")
				w.expect(w.get("", "/api/v1/listings?q="+url.QueryEscape(word)), 200, `"total":0`)
			}
		}
		if seen < 4*10 {
			t.Errorf("the listing is seen in %d answers: the test proves little", seen)
		}
		w.expect(w.get("", "/bank/"+lid), 200, "社名非公開", "!75％")
		w.expect(w.get("", "/api/v1/listings/"+lid), 200, `"organization":null`, `"anonymous":true`, "!contact_tree")
	})
}

// TestCanariesOfARegisteredListing: who is not registered sees that there is one more, and nothing of it.
func TestCanariesOfARegisteredListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		in := w.offer()
		in.Content.Audience, in.Content.Title, in.Content.Body = bank.Registered, "秘密のいす", "秘密の内容"
		lid := w.publish(in)
		for _, path := range faces(lid) {
			rec := w.get("", path)
			for _, s := range []string{"秘密のいす", "秘密の内容"} {
				if strings.Contains(rec.Body.String(), s) {
					t.Errorf("a guest sees %s in %s", s, path)
				}
			}
			switch path {
			case "/bank/" + lid, "/bank/" + lid + "/sheet":
				w.expect(rec, http.StatusFound, "/sign-in?next=%2Fbank%2F"+lid)
			case "/api/v1/listings/" + lid:
				w.expect(rec, 404)
			case "/sitemap.xml":
				w.expect(rec, 200, "!"+lid)
			case "/bank/offers":
				w.expect(rec, 200, "このほかに1件", "/sign-in?next=%2Fbank%2Foffers")
			}
		}
		w.expect(w.get("citizen", "/bank/"+lid), 404, "!秘密")
		w.expect(w.get("citizen", "/bank/offers"), 200, "!秘密")
		for _, who := range []string{"member", "owner", "center"} {
			w.expect(w.get(who, "/bank/"+lid), 200, "秘密のいす", "登録団体のみ")
			w.expect(w.get(who, "/bank/"+lid+"/sheet"), 200, "秘密のいす")
			w.expect(w.get(who, "/bank/offers"), 200, "秘密のいす", "!このほかに1件")
			w.expect(w.get(who, "/bank/offers.csv"), 200, "!秘密") // open data is for everybody
			w.expect(w.get(who, "/api/v1/listings"), 200, "!秘密")
		}
	})
}

func TestWhatTheCentreKeepsIsNotThere(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	in := w.offer()
	in.Content.Audience, in.Content.Title = bank.CenterOnly, "預りのいす"
	lid := w.publish(in)
	for _, who := range []string{"", "member", "citizen"} {
		w.expect(w.get(who, "/bank/"+lid), 404)
		w.expect(w.get(who, "/bank/offers"), 200, "!預りのいす", "!このほかに")
	}
	w.expect(w.get("center", "/bank/offers"), 200, "預りのいす")
	w.expect(w.get("center", "/bank/"+lid), 200, "預りのいす", "センター預り")
	w.expect(w.get("owner", "/bank/"+lid), 200, "預りのいす")
}

// A page stays after its listing has ended, says so, and is no more in lists.
func TestAnEndedListingStays(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	lid := w.publish(w.offer())
	if err := w.svc.Withdraw(t.Context(), audit.By{Actor: "owner"}, lid, 3, "R05", "", says()); err != nil {
		t.Fatal(err)
	}
	w.reload()
	w.expect(w.get("", "/bank/"+lid), 200, "会議いすの寄贈", "取り下げられました", "noindex", "!/ask\"")
	w.expect(w.get("", "/bank/offers"), 200, "!会議いすの寄贈")
	w.expect(w.get("", "/sitemap.xml"), 200, "!"+lid)
	w.expect(w.get("", "/api/v1/listings/"+lid), 200, `"status":"closed"`)
}

func TestPagesFollowEachOther(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	want := map[string]bool{}
	for i := range 45 {
		in := w.offer()
		in.Content.Deadline = term.On(2026, 12, 1).AddDays(i % 7)
		want[w.draft(in)] = true
	}
	by := audit.By{Actor: "center"}
	for lid := range want {
		if err := w.svc.Submit(t.Context(), by, lid, 1, says()); err != nil {
			t.Fatal(err)
		}
		if err := w.svc.Publish(t.Context(), by, lid, 2, says()); err != nil {
			t.Fatal(err)
		}
	}
	w.reload()
	for _, sort := range []string{"newest", "closing", "relevance"} {
		got, path := map[string]bool{}, "/bank/offers?sort="+sort
		for range 4 {
			body := w.get("", path).Body.String()
			for _, part := range strings.Split(body, `<h3 class="row-title"><a href="/bank/`)[1:] {
				lid, _, _ := strings.Cut(part, `"`)
				if got[lid] {
					t.Errorf("sort=%s: %s twice", sort, lid)
				}
				got[lid] = true
			}
			i := strings.Index(body, `rel="next"`)
			if i < 0 {
				break
			}
			href := body[strings.LastIndex(body[:i], `href="`)+len(`href="`) : i]
			path = strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(href), `"`), "&amp;", "&")
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("sort=%s (-want +got):\n%s", sort, d)
		}
	}
	var total, after = 0, ""
	for range 10 {
		var page struct {
			Total int
			Items []struct{ ID string }
			Next  *string
		}
		if err := json.Unmarshal(w.get("", "/api/v1/listings?direction=offer&limit=10&after="+after).Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		total += len(page.Items)
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	if total != 45 {
		t.Errorf("the API gives %d listings, want 45", total)
	}
}

// Every page stays within its budget with everything written to its limit.
func TestSizes(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	in := w.offer()
	in.Content.Title, in.Content.Body = strings.Repeat("題", bank.MaxTitle), strings.Repeat("長い内容。", bank.MaxBody/5)
	in.Content.MeritCompany, in.Content.MeritGroup = strings.Repeat("企", bank.MaxMerit), strings.Repeat("団", bank.MaxMerit)
	for _, p := range []*string{&in.Content.CostNote, &in.Content.HandNote, &in.Content.Safety, &in.Content.Report, &in.Content.Times, &in.Content.Conditions.Note} {
		*p = strings.Repeat("注", bank.MaxNote)
	}
	in.Content.Anonymous = true
	var lid string
	for range 25 {
		lid = w.publish(in)
	}
	for _, path := range []string{"/bank", "/bank/offers", "/bank/" + lid, "/bank/" + lid + "/sheet"} {
		for _, lang := range []string{"ja", "en"} {
			rec := w.get("", path+"?lang="+lang)
			if n := rec.Body.Len(); rec.Code != 200 || n > 100<<10 {
				t.Errorf("%s in %s: status %d, %d bytes", path, lang, rec.Code, n)
			}
		}
	}
}

func TestNotModified(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	lid := w.publish(w.offer())
	for _, path := range []string{"/bank", "/bank/offers?q=いす", "/bank/" + lid, "/bank/" + lid + "/sheet", "/bank/offers.csv", "/feeds/offers.atom"} {
		tag := w.get("", path).Header().Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", path)
		}
	}
	before := w.get("", "/bank/"+lid).Header().Get("ETag")
	if err := w.svc.Pause(t.Context(), audit.By{Actor: "owner"}, lid, 3, "在庫の確認中"); err != nil {
		t.Fatal(err)
	}
	if after := w.get("", "/bank/"+lid).Header().Get("ETag"); after == before {
		t.Error("the page of a paused listing has the tag of an open one")
	}
}

// The commitment of a lottery is public from publication on, its seed is not.
func TestADrawIsOnRecord(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		in := w.offer()
		in.Content.Choosing = bank.ByLottery
		lid := w.publish(in)
		d, err := w.svc.DrawOf(t.Context(), lid)
		if err != nil {
			t.Fatal(err)
		}
		w.expect(w.get("", "/bank/"+lid), 200, "/bank/draws/"+lid, "抽選")
		w.expect(w.get("", "/bank/draws/"+lid), 200, d.Commitment, "締切のあとに公開します", "まだ抽選していません")
		w.expect(w.get("", "/bank/draws/"+lid+"?lang=en"), 200, d.Commitment)
		w.expect(w.get("", "/bank/draws/"+lid+".json"), 200, `"commitment": "`+d.Commitment, "!seed")
		other := w.publish(w.offer())
		for _, path := range []string{"/bank/draws/" + other, "/bank/draws/nonsense", "/bank/x/y", "/bank/draws/" + w.draft(in)} {
			w.expect(w.get("", path), 404)
		}
	})
}
