package accountweb_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
)

var invitationLink = regexp.MustCompile(`http://localhost:8080(/invitations/\S+)`)

// invite sends an invitation and returns the link of its mail.
func (w *world) invite(i account.Invitation) string {
	w.t.Helper()
	inviter := w.person("招いた人", fmt.Sprintf("inviter%d@example.jp", len(w.mails)), "")
	post, err := w.CreatePost(w.t.Context(), officer, account.PostInput{Unit: "特定非営利活動法人きらら", Title: "担当",
		Scope: account.Scope{Kind: account.OfOrganization, ID: "o-1"}, Roles: []string{"NPO_MEMBER"}})
	if err != nil {
		w.t.Fatal(err)
	}
	i.Post = post
	if _, err := w.Invite(w.t.Context(), audit.By{Actor: audit.Actor(inviter)}, i); err != nil {
		w.t.Fatal(err)
	}
	return invitationLink.FindStringSubmatch(w.mails[len(w.mails)-1].Text)[1]
}

func TestInvitation(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		link := w.invite(account.Invitation{Mail: "new@example.jp"})
		b := w.browser()
		b.get(link)
		for _, text := range []string{"招いた人", "特定非営利活動法人きらら 担当", "new@example.jp", `name="key-name"`, `data-passkey="create"`} {
			b.want(http.StatusOK, text)
		}
		b.get(link + "?lang=en")
		b.get(link + "?lang=ja")
		b.post(link, link, "name", "周南太郎", "password", "")
		b.want(http.StatusUnprocessableEntity, `href="#f-password"`)
		b.post(link, link, "name", "周南太郎", "password", "短い")
		b.want(http.StatusUnprocessableEntity, `value="周南太郎"`)
		b.post(link, link, "name", "", "password", password)
		b.want(http.StatusUnprocessableEntity, `href="#f-name"`)
		b.post(link, link, "name", "周南太郎", "password", password)
		b.want(http.StatusSeeOther, "/my")
		if got := b.who(); got != "周南太郎" {
			t.Errorf("the browser is %q", got)
		}
		b.get(link)
		b.want(http.StatusGone, "この招待は使えません")

		// Somebody on record signs in first: the link alone gives no session.
		again := w.invite(account.Invitation{Mail: "new@example.jp", Name: "周南太郎"})
		stranger := w.browser()
		stranger.post(again, again, "password", password)
		stranger.want(http.StatusUnauthorized, "先にログインしてから")
		b.get(again)
		b.want(http.StatusOK, "この招待を受ける")
		b.post(again, again, "join", "yes")
		b.want(http.StatusSeeOther, "/my")

		// For another address than that of who is signed in, a yes is not enough: it would make
		// somebody without a way in.
		other := w.invite(account.Invitation{Mail: "other@example.jp", Name: "別人"})
		b.get(other)
		b.want(http.StatusOK, "other@example.jp")
		b.post(other, other, "join", "yes")
		b.want(http.StatusUnprocessableEntity, `href="#f-password"`)
		if got := b.who(); got != "周南太郎" {
			t.Errorf("the browser is %q", got)
		}

		late := w.invite(account.Invitation{Mail: "late@example.jp"})
		w.turn(25 * time.Hour)
		stranger.get(late)
		stranger.want(http.StatusGone, "期限が過ぎたか")
		stranger.get("/invitations/unknown")
		stranger.want(http.StatusGone, "期限が過ぎたか")
	})
}

func TestSetup(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		link, err := w.SetupLink(t.Context(), "SYS_ADMIN")
		if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimPrefix(link, "http://localhost:8080")
		b := w.browser()
		b.get(path)
		b.want(http.StatusOK, "最初の管理者の設定")
		b.post(path, path, "name", "管理花子", "mail", "nonsense", "password", password)
		b.want(http.StatusUnprocessableEntity, `href="#f-mail"`)
		b.post(path, path, "name", "管理花子", "mail", "admin@example.jp", "password", password)
		b.want(http.StatusSeeOther, "/my/security?next=%2Fmy")
		b.get(path)
		b.want(http.StatusGone, "使えません")
	})
}

func TestCard(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		person, err := w.CreatePerson(t.Context(), officer, account.PersonInput{Name: "光一郎"})
		if err != nil {
			t.Fatal(err)
		}
		card, err := w.Card(t.Context(), officer, person)
		if err != nil {
			t.Fatal(err)
		}
		b := w.browser()
		b.get("/sign-in/card?lang=en")
		b.get("/sign-in/card?lang=ja")
		b.post("/sign-in/card", "/sign-in/card", "number", card.Number, "otp", "AAAAA-AAAAA", "password", password)
		b.want(http.StatusUnauthorized, "カードの期限が過ぎています")
		b.post("/sign-in/card", "/sign-in/card", "number", card.Number, "otp", card.Code, "password", "短い")
		b.want(http.StatusUnprocessableEntity, "15文字以上")
		b.post("/sign-in/card", "/sign-in/card", "number", card.Number, "otp", strings.ToLower(card.Code), "password", password)
		b.want(http.StatusSeeOther, "/my")
		if got := b.who(); got != "光一郎" {
			t.Errorf("the browser is %q", got)
		}
		c := w.browser()
		c.post("/sign-in/card", "/sign-in/card", "number", card.Number, "otp", card.Code, "password", password)
		c.want(http.StatusUnauthorized, "カード")
		c.post("/sign-in", "/sign-in", "mail", card.Number, "password", password)
		c.want(http.StatusSeeOther, "/my")
	})
}
