package alertweb

import (
	"errors"
	"net/http"

	"kyodo/internal/alert"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// stopView is the page that ends an alert without an account.
type stopView struct {
	ui.Chrome
	Head   ui.Head
	Search searched
	Action string
	Over   bool
}

// stopPage asks whether nothing shall come any more. Opening it changes nothing: mail programs open
// links by themselves.
func (p *pages) stopPage(w http.ResponseWriter, r *web.Request) error {
	token := r.PathValue("token")
	a, err := p.svc.ByToken(r.Context(), token)
	if err != nil {
		return err
	}
	v := &stopView{Chrome: r.Chrome(), Head: ui.Head{Title: wStop.In(r.Lang), NoIndex: true, NoSearch: true, Class: "form"},
		Search: inWords(&a.Query, r.Lang), Action: alert.StopPath(token), Over: a.Rhythm == alert.Off}
	w.Header().Set("Referrer-Policy", "no-referrer")
	return web.Render(w, r, http.StatusOK, stopped(v))
}

// stop ends the alert, by the page's button or by the mail program's (RFC 8058).
func (p *pages) stop(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	err := p.svc.Stop(r.Context(), audit.By{Actor: audit.Visitor}, token)
	switch {
	case errors.Is(err, fault.NotFound):
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
	case err != nil:
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
	case r.PostFormValue("List-Unsubscribe") == "One-Click":
		w.WriteHeader(http.StatusNoContent)
	default:
		http.Redirect(w, r, alert.StopPath(token), http.StatusSeeOther)
	}
}
