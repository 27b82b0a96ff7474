// Package demoweb is what only the demo has: doors through which a newcomer becomes the
// coordinator, the officer, the company or the group, and the mails that nobody was sent.
package demoweb

import (
	"net/http"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/demo"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Paths of the package.
const (
	DoorsPath  = "/demo"
	OutboxPath = "/dev/outbox"
)

// DoorPath is the door of one role.
func DoorPath(role string) string { return DoorsPath + "/" + role }

type pages struct {
	accounts *account.Service
	seats    func() []demo.Seat
}

// Mount puts the doors and the outbox on a site of the demo. seats are asked for at each request:
// they are invented once the pages are mounted.
func Mount(site *web.Site, accounts *account.Service, seats func() []demo.Seat) {
	p := &pages{accounts, seats}
	site.Handle("GET "+DoorsPath, web.Anyone, p.doors)
	site.Handle("GET "+DoorsPath+"/{role}", web.Anyone, p.door)
	site.Handle("POST "+DoorsPath+"/{role}", web.Anyone, p.enter)
	site.Handle("GET "+OutboxPath, web.Anyone, p.outbox)
	site.Handle("GET "+OutboxPath+"/{id}", web.Anyone, p.letter)
	site.Nav(web.NavItem{Path: DoorsPath, Order: 90, Label: func(l web.Lang) string { return wordsIn(l).Doors }})
}

type doorsView struct {
	ui.Chrome
	words *words
	Seats []seatView
}

type seatView struct {
	Role, Label, Name, Place, Href string
}

func (p *pages) seat(l web.Lang, s demo.Seat) seatView {
	label := s.Role.Ja
	if l == web.EN {
		label = s.Role.En
	}
	return seatView{s.Role.Code, label, s.Name, s.Place, DoorPath(s.Role.Code)}
}

func (p *pages) doors(w http.ResponseWriter, r *web.Request) error {
	v := doorsView{Chrome: r.Chrome(), words: wordsIn(r.Lang)}
	for _, s := range p.seats() {
		v.Seats = append(v.Seats, p.seat(r.Lang, s))
	}
	return web.Render(w, r, http.StatusOK, doors(v))
}

func (p *pages) find(r *web.Request) (demo.Seat, error) {
	seats := p.seats()
	i := slices.IndexFunc(seats, func(s demo.Seat) bool { return s.Role.Code == r.PathValue("role") })
	if i < 0 {
		return demo.Seat{}, fault.NotFound
	}
	return seats[i], nil
}

func (p *pages) door(w http.ResponseWriter, r *web.Request) error {
	s, err := p.find(r)
	if err != nil {
		return err
	}
	v := doorsView{Chrome: r.Chrome(), words: wordsIn(r.Lang), Seats: []seatView{p.seat(r.Lang, s)}}
	return web.Render(w, r, http.StatusOK, door(v))
}

// enter signs the newcomer in as the person of the seat, with everything already proved.
func (p *pages) enter(w http.ResponseWriter, r *web.Request) error {
	s, err := p.find(r)
	if err != nil {
		return err
	}
	token, err := p.accounts.Start(r.Context(), r.By(), s.Person, account.ByDemo, account.MultiFactor, r.UserAgent(), r.SessionToken())
	if err != nil {
		return err
	}
	r.StartSession(token)
	return web.Redirect(w, r, http.StatusSeeOther, "/my")
}

type outboxView struct {
	ui.Chrome
	words *words
	Mails []mailView
}

type mailView struct {
	Href, When, To, Subject, State, Text string
}

// recent is how many mails the outbox shows.
const recent = 100

func (p *pages) outbox(w http.ResponseWriter, r *web.Request) error {
	v := outboxView{Chrome: r.Chrome(), words: wordsIn(r.Lang)}
	err := p.accounts.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		list, err := mail.List(tx, mail.Filter{Limit: recent})
		for _, m := range list {
			v.Mails = append(v.Mails, view(r.Lang, m))
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, outbox(v))
}

func (p *pages) letter(w http.ResponseWriter, r *web.Request) error {
	v := outboxView{Chrome: r.Chrome(), words: wordsIn(r.Lang)}
	err := p.accounts.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		m, err := mail.ByID(tx, r.PathValue("id"))
		v.Mails = []mailView{view(r.Lang, m)}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, letter(v))
}

func view(l web.Lang, m mail.Mail) mailView {
	day := term.Of(m.CreatedAt)
	when := day.Both()
	if l == web.EN {
		when = day.English()
	}
	return mailView{OutboxPath + "/" + m.ID, when + " " + m.CreatedAt.In(term.JST()).Format("15:04"), m.To, m.Subject, string(m.State), m.Text}
}
