package adminweb

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/ja"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// maxTransfer is how many bytes a 人事異動 may have.
const maxTransfer = 2 << 20

// transferShown is how many lines of a dry run a page draws; refused ones come first.
const transferShown = 1000

// transferForm takes a file or pasted lines.
func (p *pages) transferForm(w http.ResponseWriter, r *web.Request) error {
	return p.transferring(w, r, "", nil)
}

func (p *pages) transferring(w http.ResponseWriter, r *web.Request, pasted string, bad fault.Fields) error {
	l := r.Lang
	v := p.start(r, wTransfers, postStep(r)...)
	v.refuse(bad)
	v.Lead = wTransfersLead.In(l)
	if q := r.URL.Query(); q.Get("done") == "transferred" {
		v.facts(fact{wStarts.In(l), text(count(q.Get("starts")))}, fact{wEnds.In(l), text(count(q.Get("ends")))}, fact{wNewPeople.In(l), text(count(q.Get("new")))})
	}
	v.add(doors([]ui.Link{{Href: TransfersPath + "/template.csv", Label: wTemplate.In(l)}}))
	v.add(paragraph(wTransferHow.In(l)))
	fileSays := bad.Says("file")
	v.add(formOf(v, form{Action: TransfersPath, Button: wDryRun.In(l), Upload: true, Inputs: []input{
		hidden("step", "check"),
		{Kind: fileInput, Control: ui.Control{Name: "file", Label: wFile.In(l), Hint: wFileHint.In(l), Error: fileSays}},
		{Kind: areaInput, Control: ui.Control{Name: "lines", Label: wLines.In(l), Hint: wLinesHint.In(l), Value: pasted, Rows: 8}}}}))
	return show(w, r, statusOf(bad), v)
}

// count is a number of a query, and nothing else.
func count(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return ""
	}
	return ui.Number(n)
}

// sent reads what was sent: the lines of the dry run, a file, or what was pasted.
func sent(r *web.Request) (lines string, err error) {
	if r.MultipartForm != nil {
		for _, h := range r.MultipartForm.File["file"] {
			if h.Size == 0 {
				continue
			}
			f, err := h.Open()
			if err != nil {
				return "", err
			}
			raw, err := io.ReadAll(f)
			if err := errors.Join(err, f.Close()); err != nil {
				return "", err
			}
			decoded, _, err := ja.Decode(bytes.NewReader(raw))
			if err != nil {
				return "", err
			}
			text, err := io.ReadAll(decoded)
			return strings.TrimPrefix(string(text), "\uFEFF"), err
		}
	}
	return r.PostForm.Get("lines"), nil
}

// transfer shows what a 人事異動 would do, then does it: the field step says which.
func (p *pages) transfer(w http.ResponseWriter, r *web.Request) error {
	lines, err := sent(r)
	if err != nil {
		return p.transferring(w, r, r.PostForm.Get("lines"), fault.Fields{{Name: "file", Says: wBadFile.In(r.Lang)}})
	}
	if strings.TrimSpace(lines) == "" {
		return p.transferring(w, r, "", fault.Fields{{Name: "file", Says: wNoFile.In(r.Lang)}})
	}
	t, err := account.ParseTransfer(speak(r), strings.NewReader(lines))
	if bad, ok := refused(err); ok {
		return p.transferring(w, r, lines, lineFaults(bad, r.Lang))
	}
	if err != nil {
		return err
	}
	switch typed(r, "step") {
	case "edit":
		return p.transferring(w, r, lines, nil)
	case "apply":
		// Nothing is looked up before the change itself: a form sent twice finds its first answer there.
		plan, err := p.Accounts.ApplyTransfer(speak(r), r.By(), t)
		if err == nil {
			return to(w, r, TransfersPath+"?starts="+numberOf(plan.Starts)+"&ends="+numberOf(plan.Ends)+"&new="+numberOf(plan.New), "transferred")
		}
		if bad, ok := refused(err); ok {
			return p.dryRun(w, r, t, lines, lineFaults(bad, r.Lang))
		}
		return err
	}
	return p.dryRun(w, r, t, lines, nil)
}

// lineFaults says in which line each complaint is.
func lineFaults(bad fault.Fields, l ui.Lang) (list fault.Fields) {
	for i, x := range bad {
		if i == 50 {
			return append(list, fault.Field{Name: "file", Says: wAndMore.In(l)})
		}
		list = append(list, fault.Field{Name: "file", Says: lineLabel(strings.TrimPrefix(x.Name, "line"), l) + x.Says})
	}
	return list
}

func lineLabel(n string, l ui.Lang) string {
	if l == ui.EN {
		return "Line " + n + ": "
	}
	return n + "行目："
}

// dryRun draws the plan line by line. With a refused line there is no button to apply it.
func (p *pages) dryRun(w http.ResponseWriter, r *web.Request, t account.Transfer, lines string, bad fault.Fields) error {
	plan, err := p.Accounts.PlanTransfer(speak(r), r.By(), t)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wDryRunTitle, append(postStep(r), ui.Crumb{Label: wTransfers.In(l), Href: TransfersPath})...)
	if plan.Refusable > 0 && len(bad) == 0 {
		for _, x := range plan.Rows {
			if x.Refused != "" {
				bad = append(bad, fault.Field{Name: "line" + numberOf(x.Line), Says: x.Refused})
			}
		}
		bad = lineFaults(bad, l)
	}
	v.refuse(bad)
	v.Lead = wDryRunLead.In(l)
	v.facts(fact{wStarts.In(l), text(ui.Number(plan.Starts))}, fact{wEnds.In(l), text(ui.Number(plan.Ends))}, fact{wNewPeople.In(l), text(ui.Number(plan.New))},
		fact{wUnchanged.In(l), text(ui.Number(plan.Unchanged))}, fact{wRefused.In(l), text(ui.Number(plan.Refusable))})
	table := &table{ID: "plan", Caption: wDryRunTitle.In(l), Columns: []string{wLine.In(l), wName.In(l), wEndsHow.In(l), wStartsHow.In(l), wOn.In(l), wResult.In(l)}}
	for _, wantRefused := range []bool{true, false} {
		for i := range plan.Rows {
			x := &plan.Rows[i]
			if (x.Refused != "") != wantRefused || len(table.Rows) == transferShown {
				continue
			}
			table.Rows = append(table.Rows, planRow(x, l))
		}
	}
	step := func(name string) []input { return []input{hidden("step", name), hidden("lines", lines)} }
	if plan.Refusable == 0 && plan.Starts+plan.Ends+plan.New > 0 {
		v.add(formOf(v, form{Action: TransfersPath, Button: wApplyTransfer.In(l), Upload: true, Inputs: step("apply")}))
	}
	v.add(formOf(v, form{Action: TransfersPath, Button: wMendTransfer.In(l), Upload: true, Inputs: step("edit")}))
	v.rows(table)
	return show(w, r, statusOf(bad), v)
}

func planRow(x *account.PlanRow, l ui.Lang) []cell {
	who := or(x.Who, or(x.Mail, x.Number))
	starts := ""
	if x.Starts != nil {
		starts = postName(*x.Starts)
	}
	result := tag(ui.Good, wWillDo.In(l))
	switch {
	case x.Refused != "":
		result = tag(ui.Bad, x.Refused)
	case x.Warning != "":
		result = tag(ui.Warn, x.Warning)
	case x.New:
		result = tag(ui.Info, wNewPerson.In(l))
	case x.Unchanged():
		result = text(wUnchanged.In(l))
	}
	return []cell{text(numberOf(x.Line)), text(who), text(x.EndsAs), text(starts), text(day(x.On, l)), result}
}

// transferTemplate is an empty file with the headings.
func (p *pages) transferTemplate(w http.ResponseWriter, _ *web.Request) error {
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="transfer.csv"`)
	h.Set("Cache-Control", "private, no-store")
	return feed.NewCSV(w, feed.UTF8, "職員メール", "職員ID", "氏名", "カナ", "旧所属", "旧職", "新所属", "新職", "発令日").Flush()
}
