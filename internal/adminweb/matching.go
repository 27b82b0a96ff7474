package adminweb

import (
	"errors"
	"net/http"
	"strconv"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// weight draws the form of the weight of equity: what is stored, or what was typed where it was refused.
func (p *pages) weight(v *page, r *web.Request, bad fault.Fields) error {
	m, err := p.Settings.ReadMatching(r.Context())
	if err != nil {
		return err
	}
	l := r.Lang
	value := strconv.Itoa(m.Equity)
	if _, sent := r.PostForm["equity"]; sent {
		value = typed(r, "equity")
	}
	v.section("matching", wMatching, paragraph(wMatchingLead.In(l)), formOf(v, form{Action: SettingsPath + "/matching", Button: wSave.In(l), Inputs: []input{
		{Control: ui.Control{Name: "equity", Label: wEquityWeight.In(l), Hint: wEquityHint.In(l), Required: true, InputMode: "numeric", Size: "s", Value: value, Error: bad.Says("equity")}},
		hidden("version", strconv.FormatInt(m.Version, 10))}}))
	return p.changed(v, r, m.ChangedBy, m.ChangedAt)
}

// matching changes the weight of equity, or shows both when somebody else was faster.
func (p *pages) matching(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	n, err := strconv.Atoi(ja.Fold(typed(r, "equity")))
	if err != nil {
		n = -1
	}
	err = p.Settings.SetMatching(r.Context(), r.By(), versionOf(r), n, wEquityBad.In(l))
	if err == nil {
		return to(w, r, SettingsPath, "saved")
	}
	bad, isBad := refused(err)
	conflict := errors.Is(err, fault.Conflict)
	if !isBad && !conflict {
		return err
	}
	a, err := p.Settings.Read(r.Context())
	if err != nil {
		return err
	}
	v, err := p.setting(r, a, a, day(a.Until, ui.JA), bad)
	if err != nil {
		return err
	}
	if !conflict {
		return show(w, r, http.StatusUnprocessableEntity, v)
	}
	m, err := p.Settings.ReadMatching(r.Context())
	if err != nil {
		return err
	}
	v.Blocks = append([]component{bothOf(l, []versus{{wEquityWeight.In(l), strconv.Itoa(m.Equity), typed(r, "equity")}})}, v.Blocks...)
	return show(w, r, http.StatusConflict, v)
}
