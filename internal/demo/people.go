package demo

import (
	"context"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Seat is an invented person in the post of one role, as whom a newcomer may look around.
type Seat struct {
	Role   policy.Role
	Person account.PersonID
	Name   string
	Place  string // the organization, municipality or region of the post, "" = the prefecture
}

// sampleNames are of the invented people, one a role.
var sampleNames = []string{"見本", "試作", "仮野", "例田", "架空", "雛形", "想像", "空想", "模擬", "練習", "体験", "試行", "下書", "素案", "仮名", "設例", "演習", "案内"}

// People invents one person for each role of the permission table, each in a post of the smallest
// scope that the role may have, and returns them in the order of the table. Who is there already
// stays.
func People(ctx context.Context, accounts *account.Service, svc *register.Service, table *policy.Table) (seats []Seat, err error) {
	defer fault.Wrap(&err, "demo.People")
	by := audit.By{Actor: audit.System}
	bodies, err := exampleBodies(svc)
	if err != nil {
		return nil, err
	}
	for i, role := range table.Roles {
		seat := Seat{Role: role, Name: sampleNames[i%len(sampleNames)] + "　花子【架空】"}
		mail := strings.ReplaceAll(strings.ToLower(role.Code), "_", "-") + "@sample.invalid"
		scope, place := scopeOf(role, bodies)
		seat.Place = place
		err := accounts.DB.Update(ctx, func(tx *sqldb.Tx) error {
			known, err := accounts.PersonByMail(tx, mail)
			if err == nil {
				seat.Person, seat.Name = known.ID, known.Name
				return nil
			}
			seat.Person, err = accounts.CreatePersonTx(tx, by, account.PersonInput{Name: seat.Name, Kana: "ミホン　ハナコ", Email: mail})
			if err != nil || scope.Kind == "" {
				return err
			}
			unit, title := place, role.Ja
			if place == "" {
				unit = "見本の部署【架空】"
			}
			post, err := accounts.CreatePostTx(tx, by, account.PostInput{Unit: unit, Title: title, Scope: scope, Roles: []string{role.Code}, From: term.On(2026, 4, 1)})
			if err != nil {
				return err
			}
			_, err = accounts.AppointTx(tx, by, post, seat.Person, term.On(2026, 4, 1), term.Date{})
			return err
		})
		if err != nil {
			return nil, err
		}
		seats = append(seats, seat)
	}
	return seats, nil
}

// exampleBodies finds one active organization of each kind that has roles of its own.
func exampleBodies(svc *register.Service) (map[string]*register.Card, error) {
	found := map[string]*register.Card{}
	for _, kind := range []codes.Kind{codes.NPO, codes.Company, codes.Group} {
		page, err := svc.Search(register.Filter{Kinds: []string{string(kind)}, Statuses: []string{string(codes.Active)}, Limit: 1, Bare: true})
		if err != nil {
			return nil, err
		}
		if len(page.Cards) > 0 {
			found[policy.Owner(string(kind))] = page.Cards[0]
			found[policy.Member(string(kind))] = page.Cards[0]
		}
	}
	return found, nil
}

// scopeOf is the smallest scope that a role may have, with its name.
func scopeOf(role policy.Role, bodies map[string]*register.Card) (account.Scope, string) {
	if len(role.Scopes) == 0 {
		return account.Scope{}, ""
	}
	switch kind := account.ScopeKind(role.Scopes[0]); kind {
	case account.OfOrganization:
		if card := bodies[role.Code]; card != nil {
			return account.Scope{Kind: kind, ID: string(card.ID)}, card.Name
		}
		return account.Scope{}, ""
	case account.OfMunicipality:
		city := codes.Municipalities(term.On(2026, 4, 1))[0]
		return account.Scope{Kind: kind, ID: city.Code}, city.FullName()
	case account.OfRegion:
		region, _ := codes.RegionBySlug("kenmin-shunan")
		return account.Scope{Kind: kind, ID: region.Slug}, region.Label.In("ja")
	default:
		return account.Scope{Kind: account.OfPrefecture}, ""
	}
}
