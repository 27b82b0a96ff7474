package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// TestAFailedFormIsOfferedAgain: whatever hinders a form that is no fault of the reader, everything
// typed stands in the answer and goes out again under a key of its own.
func TestAFailedFormIsOfferedAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		var fails error
		o.site.Handle("POST /hindered", policy.MatrixChange, func(http.ResponseWriter, *web.Request) error { return fails })
		for _, tt := range []struct {
			err    error
			status int
		}{
			{web.TooMany{Retry: time.Minute}, http.StatusTooManyRequests},
			{fault.New(fault.Conflict, "changed"), http.StatusConflict},
			{fault.New(fault.Unavailable, "busy"), http.StatusServiceUnavailable},
		} {
			fails = tt.err
			b := o.as(t, "officer")
			b.offered(t, b.do("POST", "/hindered", url.Values{"name": {"もりの会"}, "body": {"長い\n説明"}, "password": {"ひみつ"}}).Body.String(), tt.err)
			if got := b.do("POST", "/hindered", url.Values{"name": {"x"}}).Code; got != tt.status {
				t.Errorf("%v: %d, want %d", tt.err, got, tt.status)
			}
		}
		b := o.as(t, "officer") // another content under a used key
		if rec := b.do("POST", "/matrix", url.Values{"name": {"1"}}); rec.Code != http.StatusSeeOther {
			t.Fatalf("first: %d", rec.Code)
		}
		rec := b.do("POST", "/matrix", url.Values{"name": {"もりの会"}, "body": {"長い\n説明"}})
		if rec.Code != http.StatusConflict {
			t.Errorf("other content: %d", rec.Code)
		}
		b.offered(t, rec.Body.String(), rec.Code)
	})
}

// offered wants a form with what was typed and another key in a page.
func (b *browser) offered(t *testing.T, body string, of any) {
	t.Helper()
	_, fields, ok := webtest.Form(body, "この内容で送り直す")
	if !ok || fields.Get("name") != "もりの会" || strings.ReplaceAll(fields.Get("body"), "\r", "") != "長い\n説明" {
		t.Errorf("%v: what was typed is lost: %v\n%s", of, fields, body)
	}
	if key := fields.Get(ui.OnceField); key == "" || key == b.once || fields.Has("password") {
		t.Errorf("%v: key %q, %v", of, key, fields)
	}
}

// TestALateFormIsAnsweredAsTheFirst: the first form used up what the second looks for.
func TestALateFormIsAnsweredAsTheFirst(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		gone := false
		o.site.Handle("POST /consume", policy.MatrixChange, func(w http.ResponseWriter, r *web.Request) error {
			if gone {
				return fault.New(fault.NotFound, "the upload")
			}
			gone = true
			if err := db.Update(r.Context(), func(*sqldb.Tx) error { return nil }); err != nil {
				return err
			}
			return web.Redirect(w, r, http.StatusSeeOther, "/done")
		})
		b := o.as(t, "officer")
		for range 2 {
			if rec := b.do("POST", "/consume", url.Values{"step": {"import"}}); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/done" {
				t.Errorf("%d %s", rec.Code, rec.Header().Get("Location"))
			}
		}
		if rec := o.as(t, "officer").do("POST", "/consume", url.Values{"step": {"import"}}); rec.Code != http.StatusNotFound {
			t.Errorf("another form: %d", rec.Code)
		}
	})
}
