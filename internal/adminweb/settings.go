package adminweb

import (
	"errors"
	"net/http"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// settingsForm shows what is set, here and from outside.
func (p *pages) settingsForm(w http.ResponseWriter, r *web.Request) error {
	a, err := p.Settings.Read(r.Context())
	if err != nil {
		return err
	}
	v, err := p.setting(r, a, a, day(a.Until, ui.JA), nil)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

// setting draws the form: a is what is stored, in what was typed.
func (p *pages) setting(r *web.Request, a, in settings.Announcement, until string, bad fault.Fields) (*page, error) {
	l := r.Lang
	v := p.start(r, wSettings)
	v.refuse(bad)
	v.Lead = wSettingsLead.In(l)
	area := func(name string, label, hint ui.Word, value string) input {
		return input{Kind: areaInput, Control: ui.Control{Name: name, Label: label.In(l), Hint: hint.In(l), MaxLength: settings.MaxText, Rows: 3, Value: value, Error: bad.Says(name)}}
	}
	v.section("notice", wAnnouncement, formOf(v, form{Action: SettingsPath, Button: wSave.In(l), Inputs: []input{
		area("ja", wAnnounceJa, wAnnounceHint, in.Japanese), area("en", wAnnounceEn, wAnnounceEnHint, in.English),
		dateField("until", wShownUntil, wShownUntilHint, l, until, bad), hidden("version", numberOf(int(a.Version)))}}))
	if err := p.changed(v, r, a.ChangedBy, a.ChangedAt); err != nil {
		return nil, err
	}
	for _, part := range []func(*page, *web.Request, fault.Fields) error{p.weight, p.clock} {
		if err := part(v, r, bad); err != nil {
			return nil, err
		}
	}
	v.section("environment", wEnvironment, paragraph(wEnvironmentLead.In(l)))
	t := &table{ID: "env", Caption: wEnvironment.In(l), Columns: []string{wSettingName.In(l), wSettingValue.In(l)}, None: wNone.In(l), NoneDo: wEnvironmentLead.In(l)}
	for _, line := range p.Environment {
		t.Rows = append(t.Rows, []cell{text(line[0]), text(or(line[1], wNone.In(l)))})
	}
	v.rows(t)
	return v, nil
}

// settings changes the notice, or shows both versions when somebody else was faster.
func (p *pages) settings(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	var bad fault.Fields
	in := settings.Announcement{Japanese: typed(r, "ja"), English: typed(r, "en"), Until: dateOf(r, "until", &bad)}
	var err error
	if len(bad) == 0 {
		err = p.Settings.Announce(r.Context(), r.By(), versionOf(r), in, settings.Says{Long: wLongText.In(l), Alone: wJapaneseToo.In(l), Past: wPastDay.In(l)})
		if err == nil {
			return to(w, r, SettingsPath, "saved")
		}
	}
	a, again := p.Settings.Read(r.Context())
	if again != nil {
		return again
	}
	more, isBad := refused(err)
	bad = merge(bad, more)
	conflict := errors.Is(err, fault.Conflict)
	if err != nil && !isBad && !conflict {
		return err
	}
	v, err := p.setting(r, a, in, typed(r, "until"), bad)
	if err != nil {
		return err
	}
	if conflict {
		v.Blocks = append([]component{bothOf(l, []versus{{wAnnounceJa.In(l), a.Japanese, in.Japanese}, {wAnnounceEn.In(l), a.English, in.English},
			{wShownUntil.In(l), day(a.Until, l), day(in.Until, l)}})}, v.Blocks...)
		return show(w, r, http.StatusConflict, v)
	}
	return show(w, r, http.StatusUnprocessableEntity, v)
}

// changed says who changed a setting last, and when.
func (p *pages) changed(v *page, r *web.Request, by audit.Actor, at time.Time) error {
	if by == "" {
		return nil
	}
	var names map[account.PersonID]string
	if err := p.view(r, func(tx *sqldb.Tx) (err error) { names, err = p.names(tx, string(by)); return err }); err != nil {
		return err
	}
	v.facts(fact{wChangedBy.In(r.Lang), text(names[account.PersonID(by)])}, fact{wChangedOn.In(r.Lang), text(moment(at, r.Lang))})
	return nil
}
