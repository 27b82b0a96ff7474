package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// cast says which organization plays whom in the samples.
type cast struct {
	cards map[codes.Kind][]*register.Card // the active ones, in the order of their names
	used  map[register.ID]bool
	known map[string]*register.Card // by the name in the samples, such as "company/建設"
	order []string                  // the names in the order in which they came up
	seats map[register.ID]account.PersonID
}

// errFew says that the register has too few organizations to play the story.
var errFew = errors.New("too few organizations")

// castKinds are the kinds of organization that play.
var castKinds = []codes.Kind{codes.Company, codes.NPO, codes.Group}

// newCast reads who there is. The organizations of the invented people play "seat/KIND".
func newCast(svc *register.Service, seats []Seat) (c *cast, err error) {
	defer fault.Wrap(&err, "demo.newCast")
	c = &cast{cards: map[codes.Kind][]*register.Card{}, used: map[register.ID]bool{}, known: map[string]*register.Card{}, seats: map[register.ID]account.PersonID{}}
	bodies, err := exampleBodies(svc)
	if err != nil {
		return nil, err
	}
	for _, kind := range castKinds {
		page, err := svc.Search(register.Filter{Kinds: []string{string(kind)}, Statuses: []string{string(codes.Active)}, Limit: 100, Bare: true})
		if err != nil {
			return nil, err
		}
		c.cards[kind] = page.Cards
		owner := policy.Owner(string(kind))
		body := bodies[owner]
		if body == nil {
			return nil, errFew
		}
		name := "seat/" + string(kind)
		c.known[name], c.used[body.ID] = body, true
		c.order = append(c.order, name)
		if i := slices.IndexFunc(seats, func(s Seat) bool { return s.Role.Code == owner }); i >= 0 {
			c.seats[body.ID] = seats[i].Person
		}
	}
	return c, nil
}

// find returns who plays a name: the first one that fits and plays nobody else, else anybody of the
// kind, so that a smaller register has its story too.
func (c *cast) find(name string) (*register.Card, error) {
	if card := c.known[name]; card != nil {
		return card, nil
	}
	kind, word, _ := strings.Cut(name, "/")
	word, _, _ = strings.Cut(word, "/")
	list := c.cards[codes.Kind(kind)]
	free := func(o *register.Card) bool { return !c.used[o.ID] }
	fits := func(o *register.Card) bool {
		return free(o) && (strings.Contains(o.Name, word) || slices.Contains(o.Fields, word))
	}
	at := slices.IndexFunc(list, fits)
	if at < 0 {
		at = slices.IndexFunc(list, free)
	}
	if at < 0 {
		return nil, errFew
	}
	c.known[name], c.used[list[at].ID] = list[at], true
	c.order = append(c.order, name)
	return list[at], nil
}

// actor is who writes for an organization: the invented person who acts for it, or the demo.
func (c *cast) actor(org register.ID) account.PersonID {
	if p := c.seats[org]; p != "" {
		return p
	}
	return account.PersonID(actor)
}

// introduce publishes the profiles of those who play and have none: who asks must show itself first.
func (c *cast) introduce(ctx context.Context, svc *register.Service, today term.Date) (err error) {
	defer fault.Wrap(&err, "demo.introduce")
	n := map[codes.Kind]int{}
	for _, name := range c.order {
		card := c.known[name]
		i := n[card.Kind]
		n[card.Kind]++
		if card.Line != "" {
			continue
		}
		var in register.ProfileInput
		switch card.Kind {
		case codes.Company:
			in = companyInput(companyProfiles+i, card.Name, today)
		case codes.NPO:
			in = npoInput(npoProfiles + i)
		default:
			in = groupInput(groupProfiles + i)
		}
		if len(card.Fields) > 0 { // what it says of itself fits what the register says
			in.Values["fields"] = strings.Join(card.Fields[:min(len(card.Fields), bankFields)], " ")
			delete(in.Values, "undecided")
		}
		if err := publish(ctx, svc, card.Name, in, today); err != nil {
			return fmt.Errorf("%s (%s): %w", name, strconv.Quote(card.Name), err)
		}
	}
	return nil
}

// bankFields is how many activity fields a profile or a listing may name.
const bankFields = 5
