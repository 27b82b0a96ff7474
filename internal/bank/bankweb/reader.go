package bankweb

import (
	"net/http"
	"net/url"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/web"
)

// readable loads the listing of an id, if this reader may read it. What everybody may
// read asks nobody; a guest of a listing for the registered is led to the sign-in page, and readers of a
// listing that is checked again to a page that says so (led); everything else is as absent.
func (p *pages) readable(w http.ResponseWriter, r *web.Request, key string) (l bank.Listing, led bool, err error) {
	if !id.Valid(key) {
		return l, false, fault.New(fault.NotFound, "bankweb: no such listing")
	}
	if l, err = p.svc.Listing(r.Context(), key); err != nil {
		return l, false, err
	}
	switch {
	case l.Public():
		return l, false, nil
	case r.Who == nil && l.Published() && l.Audience == bank.Registered:
		w.Header().Set("Cache-Control", "no-store")
		return l, true, web.Redirect(w, r, http.StatusFound, web.SignInPath+"?next="+url.QueryEscape(r.URL.Path))
	case r.May(policy.ListingRead, l.Object()):
		return l, false, nil
	case l.Published() && !l.State.Closed() && l.State != bank.Open && l.State != bank.Paused && l.Audience != bank.CenterOnly:
		return bank.Listing{}, true, p.again(w, r, &l)
	default:
		return bank.Listing{}, false, fault.New(fault.NotFound, "bankweb: not for this reader")
	}
}
