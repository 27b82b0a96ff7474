package e2e

import (
	"strings"
	"testing"
	"time"

	"kyodo/internal/sqldb"
)

// TestAnAlertIsKeptReceivedAndStopped: somebody of a group searches the offers and keeps the search; the
// centre publishes what matches, a mail tells of it, and its link ends the mails without signing in. By
// the keyboard alone.
func TestAnAlertIsKeptReceivedAndStopped(t *testing.T) {
	b := chromium(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "alert kept, received, stopped", false: "alert kept, received, stopped, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			p := newPassing(t)
			group, coordinator := p.enters(t, "GRP_OWNER"), p.enters(t, "CENTER_COORD")
			offer, title := p.unchecked(t)
			open := func(cookie string) *reader {
				r := &reader{tab: b.tab(t)}
				r.scripts(t, scripts)
				r.viewport(t, 1280, 900)
				if cookie != "" {
					r.carry(t, p.origin, cookie)
				}
				return r
			}
			says := func(r *reader, text string) {
				t.Helper()
				if got := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(got, text) {
					t.Fatalf("%s does not say %q:\n%s", eval[string](t, r.tab, "location.pathname"), text, got)
				}
			}

			r := open(group)
			r.open(t, p.origin+"/bank/offers")
			r.reach(t, "main input[name=q]")
			r.write(t, title)
			r.enter(t)
			r.reach(t, "main a[href^='/my/alerts?']")
			r.enter(t)
			says(r, title)
			r.reach(t, "main [name=rhythm]")
			press(t, r, arrowUp) // from the day's digest
			if got := eval[string](t, r.tab, "document.activeElement.value"); got != "now" {
				t.Fatalf("the rhythm above the first choice is %q", got)
			}
			r.reach(t, "main form[action='/my/alerts'] button[type=submit]")
			r.enter(t)
			says(r, "お知らせを始めました")

			since := p.db.Now()
			w := open(coordinator) // who publishes it
			w.open(t, p.origin+"/desk/listings/"+offer)
			w.reach(t, "main form[action$='/publish'] button[type=submit]")
			w.enter(t)
			says(w, "公開しました")
			p.pass(t, 6*time.Minute)
			var letter *mailed
			for _, m := range p.mails(t, since, "alert.new") {
				if strings.Contains(m.body, title) {
					if letter != nil {
						t.Error("the offer is told twice")
					}
					letter = &m
				}
			}
			if letter == nil {
				t.Fatal("no mail tells of the offer")
			}
			for _, part := range []string{"種別：", "掲載：", "場所：", p.origin + "/bank/" + offer, letter.unsubscribe} {
				if part == "" || !strings.Contains(letter.body, part) {
					t.Errorf("the mail lacks %q:\n%s", part, letter.body)
				}
			}

			stranger := open("") // the link opens where nobody is signed in
			stranger.at(t, letter.unsubscribe)
			stranger.reach(t, "main form button[type=submit]")
			stranger.enter(t)
			if stranger.inputs != 1 {
				t.Errorf("%d presses end the mails", stranger.inputs)
			}
			says(stranger, "このお知らせは止まっています")
			mine := open(group)
			mine.at(t, p.origin+"/my/alerts")
			says(mine, "今は止めています")
			measured(t, journey{name, r.inputs + stranger.inputs, r.tabs + stranger.tabs})
		})
	}
}

// unchecked is an offer of a company that waits for the centre's check.
func (p *passing) unchecked(t *testing.T) (listing, title string) {
	t.Helper()
	found := false
	err := p.db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
		_, found, err = sqldb.One(tx, func(r sqldb.Row) (struct{}, error) { return struct{}{}, r.Scan(&listing, &title) },
			`SELECT id, title FROM listing WHERE state = 'checking' AND direction = 'offer' AND organization_id <> '' ORDER BY id LIMIT 1`)
		return err
	})
	if err != nil || !found {
		t.Fatalf("the demo has an offer to check: %v, %v", found, err)
	}
	return listing, title
}
