package adminweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// sessionObject is a session: its person's own.
func (p *pages) sessionObject(r *web.Request) (policy.Object, error) {
	x, err := p.Accounts.SessionByID(r.Context(), r.PathValue("id"))
	return policy.Object{Kind: "session", ID: x.ID, Person: x.Person}, err
}

// reach is whose sessions the reader may list: everybody's, or their own.
func reach(r *web.Request) account.PersonID {
	if s := r.Scope(); !s.All {
		return r.Who.Person
	}
	return ""
}

func sessionTable(list []account.LiveSession, mine string, l ui.Lang) *table {
	t := &table{ID: "sessions", Caption: wSessions.In(l), None: wNoSessions.In(l), NoneDo: wNoSessionsDo.In(l),
		Columns: []string{wName.In(l), wMethod.In(l), wSecond.In(l), wDevice.In(l), wStarted.In(l), wSeen.In(l)}}
	for _, x := range list {
		second := tag(ui.Warn, wOneFactor.In(l))
		if x.Assurance >= account.MultiFactor {
			second = tag(ui.Good, wTwoFactors.In(l))
		}
		name := link(x.Name, personPath(x.Person))
		if x.ID == mine {
			name.Text += wThisOne.In(l)
		}
		t.Rows = append(t.Rows, []cell{name, text(methodName(x.Method, l)), second, text(x.Agent), text(moment(x.StartedAt, l)), text(moment(x.SeenAt, l))})
	}
	return t
}

// sessions lists who is signed in, with a button to end each.
func (p *pages) sessions(w http.ResponseWriter, r *web.Request) error {
	var list []account.LiveSession
	var next string
	err := p.view(r, func(tx *sqldb.Tx) (err error) {
		list, next, err = p.Accounts.LiveSessions(tx, reach(r), r.URL.Query().Get("after"), 50)
		return err
	})
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wSessions)
	v.Lead = wSessionsLead.In(l)
	t := sessionTable(list, r.Who.Session, l)
	t.pager(r, SessionsPath, next)
	v.rows(t)
	var ends []component
	for _, x := range list {
		if x.ID != r.Who.Session && r.May(policy.SessionEnd, policy.Object{Kind: "session", ID: x.ID, Person: x.Person}) {
			ends = append(ends, buttonOf(v, SessionsPath+"/"+x.ID+"/end", x.Name+wEndOf.In(l)+moment(x.StartedAt, l), nil))
		}
	}
	if len(ends) > 0 {
		v.section("end", wEndSession, ends...)
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) sessionsCSV(w http.ResponseWriter, r *web.Request) error {
	var all []account.LiveSession
	err := p.view(r, func(tx *sqldb.Tx) error {
		for after := ""; len(all) < maxExport; {
			list, next, err := p.Accounts.LiveSessions(tx, reach(r), after, 200)
			if err != nil {
				return err
			}
			all = append(all, list...)
			if after = next; after == "" {
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.record(r, exported(r, "sessions", len(all))); err != nil {
		return err
	}
	return file(w, "sessions", sessionTable(all, "", r.Lang))
}

func (p *pages) endSession(w http.ResponseWriter, r *web.Request) error {
	if err := p.Accounts.End(r.Context(), r.By(), r.PathValue("id")); err != nil {
		return err
	}
	return to(w, r, SessionsPath, "ended")
}
