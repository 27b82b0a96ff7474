package candidateweb

import (
	"kyodo/internal/bank"
	"kyodo/internal/candidate"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/web"
)

// Paths of the pages.
const (
	DeskPath   = "/desk/candidates"
	reportPath = "/desk/candidates/report"
	tablePath  = "/bank/matching"
	minePath   = "/my/listings"
)

// pages are the handlers and what they share.
type pages struct {
	svc  *candidate.Service
	bank *bank.Service
}

// Mount puts the pages on the site.
func Mount(site *web.Site, svc *candidate.Service, listings *bank.Service) {
	p := &pages{svc, listings}
	site.Handle("GET "+tablePath, web.Anyone, p.table)
	site.Handle("GET "+reportPath, policy.FiguresView, p.report)
	site.Handle("GET "+DeskPath+"/overrides.csv", policy.FiguresExport, p.overridesCSV)
	site.Handle("GET "+DeskPath+"/reached.csv", policy.FiguresExport, p.reachedCSV)
	on := web.On(p.object)
	site.Handle("GET "+DeskPath+"/{id}", policy.MatchView, p.show(desk), on)
	site.Handle("GET "+DeskPath+"/{id}/{candidate}", policy.MatchView, p.why(desk), on)
	site.Handle("POST "+DeskPath+"/{id}/{candidate}", policy.MatchOverride, p.override, on)
	site.Handle("POST "+DeskPath+"/{id}/{candidate}/end", policy.MatchOverride, p.end, on)
	site.Handle("GET "+minePath+"/{id}/candidates", policy.ListingManage, p.show(mine), on)
	site.Handle("GET "+minePath+"/{id}/candidates/{candidate}", policy.ListingManage, p.why(mine), on)
}

// place is where the same pages stand for different readers.
type place struct{ above, below string }

// The places: the coordinator's desk, and an owner's own listings.
var (
	desk = place{DeskPath + "/", ""}
	mine = place{minePath + "/", "/candidates"}
)

// list and pair are the addresses of a listing's candidates and of one of them.
func (p place) list(listing string) string            { return p.above + listing + p.below }
func (p place) pair(listing, candidate string) string { return p.list(listing) + "/" + candidate }

// idOf is an id that the address names; what cannot be one is not there.
func idOf(r *web.Request, name string) (string, error) {
	v := r.PathValue(name)
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

// object is the listing of the address.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	lid, err := idOf(r, "id")
	if err != nil {
		return policy.Object{}, err
	}
	l, err := p.bank.Listing(r.Context(), lid)
	return l.Object(), err
}

// reader says whose listings the reader may see as candidates: what the permission table says of a
// listing that the centre keeps, and of any that is open.
func reader(r *web.Request) candidate.Reader {
	if r.Who == nil {
		return candidate.Guest
	}
	may := func(state string) bool {
		return r.May(policy.ListingRead, policy.Object{Kind: "listing", State: state})
	}
	switch {
	case may("kept"):
		return candidate.Center
	case may(string(bank.Open)):
		return candidate.Member
	}
	return candidate.Guest
}
