package upkeepweb

import (
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// groups asks for a list and shows the groups that wait for their consent.
func (p *pages) groups(w http.ResponseWriter, r *web.Request) error { return p.uploading(w, r, nil) }

func (p *pages) uploading(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	l := r.Lang
	v := p.view(r, wGroups.In(l), GroupsPath)
	status := v.refused(bad)
	v.Lead = wGroupsLead.In(l)
	switch q := r.URL.Query(); {
	case q.Has("done"):
		v.Done = wImported.In(l)
	case q.Has("consent"):
		v.Done = wConsentSet.In(l)
	}
	field := func(name string, c ui.Control) input {
		c.Name, c.Value, c.Error = name, r.PostForm.Get(name), bad.Says(name)
		return input{Control: c}
	}
	file := field("file", ui.Control{Label: wUpload.In(l), Hint: wUploadHint.In(l)})
	file.Kind, file.Value = "file", ""
	city := field("city", ui.Control{Label: wCity.In(l)})
	city.Kind = "select"
	for _, m := range codes.Municipalities(term.Of(r.Now)) {
		city.Options = append(city.Options, ui.Option{Value: m.Code, Label: m.Label().In(string(l))})
	}
	example := wListExample.In(l)
	v.Parts = []part{{Title: wUpload.In(l), Form: &form{Action: GroupsPath, Upload: true, Button: wRead.In(l), Inputs: []input{file,
		field("list", ui.Control{Label: wList.In(l), Hint: wListHint.In(l), Example: example, Required: true, MaxLength: 100}),
		field("sheet", ui.Control{Label: wSheet.In(l), MaxLength: 100}), city,
		field("as_of", ui.Control{Label: wAsOfField.In(l), Hint: wAsOfHint.In(l), Size: "m"})}}}}
	more, err := p.waiting(r)
	if err != nil {
		return err
	}
	v.Parts = append(v.Parts, more...)
	return web.Render(w, r, status, page(v))
}

// waiting lists the groups that are not shown. Who may see contacts sees whom to ask; that is on record.
func (p *pages) waiting(r *web.Request) ([]part, error) {
	l := r.Lang
	counts, err := p.svc.CountListed(r.Context())
	if err != nil {
		return nil, err
	}
	after := register.ID(r.URL.Query().Get("after"))
	list, err := p.svc.ListedGroups(r.Context(), register.ConsentNone, after, listed+1)
	if err != nil {
		return nil, err
	}
	var facts []fact
	for _, c := range []register.Consent{register.ConsentOpen, register.ConsentUnknown, register.ConsentRefused} {
		facts = append(facts, fact{Term: c.Label().In(string(l)), Value: strconv.Itoa(counts[c])})
	}
	parts := []part{{Title: wCounts.In(l), Facts: facts}}
	if len(list) == 0 {
		return append(parts, part{Title: wWaiting.In(l), Empty: wWaitingNone.In(l), Hint: wWaitingDo.In(l)}), nil
	}
	next := ""
	if len(list) > listed {
		list = list[:listed]
		next = GroupsPath + "?after=" + string(list[listed-1].ID)
	}
	t := &table{ID: "waiting", Caption: wWaitingCap.In(l), Columns: []string{wName.In(l), wAddress.In(l), wConsent.In(l), wList.In(l)}}
	for i := range list {
		g := &list[i]
		t.Rows = append(t.Rows, []cell{{Text: g.Name, JA: true, Href: GroupsPath + "/consent/" + string(g.ID)}, {Text: g.Address.Place(), JA: true},
			{Text: g.Consent.Label().In(string(l))}, {Text: g.List, JA: true, Small: day(g.AsOf, l)}})
	}
	return append(parts, part{Title: wWaiting.In(l), Text: []string{wWaitingDo.In(l)}, Table: t, Next: next,
		Data: []ui.Link{{Href: GroupsPath + "/waiting.csv", Label: wCSV.In(l)}}}), nil
}

func (p *pages) waitingCSV(w http.ResponseWriter, r *web.Request) error {
	var all []register.ListedGroup
	for after := register.ID(""); ; {
		list, err := p.svc.ListedGroups(r.Context(), register.ConsentNone, after, listed)
		if err != nil {
			return err
		}
		all = append(all, list...)
		if len(list) < listed {
			break
		}
		after = list[len(list)-1].ID
	}
	if err := p.svc.Log(r.Context(), r.Exported("groups", len(all), web.Filter{})); err != nil {
		return err
	}
	l := r.Lang
	out := csv(w, r, "groups", "ID", wName.In(l), wAddress.In(l), wConsent.In(l), wList.In(l), wAsOf.In(l))
	for i := range all {
		g := &all[i]
		if err := out.Row(string(g.ID), g.Name, g.Address.Place(), g.Consent.Label().In(string(l)), g.List, g.AsOf.String()); err != nil {
			return err
		}
	}
	return out.Flush()
}

// upload reads a list and keeps it for the check of its columns.
func (p *pages) upload(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	list := register.GroupList{Name: strings.Join(strings.Fields(ja.Clean(r.FormValue("list"))), " "), City: r.FormValue("city")}
	var bad fault.Fields
	if list.Name == "" || strings.Contains(list.Name, "|") || len([]rune(list.Name)) > 100 {
		bad = append(bad, fault.Field{Name: "list", Says: wListMissing.In(l)})
	}
	if _, ok := codes.MunicipalityByCode(list.City); !ok {
		list.City = ""
	}
	if text := strings.TrimSpace(r.FormValue("as_of")); text != "" {
		var err error
		if list.AsOf, err = term.Parse(text); err != nil {
			bad = append(bad, fault.Field{Name: "as_of", Says: wAsOfBad.In(l)})
		}
	}
	f, head, err := r.FormFile("file")
	if err != nil {
		bad = append(bad, fault.Field{Name: "file", Says: wFileMissing.In(l)})
		return p.uploading(w, r, bad)
	}
	defer f.Close()
	list.FileName = filepath.Base(head.Filename)
	list.Sheet, err = intake.ReadSheet(r.Context(), f, head.Size, strings.TrimSpace(r.FormValue("sheet")), intake.SheetLimits())
	var broken *intake.FileError
	switch {
	case errors.As(err, &broken):
		says := broken.Error()
		if l == ui.EN {
			says = wFileBad.In(l)
		}
		bad = append(bad, fault.Field{Name: "file", Says: says})
	case err != nil:
		return err
	}
	if bad != nil {
		return p.uploading(w, r, bad)
	}
	upload, err := p.svc.KeepUpload(r.Context(), r.By(), list)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, GroupsPath+"/uploads/"+upload)
}

// choice is a list with the columns that the form, or the address, names.
type choice struct {
	id    string
	list  register.GroupList
	by    map[register.GroupColumn]string
	heads []string // of the row that looks like the headings
	bad   fault.Fields
}

// chosen reads the list of the address and maps its columns: as the form says, else by itself.
func (p *pages) chosen(r *web.Request) (c choice, err error) {
	if c.id, err = idOf(r); err != nil {
		return c, err
	}
	if c.list, err = p.svc.Upload(r.Context(), r.By(), c.id); err != nil {
		return c, err
	}
	if r.FormValue("step") != "" {
		c.by = map[register.GroupColumn]string{}
		for _, col := range register.GroupColumns() {
			if head := r.FormValue(string(col)); head != "" {
				c.by[col] = head
			}
		}
	}
	c.list.Mapping, err = p.svc.MapGroups(r.Context(), &c.list, c.by)
	var bad fault.Fields
	if errors.As(err, &bad) {
		c.bad, err = fault.Fields{{Name: string(register.GroupName), Says: wNoHeading.In(r.Lang)}}, nil
	}
	c.heads = c.list.Mapping.Heads
	if len(c.heads) == 0 { // the fullest of the first rows
		for _, row := range c.list.Sheet.Rows[:min(10, len(c.list.Sheet.Rows))] {
			if len(row) > len(c.heads) {
				c.heads = row
			}
		}
	}
	return c, err
}

// mapping shows which column holds what, to be mended.
func (p *pages) mapping(w http.ResponseWriter, r *web.Request) error {
	c, err := p.chosen(r)
	if err != nil {
		return err
	}
	return p.checking(w, r, &c, nil)
}

// importList tries the import or does it.
func (p *pages) importList(w http.ResponseWriter, r *web.Request) error {
	c, err := p.chosen(r)
	if err != nil {
		return err
	}
	if c.bad != nil {
		return p.checking(w, r, &c, nil)
	}
	c.list.DryRun = r.PostForm.Get("step") != "import"
	rep, err := p.svc.ImportGroups(r.Context(), r.By(), c.list)
	if err != nil {
		return err
	}
	if c.list.DryRun {
		return p.checking(w, r, &c, &rep)
	}
	if err := p.svc.DropUpload(r.Context(), c.id); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, GroupsPath+"?done")
}

// checking draws the columns of a list and, once it was tried, what the import would do.
func (p *pages) checking(w http.ResponseWriter, r *web.Request, c *choice, rep *register.GroupReport) error {
	l, action := r.Lang, GroupsPath+"/uploads/"+c.id
	v := p.view(r, wMapping.In(l), GroupsPath, ui.Crumb{Label: wGroups.In(l), Href: GroupsPath})
	status := http.StatusOK
	if r.Method == http.MethodPost {
		status = v.refused(c.bad)
	} else {
		v.Errors = c.bad
	}
	v.Lead = wMappingLead.In(l)
	if c.list.Mapping.Kept {
		v.Lead = wMappingKept.In(l)
	}
	v.Parts = []part{{Facts: []fact{{Term: wList.In(l), Value: c.list.Name, JA: true}, {Term: wFile.In(l), Value: c.list.FileName + "　" + c.list.Sheet.Name, JA: true}}}}
	if rep != nil {
		v.Parts = append(v.Parts, tried(rep, l)...)
		n := len(v.Parts) - 1
		v.Parts[n].Data = []ui.Link{{Href: action + "/report.csv?" + c.query(), Label: wCSV.In(l)}}
		v.Parts = append(v.Parts, part{Form: &form{Action: action, Button: wImport.In(l), Hidden: append(c.hidden(), [2]string{"step", "import"})}})
	}
	f := &form{Action: action, Button: wTry.In(l), Hidden: [][2]string{{"step", "try"}}}
	for _, col := range register.GroupColumns() {
		in := input{Kind: "heads", Control: ui.Control{Name: string(col), Label: col.Label().In(string(l)), Error: c.bad.Says(string(col))}}
		at, mapped := c.list.Mapping.Columns[col]
		for i, head := range c.heads {
			if head == "" || slices.Contains(c.heads[:i], head) {
				continue
			}
			in.Options = append(in.Options, ui.Option{Value: head, Label: head, Selected: mapped && at == i})
		}
		if mapped {
			in.Hint = "例：" + clip(strings.Join(c.list.Mapping.Sample(&c.list.Sheet, at, 3), "、"), 80)
		}
		f.Inputs = append(f.Inputs, in)
	}
	v.Parts = append(v.Parts, part{Title: wMapping.In(l), Form: f})
	return web.Render(w, r, status, page(v))
}

// hidden is the mapping as fields of a form.
func (c *choice) hidden() (fields [][2]string) {
	heads := c.list.Mapping.Headings()
	for _, col := range register.GroupColumns() {
		if heads[col] != "" {
			fields = append(fields, [2]string{string(col), heads[col]})
		}
	}
	return fields
}

// query is the mapping as the query of an address.
func (c *choice) query() string {
	q := make([]string, 0, len(c.list.Mapping.Columns)+1)
	for _, f := range c.hidden() {
		q = append(q, f[0]+"="+url.QueryEscape(f[1]))
	}
	return strings.Join(append(q, "step=try"), "&")
}

// tried says what an import would do, row by row.
func tried(rep *register.GroupReport, l ui.Lang) []part {
	parts := []part{{Title: wTried.In(l), Notice: &notice{Tone: ui.Info, Title: wTried.In(l), Lines: summed(rep, l)}}}
	if len(rep.Rejected) > 0 {
		t := &table{ID: "rejected", Caption: wRejected.In(l), Columns: []string{wLine.In(l), wColumn.In(l), wReason.In(l)}}
		for _, x := range rep.Rejected[:min(len(rep.Rejected), listed)] {
			t.Rows = append(t.Rows, []cell{{Text: strconv.Itoa(x.Line)}, {Text: x.Column, JA: true}, {Text: x.Reason, JA: true}})
		}
		parts = append(parts, part{Table: t})
	}
	t := &table{ID: "outcomes", Caption: wTriedCap.In(l), Columns: []string{wLine.In(l), wName.In(l), wOutcome.In(l), wConsent.In(l)}}
	for _, x := range rep.Outcomes[:min(len(rep.Outcomes), listed)] {
		word, tone := outcome(x.Outcome)
		t.Rows = append(t.Rows, []cell{{Text: strconv.Itoa(x.Line)}, {Text: x.Name, JA: true}, {Tag: word.In(l), Tone: tone}, {Text: x.Consent.Label().In(string(l))}})
	}
	return append(parts, part{Table: t})
}

// reportCSV is the whole of what an import would do, as a file.
func (p *pages) reportCSV(w http.ResponseWriter, r *web.Request) error {
	c, err := p.chosen(r)
	if err != nil {
		return err
	}
	if c.bad != nil {
		return fault.New(fault.NotFound, "no column holds the name")
	}
	c.list.DryRun = true
	rep, err := p.svc.ImportGroups(r.Context(), r.By(), c.list)
	if err != nil {
		return err
	}
	l := r.Lang
	out := csv(w, r, "groups_report", wLine.In(l), wName.In(l), wOutcome.In(l), wConsent.In(l), wColumn.In(l), wReason.In(l))
	for _, x := range rep.Outcomes {
		word, _ := outcome(x.Outcome)
		if err := out.Row(strconv.Itoa(x.Line), x.Name, word.In(l), x.Consent.Label().In(string(l)), "", ""); err != nil {
			return err
		}
	}
	for _, x := range rep.Rejected {
		if err := out.Row(strconv.Itoa(x.Line), "", wRejected.In(l), "", x.Column, x.Reason); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (p *pages) groupObject(r *web.Request) (policy.Object, error) {
	o, err := p.theGroup(r)
	return policy.Object{Kind: register.Kind, ID: string(o.ID), Org: string(o.ID), City: o.Address.CityCode}, err
}

// theGroup is a group of a list that the address names.
func (p *pages) theGroup(r *web.Request) (o register.Organization, err error) {
	oid, err := idOf(r)
	if err != nil {
		return o, err
	}
	if o, err = p.svc.Record(r.Context(), register.ID(oid)); err == nil && (o.Consent == register.ConsentNone || o.United != "") {
		err = fault.New(fault.NotFound, "no group of a list")
	}
	return o, err
}

// consentForm asks what a group said.
func (p *pages) consentForm(w http.ResponseWriter, r *web.Request) error {
	return p.consenting(w, r, nil)
}

func (p *pages) consenting(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	o, err := p.theGroup(r)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wConsentTitle.In(l), GroupsPath, ui.Crumb{Label: wGroups.In(l), Href: GroupsPath})
	status := v.refused(bad)
	v.Lead = wConsentLead.In(l)
	facts := []fact{{Term: wName.In(l), Value: o.Name, JA: true}, {Term: wAddress.In(l), Value: o.Address.String(), JA: true},
		{Term: wPurpose.In(l), Value: o.Purpose, JA: true}, {Term: wConsent.In(l), Value: o.Consent.Label().In(string(l))},
		{Term: wSource.In(l), Value: origin(o.Provenance[register.FactName], l)}}
	if r.Decision.Sees("contact") {
		personal, err := p.personal(r, &o)
		if err != nil {
			return err
		}
		facts = append(facts, personal...)
	}
	which := input{Kind: "radios", Control: ui.Control{Name: "consent", Label: wConsent.In(l), Required: true, Error: bad.Says("consent")}}
	for _, c := range []register.Consent{register.ConsentOpen, register.ConsentRefused, register.ConsentUnknown} {
		which.Options = append(which.Options, ui.Option{Value: string(c), Label: c.Label().In(string(l)), Selected: r.PostForm.Get("consent") == string(c)})
	}
	v.Parts = []part{{Facts: facts}, {Form: &form{Action: GroupsPath + "/consent/" + string(o.ID), Button: wConsentTitle.In(l), Inputs: []input{which,
		{Control: ui.Control{Name: "reason", Label: wConsentReason.In(l), Example: wConsentExample.In(l), Required: true, MaxLength: 300,
			Value: r.PostForm.Get("reason"), Error: bad.Says("reason")}}}}}}
	return web.Render(w, r, status, page(v))
}

// personal is whom to ask, which only lists for officers hold; that it was read is on record.
func (p *pages) personal(r *web.Request, o *register.Organization) ([]fact, error) {
	g, err := p.svc.ListedGroup(r.Context(), o.ID)
	if err != nil {
		return nil, err
	}
	l := r.Lang
	e := r.By().Entry(audit.DataRead, string(o.ID), "group list contact")
	e.Subject = string(o.ID)
	if err := p.svc.Log(r.Context(), e); err != nil {
		return nil, err
	}
	return []fact{{Term: wRepresentative.In(l), Value: g.Representative, JA: true}, {Term: wPhone.In(l), Value: g.Phone},
		{Term: wFullAddress.In(l), Value: g.FullAddress, JA: true}}, nil
}

// consent notes what a group said.
func (p *pages) consent(w http.ResponseWriter, r *web.Request) error {
	o, err := p.theGroup(r)
	if err != nil {
		return err
	}
	c, reason := register.Consent(r.PostForm.Get("consent")), ja.Clean(r.PostForm.Get("reason"))
	var bad fault.Fields
	if c != register.ConsentOpen && c != register.ConsentRefused && c != register.ConsentUnknown {
		bad = append(bad, fault.Field{Name: "consent", Says: wChooseOne.In(r.Lang)})
	}
	if reason == "" {
		bad = append(bad, fault.Field{Name: "reason", Says: wReasonNeeded.In(r.Lang)})
	}
	if bad != nil {
		return p.consenting(w, r, bad)
	}
	if err := p.svc.DecideConsent(r.Context(), r.By(), o.ID, c, reason); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, GroupsPath+"?consent")
}
