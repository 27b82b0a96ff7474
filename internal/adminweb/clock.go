package adminweb

import (
	"errors"
	"net/http"
	"strconv"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/settings"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// clock draws the form of the reply clock: what is stored, or what was typed where it was refused.
func (p *pages) clock(v *page, r *web.Request, bad fault.Fields) error {
	c, err := p.Settings.ReadClock(r.Context())
	if err != nil {
		return err
	}
	l := r.Lang
	days := func(name string, label, hint ui.Word, n int) input {
		value := strconv.Itoa(n)
		if _, sent := r.PostForm[name]; sent {
			value = typed(r, name)
		}
		return input{Control: ui.Control{Name: name, Label: label.In(l), Hint: hint.In(l), Required: true, InputMode: "numeric", Size: "s", Value: value, Error: bad.Says(name)}}
	}
	v.section("clock", wClock, paragraph(wClockLead.In(l)), formOf(v, form{Action: SettingsPath + "/clock", Button: wSave.In(l), Inputs: []input{
		days("remind", wClockRemind, wClockRemindHint, c.Remind), days("alert", wClockAlert, wClockAlertHint, c.Alert),
		days("handover", wClockHandOver, wClockHandOverHint, c.HandOver), hidden("version", strconv.FormatInt(c.Version, 10))}}))
	return p.changed(v, r, c.ChangedBy, c.ChangedAt)
}

// setClock changes the reply clock, or shows both when somebody else was faster.
func (p *pages) setClock(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	days := func(name string) int {
		n, err := strconv.Atoi(ja.Fold(typed(r, name)))
		if err != nil {
			return -1
		}
		return n
	}
	err := p.Settings.SetClock(r.Context(), r.By(), settings.Clock{Remind: days("remind"), Alert: days("alert"), HandOver: days("handover"), Version: versionOf(r)}, wClockBad.In(l))
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
	c, err := p.Settings.ReadClock(r.Context())
	if err != nil {
		return err
	}
	v.Blocks = append([]component{bothOf(l, []versus{{wClockRemind.In(l), strconv.Itoa(c.Remind), typed(r, "remind")},
		{wClockAlert.In(l), strconv.Itoa(c.Alert), typed(r, "alert")}, {wClockHandOver.In(l), strconv.Itoa(c.HandOver), typed(r, "handover")}})}, v.Blocks...)
	return show(w, r, http.StatusConflict, v)
}
