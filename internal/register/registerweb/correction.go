package registerweb

import (
	"errors"
	"net/http"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// correctionView is what the form draws.
type correctionView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	JA      bool
	Name    string // of the organization
	Back    string // its page
	Errors  fault.Fields
	About   ui.Control
	Choices []ui.Option
	Body    ui.Control
	Proof   ui.Control
	Contact ui.Control
	Receipt string
}

// correctionForm shows the empty form.
func (p *pages) correctionForm(w http.ResponseWriter, r *web.Request) error {
	d, err := p.subject(r)
	if err != nil {
		return err
	}
	c := register.Correction{About: r.URL.Query().Get("about")}
	return web.Render(w, r, http.StatusOK, correctionPage(p.correction(r, d, c, nil)))
}

// correct takes the reader's word. What was typed is never lost: a refused form comes back whole.
func (p *pages) correct(w http.ResponseWriter, r *web.Request) error {
	d, err := p.subject(r)
	if err != nil {
		return err
	}
	c := register.Correction{
		About: r.PostForm.Get("about"), Body: ja.Clean(r.PostForm.Get("body")),
		Evidence: ja.Clean(r.PostForm.Get("evidence")), Contact: ja.Clean(r.PostForm.Get("contact")),
	}
	wd := wordsIn(r.Lang)
	var bad fault.Fields
	if err := c.Validate(wd.correctionSays()); errors.As(err, &bad) {
		return web.Render(w, r, http.StatusUnprocessableEntity, correctionPage(p.correction(r, d, c, bad)))
	} else if err != nil {
		return err
	}
	if err := p.corrections.Take(r); err != nil {
		return err
	}
	receipt, err := p.svc.Correct(r.Context(), audit.Visitor, d.ID, c)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, d.Path()+"/correction/"+receipt)
}

// correctionThanks says that the notice arrived and under which number.
func (p *pages) correctionThanks(w http.ResponseWriter, r *web.Request) error {
	receipt := r.PathValue("receipt")
	if !id.Valid(receipt) {
		return notFound("receipt")
	}
	d, err := p.subject(r)
	if err != nil {
		return err
	}
	wd := wordsIn(r.Lang)
	return web.Render(w, r, http.StatusOK, thanksPage(&correctionView{
		Chrome: r.Chrome(), W: wd, JA: r.Lang == web.JA, Name: d.Name, Back: d.Path(), Receipt: receipt,
		Head: correctionHead(wd.ThanksTitle, wd, d),
	}))
}

// subject is the organization that the address names.
func (p *pages) subject(r *web.Request) (*register.Detail, error) {
	oid, err := orgID(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	d, err := p.svc.Organization(r.Context(), oid)
	return &d, led(r, err)
}

// led turns the error of a record that was merged into another into the way to the same page of that
// one: for ever, as somebody may have printed the address.
func led(r *web.Request, err error) error {
	var moved *register.Moved
	if errors.As(err, &moved) {
		return r.Elsewhere(string(moved.To))
	}
	return err
}

func correctionHead(title string, w *words, d *register.Detail) ui.Head {
	return ui.Head{Title: title, NoIndex: true, Active: listPath, Class: "form-page", Crumbs: []ui.Crumb{
		{Label: w.Find, Href: listPath}, {Label: w.BackToOrganization, Href: d.Path()}, {Label: title},
	}}
}

// correction draws the form with what was typed and what is wrong with it.
func (p *pages) correction(r *web.Request, d *register.Detail, c register.Correction, bad fault.Fields) *correctionView {
	w := wordsIn(r.Lang)
	v := &correctionView{
		Chrome: r.Chrome(), W: w, JA: r.Lang == web.JA, Name: d.Name, Back: d.Path(), Errors: bad,
		Head:  correctionHead(w.CorrectionTitle, w, d),
		About: ui.Control{Name: "about", Label: w.AboutLabel, Required: true, Value: c.About, Error: bad.Says("about"), Size: "m"},
		Body: ui.Control{Name: "body", Label: w.BodyLabel, Hint: w.BodyHint, Required: true, Value: c.Body, Error: bad.Says("body"),
			MaxLength: register.MaxCorrectionBody, Rows: 6},
		Proof: ui.Control{Name: "evidence", Label: w.EvidenceLabel, Hint: w.EvidenceHint, Value: c.Evidence, Error: bad.Says("evidence"),
			MaxLength: register.MaxCorrectionBody, Rows: 3},
		Contact: ui.Control{Name: "contact", Label: w.ContactLabel, Hint: w.ContactHint, Value: c.Contact, Error: bad.Says("contact"),
			MaxLength: register.MaxCorrectionContact, Size: "l"},
	}
	for _, f := range register.Facts() {
		v.Choices = append(v.Choices, ui.Option{Value: f, Label: w.factName(f)})
	}
	v.Choices = append(v.Choices, ui.Option{Value: otherFact, Label: w.factName(otherFact)})
	if len(bad) > 0 {
		v.Head.Title = w.ErrorPrefix + v.Head.Title
	}
	return v
}

// otherFact is the choice for what is no named fact.
const otherFact = "other"
