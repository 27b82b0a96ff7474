// Package adminweb holds the administration's pages: people and posts, personnel transfers, who is
// signed in, the log, jobs and mail, the settings of the site, and the emergency look.
package adminweb

import (
	"context"
	"net/url"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Path is the administration's entrance; everything else but the public log lies below it.
const Path = "/admin"

// Paths of the package; others link to them.
const (
	PeoplePath    = Path + "/people"
	FactorsPath   = Path + "/factors"
	PostsPath     = Path + "/posts"
	TransfersPath = Path + "/transfers"
	InventoryPath = Path + "/inventory"
	SessionsPath  = Path + "/sessions"
	AuditPath     = Path + "/log"
	JobsPath      = Path + "/jobs"
	MailPath      = Path + "/mail"
	SettingsPath  = Path + "/settings"
	GlassPath     = Path + "/glass"
	LogPath       = "/log" // for everyone
)

// Config is what the pages stand on.
type Config struct {
	Accounts *account.Service
	Policy   *policy.Service
	Outbox   *mail.Outbox
	Settings *settings.Service
	Log      audit.Log
	// Waiting counts what other packages have waiting, for the entrance.
	Waiting []Waiting
	// Environment is what is set from outside, a name and a value a line, secrets hidden.
	Environment [][2]string
}

// Waiting is one kind of thing that waits for somebody.
type Waiting struct {
	Label  ui.Word
	Href   string        // of the rows
	Action policy.Action // who may open them
	// Count counts the rows within the reader's reach; more says that there are more than n.
	Count func(ctx context.Context, within policy.Scope) (n int, more bool, err error)
}

// pages are the handlers and what they share.
type pages struct {
	Config
	db *sqldb.DB
}

// Mount puts the pages on the site, with the entrance in the navigation of the staff.
func Mount(site *web.Site, cfg Config) {
	p := &pages{Config: cfg, db: cfg.Accounts.DB}
	site.Handle("GET "+Path, policy.AdminView, p.home)
	p.mountPeople(site)
	p.mountPosts(site)
	p.mountHouse(site)
	site.StaffNav(policy.AdminView, web.NavItem{Path: Path, Label: wAdmin.In, Order: 70})
	site.Footer(web.NavItem{Path: LogPath, Label: wPublicLog.In, Order: 65})
}

// mountPeople mounts people, how they come in, and who is signed in.
func (p *pages) mountPeople(site *web.Site) {
	person := web.On(p.personObject)
	site.Handle("GET "+PeoplePath, policy.PersonList, p.people, web.Listed())
	site.Handle("GET "+PeoplePath+".csv", policy.PersonExport, p.peopleCSV, web.Listed())
	site.Handle("GET "+PeoplePath+"/new", policy.PersonCreate, p.inviteForm)
	site.Handle("POST "+PeoplePath+"/new", policy.PersonCreate, p.invite)
	site.Handle("GET "+PeoplePath+"/{id}", policy.PersonView, p.person, person)
	site.Handle("GET "+PeoplePath+"/{id}/edit", policy.PersonEdit, p.editForm, person)
	site.Handle("POST "+PeoplePath+"/{id}/edit", policy.PersonEdit, p.edit, person)
	site.Handle("GET "+PeoplePath+"/{id}/suspend", policy.PersonSuspend, p.suspendForm, person)
	site.Handle("POST "+PeoplePath+"/{id}/suspend", policy.PersonSuspend, p.suspend, person)
	p.mountErase(site, person)
	site.Handle("GET "+PeoplePath+"/{id}/reset", policy.PersonReset, p.resetForm, person)
	site.Handle("POST "+PeoplePath+"/{id}/reset", policy.PersonReset, p.reset, person)
	site.Handle("POST "+PeoplePath+"/{id}/sessions/end", policy.SessionEnd, p.endAll, person)
	site.Handle("GET "+PeoplePath+"/{id}/factor", policy.FactorReset, p.proposeForm, person)
	site.Handle("POST "+PeoplePath+"/{id}/factor", policy.FactorReset, p.propose, person)
	factor := web.On(p.factorObject)
	site.Handle("GET "+FactorsPath, policy.PersonList, p.factors, web.Listed())
	site.Handle("GET "+FactorsPath+".csv", policy.PersonExport, p.factorsCSV, web.Listed())
	site.Handle("GET "+FactorsPath+"/{id}", policy.FactorReset, p.factor, factor)
	site.Handle("POST "+FactorsPath+"/{id}/approve", policy.FactorReset, p.approve, factor)
	site.Handle("POST "+FactorsPath+"/{id}/refuse", policy.FactorReset, p.refuse, factor)
	site.Handle("GET "+SessionsPath, policy.SessionList, p.sessions, web.Listed())
	site.Handle("GET "+SessionsPath+".csv", policy.SessionExport, p.sessionsCSV, web.Listed())
	site.Handle("POST "+SessionsPath+"/{id}/end", policy.SessionEnd, p.endSession, web.On(p.sessionObject))
}

// mountPosts mounts posts, transfers and the stock-taking of rights.
func (p *pages) mountPosts(site *web.Site) {
	post := web.On(p.postObject)
	site.Handle("GET "+PostsPath, policy.PostList, p.posts, web.Listed())
	site.Handle("GET "+PostsPath+".csv", policy.PostList, p.postsCSV, web.Listed())
	site.Handle("GET "+PostsPath+"/new", policy.PostEdit, p.newPostForm)
	site.Handle("POST "+PostsPath+"/new", policy.PostEdit, p.newPost)
	site.Handle("GET "+PostsPath+"/{id}", policy.PostList, p.post, post)
	site.Handle("GET "+PostsPath+"/{id}/edit", policy.PostEdit, p.editPostForm, post)
	site.Handle("POST "+PostsPath+"/{id}/edit", policy.PostEdit, p.editPost, post)
	site.Handle("GET "+PostsPath+"/{id}/close", policy.PostEdit, p.closePostForm, post)
	site.Handle("POST "+PostsPath+"/{id}/close", policy.PostEdit, p.closePost, post)
	site.Handle("GET "+PostsPath+"/{id}/appoint", policy.PostEdit, p.appointForm, post)
	site.Handle("POST "+PostsPath+"/{id}/appoint", policy.PostEdit, p.appoint, post)
	tenure := web.On(p.tenureObject)
	site.Handle("GET "+PostsPath+"/{id}/tenures/{tenure}", policy.PostEdit, p.endTenureForm, tenure)
	site.Handle("POST "+PostsPath+"/{id}/tenures/{tenure}", policy.PostEdit, p.endTenure, tenure)
	site.Handle("GET "+PostsPath+"/{id}/hand-over", policy.HandoverView, p.handOver, post)
	site.Handle("GET "+TransfersPath, policy.TransferMake, p.transferForm)
	site.Handle("POST "+TransfersPath, policy.TransferMake, p.transfer, web.Upload(maxTransfer))
	site.Handle("GET "+TransfersPath+"/template.csv", policy.TransferMake, p.transferTemplate)
	site.Handle("GET "+InventoryPath, policy.InventoryView, p.inventory)
	site.Handle("GET "+InventoryPath+".csv", policy.InventoryView, p.inventoryCSV)
}

// mountHouse mounts the log, the jobs, the mail, the settings and the glass.
func (p *pages) mountHouse(site *web.Site) {
	site.Handle("GET "+AuditPath, policy.AuditRead, p.log)
	site.Handle("GET "+AuditPath+".csv", policy.AuditExport, p.logCSV)
	site.Handle("GET "+AuditPath+"/erase", policy.AuditErase, p.eraseForm)
	site.Handle("POST "+AuditPath+"/erase", policy.AuditErase, p.erase)
	site.Handle("GET "+LogPath, policy.Anyone, p.publicLog)
	site.Handle("GET "+LogPath+"/head.txt", policy.Anyone, p.headText)
	site.Handle("GET "+JobsPath, policy.JobList, p.jobs)
	site.Handle("GET "+JobsPath+".csv", policy.JobList, p.jobsCSV)
	mailed := web.On(p.mailObject)
	site.Handle("GET "+MailPath, policy.MailList, p.mails, web.Listed())
	site.Handle("GET "+MailPath+".csv", policy.MailExport, p.mailsCSV, web.Listed())
	site.Handle("GET "+MailPath+"/{id}", policy.MailView, p.mail, mailed)
	site.Handle("POST "+MailPath+"/{id}/retry", policy.MailRetry, p.retry, mailed)
	site.Handle("GET "+SettingsPath, policy.SettingsEdit, p.settingsForm)
	site.Handle("POST "+SettingsPath, policy.SettingsEdit, p.settings)
	site.Handle("POST "+SettingsPath+"/matching", policy.SettingsEdit, p.matching)
	site.Handle("POST "+SettingsPath+"/clock", policy.SettingsEdit, p.setClock)
	site.Handle("GET "+GlassPath, policy.GlassBreak, p.glassForm)
	site.Handle("POST "+GlassPath, policy.GlassBreak, p.breakGlass)
	// To give up a right needs no more than the house key.
	site.Handle("POST "+GlassPath+"/end", policy.AdminView, p.endGlass)
}

// table is the permission table.
func (p *pages) table() *policy.Table { return p.Policy.Now().Table() }

// speak is the request's context in which the services say what is wrong in the reader's language.
func speak(r *web.Request) context.Context { return account.Speak(r.Context(), string(r.Lang)) }

// record writes an entry that belongs to no change: something was read or taken out.
func (p *pages) record(r *web.Request, e audit.Entry) error {
	return p.db.Update(r.Context(), func(tx *sqldb.Tx) error { return p.Log.Record(tx, e) })
}

// view runs f on a snapshot.
func (p *pages) view(r *web.Request, f func(tx *sqldb.Tx) error) error {
	return p.db.View(r.Context(), f)
}

// names returns the names of the people among actors and subjects.
func (p *pages) names(tx *sqldb.Tx, ids ...string) (map[account.PersonID]string, error) {
	list := make([]account.PersonID, 0, len(ids))
	seen := map[string]bool{}
	for _, id := range ids {
		if id != "" && !seen[id] {
			seen[id] = true
			list = append(list, account.PersonID(id))
		}
	}
	return p.Accounts.Names(tx, list)
}

// within returns the page's own query with another cursor.
func within(r *web.Request, path, after string) string {
	q := url.Values{}
	for k, v := range r.URL.Query() {
		switch k {
		case "lang", "type", "done", "after":
		default:
			if len(v) > 0 && v[0] != "" {
				q[k] = v[:1]
			}
		}
	}
	if after != "" {
		q.Set("after", after)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// pager fills in the pages of a list.
func (t *table) pager(r *web.Request, path, next string) {
	if next != "" {
		t.Next = within(r, path, next)
	}
	if r.URL.Query().Get("after") != "" {
		t.First = within(r, path, "")
	}
	t.CSV = within(r, path+".csv", "")
}

// maxExport is how many rows a file has at most.
const maxExport = 50_000

// exported is the entry of a list that left the system whole.
func exported(r *web.Request, what string, rows int) audit.Entry {
	return r.Exported(what, rows, web.Filter{})
}

func missing(what, id string) error { return fault.New(fault.NotFound, "%s %q", what, id) }
