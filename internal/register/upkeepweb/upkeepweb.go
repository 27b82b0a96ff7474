// Package upkeepweb holds the pages by which officers keep the register in order: questions of an
// import, readers' notices, two records of one body, and lists of groups without legal form.
package upkeepweb

import (
	"net/http"
	"strings"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Paths of the package; others link to them.
const (
	QuestionsPath   = "/admin/questions"
	CorrectionsPath = "/admin/corrections"
	MergesPath      = "/admin/merges"
	GroupsPath      = "/admin/groups"
)

// maxUpload is how large a list may be, with what a form adds to it.
const maxUpload = 8<<20 + 64<<10

// listed is how many rows a page lists at most; files have all that the register lists at once.
const listed = 200

// pages are the handlers and what they share.
type pages struct {
	svc *register.Service
}

// Mount puts the pages on the site, with their entries in the navigation of those who may use them.
func Mount(site *web.Site, svc *register.Service) {
	p := &pages{svc}
	question, notice, union, group := web.On(p.questionObject), web.On(p.noticeObject), web.On(p.unionObject), web.On(p.groupObject)
	site.Handle("GET "+QuestionsPath, policy.QuestionList, p.questions)
	site.Handle("GET "+QuestionsPath+".csv", policy.QuestionList, p.questionsCSV)
	site.Handle("GET "+QuestionsPath+"/{id}", policy.QuestionAnswer, p.question, question)
	site.Handle("POST "+QuestionsPath+"/{id}", policy.QuestionAnswer, p.answer, question)

	site.Handle("GET "+CorrectionsPath, policy.CorrectionList, p.notices)
	site.Handle("GET "+CorrectionsPath+".csv", policy.CorrectionExport, p.noticesCSV)
	site.Handle("GET "+CorrectionsPath+"/{id}", policy.CorrectionList, p.notice, notice)
	site.Handle("GET "+CorrectionsPath+"/{id}/decide", policy.CorrectionDecide, p.handleForm, notice)
	site.Handle("POST "+CorrectionsPath+"/{id}/decide", policy.CorrectionDecide, p.handle, notice)

	site.Handle("GET "+MergesPath, policy.MergeView, p.unions)
	site.Handle("GET "+MergesPath+".csv", policy.MergeExport, p.unionsCSV)
	site.Handle("GET "+MergesPath+"/preview", policy.MergeView, p.preview)
	site.Handle("GET "+MergesPath+"/new", policy.MergeMake, p.uniteForm)
	site.Handle("POST "+MergesPath+"/new", policy.MergeMake, p.unite)
	site.Handle("GET "+MergesPath+"/{id}", policy.MergeView, p.union, union)
	site.Handle("POST "+MergesPath+"/{id}/undo", policy.MergeUndo, p.undo, union)

	site.Handle("GET "+GroupsPath, policy.GroupsImport, p.groups)
	site.Handle("POST "+GroupsPath, policy.GroupsImport, p.upload, web.Upload(maxUpload), web.Rate("groups", 30, time.Hour))
	site.Handle("GET "+GroupsPath+"/uploads/{id}", policy.GroupsImport, p.mapping)
	site.Handle("GET "+GroupsPath+"/uploads/{id}/report.csv", policy.GroupsImport, p.reportCSV)
	site.Handle("POST "+GroupsPath+"/uploads/{id}", policy.GroupsImport, p.importList)
	site.Handle("GET "+GroupsPath+"/waiting.csv", policy.GroupsExport, p.waitingCSV)
	site.Handle("GET "+GroupsPath+"/consent/{id}", policy.GroupsImport, p.consentForm, group)
	site.Handle("POST "+GroupsPath+"/consent/{id}", policy.GroupsImport, p.consent, group)

	site.StaffNav(policy.QuestionList, web.NavItem{Path: QuestionsPath, Label: wQuestions.In, Order: 40})
	site.StaffNav(policy.CorrectionList, web.NavItem{Path: CorrectionsPath, Label: wNotices.In, Order: 41})
	site.StaffNav(policy.MergeView, web.NavItem{Path: MergesPath, Label: wMerges.In, Order: 42})
	site.StaffNav(policy.GroupsImport, web.NavItem{Path: GroupsPath, Label: wGroups.In, Order: 43})
}

// idOf is the id that the address names; what cannot be one is not there.
func idOf(r *web.Request) (string, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

// view begins a page below the entry of its list.
func (p *pages) view(r *web.Request, title, path string, up ...ui.Crumb) *view {
	v := &view{Chrome: r.Chrome(), Title: title}
	v.Head = ui.Head{Title: title, NoIndex: true, Active: path, Class: "record", Crumbs: append(up, ui.Crumb{Label: title})}
	return v
}

// refused marks a page whose form was refused.
func (v *view) refused(bad fault.Fields) int {
	if len(bad) == 0 {
		return http.StatusOK
	}
	v.Errors, v.Head.Title = bad, wError.In(v.Lang)+v.Head.Title
	return http.StatusUnprocessableEntity
}

// csv begins a file with the columns.
func csv(w http.ResponseWriter, r *web.Request, name string, columns ...string) *feed.CSV {
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+name+`_`+strings.ReplaceAll(term.Of(r.Now).String(), "-", "")+`.csv"`)
	h.Set("Cache-Control", "private, no-store")
	return feed.NewCSV(w, feed.UTF8, columns...)
}

// day prints a date as the pages do.
func day(d term.Date, l ui.Lang) string {
	switch {
	case d.IsZero():
		return wUnknown.In(l)
	case l == ui.EN:
		return d.English()
	}
	return d.Both()
}

func moment(t time.Time, l ui.Lang) string { return day(term.Of(t), l) }

// origin says who states something, as of when.
func origin(o register.Origin, l ui.Lang) string {
	if o.Source == "" {
		return ""
	}
	s := o.Source.Label().In(string(l))
	if !o.AsOf.IsZero() {
		s += wComma.In(l) + day(o.AsOf, l)
	}
	return s
}

// value prints what a record says of a fact.
func value(fact, text string, l ui.Lang) cell {
	c := cell{Text: text, JA: true}
	words := strings.Fields(text)
	switch fact {
	case register.FactFields:
		for i, slug := range words {
			if f, ok := codes.FieldBySlug(slug); ok {
				words[i] = f.Label.In(string(l))
			}
		}
		return cell{Text: strings.Join(words, wComma.In(l))}
	case register.FactCertified, register.FactClosed:
		for i, w := range words {
			if d, err := term.ParseISO(w); err == nil {
				words[i] = day(d, l)
			}
		}
		return cell{Text: strings.Join(words, wComma.In(l))}
	case register.FactApproval:
		for i, w := range words {
			if d, err := term.ParseISO(w); err == nil {
				words[i] = day(d, l)
			} else {
				words[i] = register.Approval(w).Label().In(string(l))
			}
		}
		return cell{Text: strings.Join(words, wComma.In(l))}
	}
	return c
}

// about is one line on an organization: where it is and its number.
func about(o *register.Organization, l ui.Lang) string {
	s := o.Address.String()
	if o.Number != "" {
		s += "　" + string(o.Number)
	}
	return strings.TrimSpace(s)
}

// path is where officers look at an organization: its page, unless it is withheld.
func path(o *register.Organization) string {
	if o.Withheld || o.United != "" {
		return ""
	}
	return o.Path()
}
