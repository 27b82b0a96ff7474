package adminweb

import (
	"net/http"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// sealTime is after how long an entry that is not sealed is worth a look.
const sealTime = 5 * time.Minute

// home is the entrance: what waits, each number opening its rows, and the doors to everything.
func (p *pages) home(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	v := &page{Chrome: r.Chrome(), Title: wAdmin.In(l), Lead: wAdminLead.In(l)}
	v.Head = ui.Head{Title: v.Title, NoIndex: true, Active: Path, Crumbs: []ui.Crumb{{Label: v.Title}}}
	if word, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Done = word.In(l)
	}
	list, err := p.waiting(r)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		v.section("waiting", wWaiting, figures(l, list))
	} else {
		v.rows(&table{None: wNothingWaits.In(l), NoneDo: wNothingWaitsDo.In(l)})
	}
	for _, part := range parts {
		var doors []ui.Link
		for _, d := range part.doors {
			if could(r, d.action) {
				doors = append(doors, ui.Link{Href: d.href, Label: d.label.In(l)})
			}
		}
		if len(doors) > 0 {
			v.section(part.id, part.title, links(doors))
		}
	}
	return show(w, r, http.StatusOK, v)
}

// door is one page below the entrance.
type door struct {
	action policy.Action
	href   string
	label  ui.Word
}

var parts = []struct {
	id    string
	title ui.Word
	doors []door
}{
	{"people", wPeopleAndPosts, []door{{policy.PersonList, PeoplePath, wPeople}, {policy.PersonCreate, PeoplePath + "/new", wInvite}, {policy.PersonList, FactorsPath, wFactors},
		{policy.PostList, PostsPath, wPosts}, {policy.TransferMake, TransfersPath, wTransfers}, {policy.InventoryView, InventoryPath, wInventory},
		{policy.SessionList, SessionsPath, wSessions}}},
	{"register", wRegister, []door{{policy.IntakeList, "/desk/intake", wIntake}, {policy.QuestionList, Path + "/questions", wQuestions},
		{policy.CorrectionList, Path + "/corrections", wCorrections}, {policy.MergeView, Path + "/merges", wMerges}, {policy.GroupsImport, Path + "/groups", wGroups}}},
	{"rights", wRights, []door{{policy.MatrixChange, Path + "/matrix", wMatrix}, {policy.PolicyView, Path + "/policy", wPolicy}}},
	{"house", wHouse, []door{{policy.AuditRead, AuditPath, wLog}, {policy.JobList, JobsPath, wJobs}, {policy.MailList, MailPath, wMails},
		{policy.SettingsEdit, SettingsPath, wSettings}, {policy.GlassBreak, GlassPath, wGlass}}},
}

// waiting counts what waits, as far as the reader may open it. What does not wait is not shown.
func (p *pages) waiting(r *web.Request) (list []figure, err error) {
	l := r.Lang
	add := func(n int, more bool, href string, label ui.Word) {
		if n == 0 {
			return
		}
		text := ui.Number(n)
		if more {
			text += wOrMore.In(l)
		}
		list = append(list, figure{href, text, label.In(l)})
	}
	for _, x := range p.Waiting {
		if !could(r, x.Action) {
			continue
		}
		n, more, err := x.Count(r.Context(), r.Rules().Scope(r.Who, x.Action, r.Now))
		if err != nil {
			return nil, err
		}
		add(n, more, x.Href, x.Label)
	}
	err = p.view(r, func(tx *sqldb.Tx) error {
		if could(r, policy.MailList) {
			by, err := mail.Count(tx)
			if err != nil {
				return err
			}
			add(int(by[mail.Failed]), false, MailPath+"?state=failed", wMailsFailed)
			add(int(by[mail.Held]), false, MailPath+"?state=held", wMailsHeld)
		}
		if could(r, policy.PostList) {
			orphans, err := p.Accounts.Orphans(tx, term.Of(r.Now))
			if err != nil {
				return err
			}
			n := 0
			for _, o := range orphans {
				n += len(o.Matters)
			}
			add(n, false, PostsPath+"?state=vacant", wOrphans)
		}
		if could(r, policy.InventoryView) {
			rights, err := p.Accounts.Inventory(tx, false)
			if err != nil {
				return err
			}
			noMFA, stale := 0, 0
			for _, x := range rights {
				if x.NoMFA {
					noMFA++
				}
				if x.Stale {
					stale++
				}
			}
			add(noMFA, false, InventoryPath+"?flag=nomfa", wNoMFA)
			add(stale, false, InventoryPath+"?flag=stale", wStale)
		}
		if could(r, policy.FactorReset) {
			resets, err := p.Accounts.FactorResets(tx)
			if err != nil {
				return err
			}
			add(len(resets), false, FactorsPath, wFactors)
		}
		if could(r, policy.AuditRead) {
			n, since, err := audit.Unsealed(tx)
			if err != nil {
				return err
			}
			if n > 0 && r.Now.Sub(since) > sealTime {
				add(int(n), false, AuditPath+"#seal", wUnsealed)
			}
		}
		return nil
	})
	return list, err
}
