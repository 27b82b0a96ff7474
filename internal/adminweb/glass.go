package adminweb

import (
	"net/http"
	"time"
	"unicode/utf8"

	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// glassTime is how long an emergency look lasts.
const glassTime = 60 * time.Minute

// glassForm asks why, or offers to end an emergency look that is open.
func (p *pages) glassForm(w http.ResponseWriter, r *web.Request) error { return p.breaking(w, r, nil) }

func (p *pages) breaking(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	l := r.Lang
	v := p.start(r, wGlass)
	v.refuse(bad)
	if r.Who.GlassUntil.After(r.Now) {
		v.add(warning(ui.Warn, wGlassOpen.In(l)+moment(r.Who.GlassUntil, l), wGlassOpenText.In(l)))
		v.add(buttonOf(v, GlassPath+"/end", wGlassEnd.In(l), nil))
		return show(w, r, http.StatusOK, v)
	}
	v.Lead = wGlassLead.In(l)
	v.add(formOf(v, form{Action: GlassPath, Button: wGlassBreak.In(l), Inputs: []input{reason(r, wGlassHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

// breakGlass opens what the reader does not see by default for an hour. The alarm goes out first:
// there is no look without it.
func (p *pages) breakGlass(w http.ResponseWriter, r *web.Request) error {
	why := typed(r, "reason")
	switch {
	case why == "":
		return p.breaking(w, r, fault.Fields{{Name: "reason", Says: wNoReason.In(r.Lang)}})
	case utf8.RuneCountInString(why) > 500:
		return p.breaking(w, r, fault.Fields{{Name: "reason", Says: wLongReason.In(r.Lang)}})
	}
	until := r.Now.Add(glassTime)
	if err := p.db.Update(r.Context(), func(tx *sqldb.Tx) error { return p.alarm(tx, r, why, until) }); err != nil {
		return err
	}
	if err := p.Accounts.BreakGlass(speak(r), r.By(), r.Who, why, until); err != nil {
		return err
	}
	return to(w, r, GlassPath, "glass")
}

// alarm tells those who change the 役割分担表, the lead of the prefecture, by mail.
func (p *pages) alarm(tx *sqldb.Tx, r *web.Request, why string, until time.Time) error {
	var roles []string
	for _, row := range p.table().Of(policy.MatrixChange) {
		roles = append(roles, row.Roles...)
	}
	people, err := p.Accounts.WithRoles(tx, roles...)
	if err != nil {
		return err
	}
	for _, x := range people {
		if x.Email == "" {
			continue
		}
		l := ui.Lang(x.Lang)
		_, err := p.Outbox.Send(tx, mail.Message{To: x.Email, ToName: x.Name, Kind: "admin.glass", Subject: wGlassSubject.In(l), Person: string(x.ID), Ref: "session/" + r.Who.Session,
			Text: p.Accounts.Frame.Compose(mail.Letter{English: l == ui.EN, To: x.Name, Action: wGlassLook.In(l), Path: AuditPath + "?action=session.glass",
				Lines: []string{wGlassMail.In(l), wGlassBy.In(l) + r.Who.Name, wGlassWhy.In(l) + why, wGlassUntil.In(l) + moment(until, l)}})})
		if err != nil {
			return err
		}
	}
	return nil
}

// endGlass gives the look up before its hour is over.
func (p *pages) endGlass(w http.ResponseWriter, r *web.Request) error {
	if r.Who.GlassUntil.After(r.Now) {
		if err := p.Accounts.BreakGlass(speak(r), r.By(), r.Who, wGlassEnded.In(ui.JA), r.Now); err != nil {
			return err
		}
	}
	return to(w, r, Path, "glassended")
}
