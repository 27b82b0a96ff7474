// Package deskweb holds the pages of the coordinator's desk: the queue, consultations, deputies,
// referrals, the ageing board, and the figures of the bank.
package deskweb

import (
	"context"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
)

// pages are the handlers and what they share.
type pages struct {
	svc *desk.Service
}

// Mount puts the pages on the site, with their entries in the navigation of those who work there.
func Mount(site *web.Site, svc *desk.Service) {
	p := &pages{svc}
	site.Handle("GET "+desk.Path, policy.DeskView, p.queue)
	site.Handle("GET "+desk.Path+".csv", policy.DeskExport, p.queueCSV)
	site.Handle("GET "+desk.CasesPath+"{ref}", policy.DeskView, p.showCase, web.On(p.caseObject))
	site.Handle("POST "+desk.CasesPath+"{ref}/assign", policy.DeskAssign, p.assign, web.On(p.caseObject))
	site.Handle("POST "+desk.CasesPath+"{ref}/refer", policy.ReferralCreate, p.refer, web.On(p.caseObject))

	site.Handle("GET "+desk.ConsultationsPath, policy.ConsultationView, p.notes, web.Listed())
	site.Handle("GET "+desk.ConsultationsPath+".csv", policy.ConsultationExport, p.notesCSV, web.Listed())
	site.Handle("GET "+desk.ConsultationsPath+"/new", policy.ConsultationCreate, p.noteForm, web.Listed())
	site.Handle("POST "+desk.ConsultationsPath, policy.ConsultationCreate, p.log, web.On(p.book))
	note := web.On(p.noteObject)
	site.Handle("GET "+desk.ConsultationsPath+"/{id}", policy.ConsultationView, p.showNote, note)
	site.Handle("GET "+desk.ConsultationsPath+"/{id}/edit", policy.ConsultationEdit, p.rewriteForm, note)
	site.Handle("POST "+desk.ConsultationsPath+"/{id}/edit", policy.ConsultationEdit, p.rewrite, note)
	site.Handle("POST "+desk.ConsultationsPath+"/{id}/close", policy.ConsultationEdit, p.closeNote, note)
	site.Handle("GET "+desk.ConsultationsPath+"/{id}/inquiry", policy.InquiryCreate, p.askForm, web.On(p.askObject))
	site.Handle("POST "+desk.ConsultationsPath+"/{id}/inquiry", policy.InquiryCreate, p.ask, web.On(p.askObject))

	site.Handle("GET "+desk.ReferralsPath, policy.ReferralView, p.offers, web.Listed())
	site.Handle("GET "+desk.ReferralsPath+"/{id}", policy.ReferralView, p.showOffer, web.On(p.offerObject))
	site.Handle("POST "+desk.ReferralsPath+"/{id}/answer", policy.ReferralAnswer, p.answer, web.On(p.offerObject))
	site.Handle("POST "+desk.ReferralsPath+"/{id}/withdraw", policy.ReferralCreate, p.takeBack, web.On(p.offerObject))

	site.Handle("GET "+desk.AbsencesPath, policy.AbsenceEdit, p.absences)
	site.Handle("POST "+desk.AbsencesPath, policy.AbsenceEdit, p.beAbsent)
	site.Handle("POST "+desk.AbsencesPath+"/{id}/end", policy.AbsenceEdit, p.endAbsence)

	site.Handle("GET "+desk.AgeingPath, policy.DeskView, p.ageing)
	site.Handle("POST "+desk.AgeingPath+"/{id}/next", policy.ListingEdit, p.sendNext, web.On(p.listingObject))

	site.Handle("GET "+publicFigures, policy.Anyone, p.publicFigures)
	site.Handle("GET "+desk.FiguresPath, policy.FiguresView, p.figures)
	site.Handle("GET "+desk.FiguresPath+"/{measure}", policy.FiguresView, p.rows)
	site.Handle("GET "+desk.FiguresPath+"/{measure}/rows.csv", policy.FiguresExport, p.rowsCSV)

	site.StaffNav(policy.DeskView, web.NavItem{Path: desk.Path, Label: wDesk.In, Order: 5})
	site.StaffNav(policy.ConsultationView, web.NavItem{Path: desk.ConsultationsPath, Label: wNotes.In, Order: 6})
	site.StaffNav(policy.FiguresView, web.NavItem{Path: desk.FiguresPath, Label: wFigures.In, Order: 30})
}

// idOf is the id that the address names; what cannot be one is not there.
func idOf(r *web.Request) (string, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

// books are the bodies whose consultations the reader may do a deed to.
func books(r *web.Request, a policy.Action) (list []string) {
	for _, body := range []string{"center", "foundation"} {
		if r.Decide(a, policy.Object{Kind: "consultation", State: body}).Verdict <= policy.StepUp {
			list = append(list, body)
		}
	}
	return list
}

// sight is what the reader may see of the desk: the consultations of books, and listings as who may read
// one of each state.
func sight(r *web.Request) desk.Sight {
	reads := func(state string) bool {
		return r.May(policy.ListingRead, policy.Object{Kind: "listing", State: state})
	}
	return desk.Sight{Books: books(r, policy.ConsultationView), Kept: reads("kept"), Unchecked: reads(string(bank.Checking)), Members: reads(string(bank.Open))}
}

// knows says whether the reader may know of a case: of what belongs to a listing, who may read that.
func knows(r *web.Request, c *desk.Case) bool {
	return c.About.Kind == "" || r.May(policy.ListingRead, c.About)
}

// posts are the reader's own posts of today.
func posts(r *web.Request) (list []account.PostID) {
	for _, h := range r.Who.Holdings {
		if !slices.Contains(list, h.Post) {
			list = append(list, h.Post)
		}
	}
	return list
}

// record writes an entry of the log.
func (p *pages) record(ctx context.Context, e audit.Entry) error {
	return p.svc.DB.Update(ctx, func(tx *sqldb.Tx) error { return p.svc.Audit.Record(tx, e) })
}
