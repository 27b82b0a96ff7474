package account

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/audit"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// Erasure is by what the packages know what is a person's in the rows that they keep, where no
// column names the person: the values that are or were on the person's own record.
type Erasure struct {
	Person        PersonID
	Mails         []string // addresses, in lower case
	Organizations []string // for which the person acts or acted

	names   []string // folded, without spaces
	phones  []string // digits
	tickets []string // ids
}

// Eraser erases what a package keeps about a person, in the transaction of the erasure, and returns
// the ids of the log's entries whose personal values are the person's though their subject is
// somebody or something else. It may run more than once. What law or the record needs stays.
type Eraser func(tx *sqldb.Tx, by audit.By, x *Erasure) (entries []string, err error)

func nameKey(name string) string { return text.Fold(strings.Join(strings.Fields(name), "")) }

func phoneDigits(phone string) string { return text.Digits(norm.NFKC.String(phone)) }

// IsName says whether a text is the person's name or kana. Others may have the same name: ask it
// of what belongs to the person's organizations alone.
func (x *Erasure) IsName(name string) bool {
	return strings.TrimSpace(name) != "" && slices.Contains(x.names, nameKey(name))
}

// IsMail says whether a text is an address of the person.
func (x *Erasure) IsMail(address string) bool {
	return strings.TrimSpace(address) != "" && slices.Contains(x.Mails, mailKey(address))
}

// IsPhone says whether a text is a telephone number of the person.
func (x *Erasure) IsPhone(phone string) bool {
	d := phoneDigits(phone)
	return d != "" && slices.Contains(x.phones, d)
}

// Is says whether a text is a name, an address or a telephone number of the person.
func (x *Erasure) Is(value string) bool {
	return x.IsName(value) || x.IsMail(value) || x.IsPhone(value)
}

// Reaches says whether a text of several words, such as 「山田 083-922-0000」, tells how to reach the
// person: by an address or a number of theirs.
func (x *Erasure) Reaches(value string) bool {
	low, digits := mailKey(value), phoneDigits(value)
	return slices.ContainsFunc(x.Mails, func(m string) bool { return strings.Contains(low, m) }) ||
		slices.ContainsFunc(x.phones, func(p string) bool { return len(p) >= 9 && strings.Contains(digits, p) })
}

// Acts says whether the person acts or acted for an organization.
func (x *Erasure) Acts(organization string) bool {
	return slices.Contains(x.Organizations, organization)
}

func (x *Erasure) add(name, kana, address, phone string) {
	for _, v := range []struct {
		list *[]string
		key  string
	}{{&x.names, nameKey(name)}, {&x.names, nameKey(kana)}, {&x.Mails, mailKey(address)}, {&x.phones, phoneDigits(phone)}} {
		if v.key != "" && !slices.Contains(*v.list, v.key) {
			*v.list = append(*v.list, v.key)
		}
	}
}

// traces collects what is and was on a person's record: the row, its earlier versions in the log,
// the invitations.
func (s *Service) traces(tx *sqldb.Tx, id PersonID) (*Erasure, error) {
	p, err := personByID(tx, id)
	if err != nil {
		return nil, err
	}
	x := &Erasure{Person: id}
	x.add(p.Name, p.Kana, p.Email, p.Phone)
	earlier, err := audit.PersonalOf(tx, string(id), "person.create", "person.edit", "ticket.give")
	if err != nil {
		return nil, err
	}
	for _, m := range earlier {
		for _, end := range []string{"", "_before"} {
			x.add(m["name"+end], m["kana"+end], m["mail"+end], m["phone"+end])
		}
	}
	if x.Organizations, err = sqldb.All(tx, sqldb.Text, `SELECT DISTINCT o.scope_id FROM tenure t JOIN post o ON o.id = t.post_id
		WHERE t.person_id = $1 AND o.scope_kind = 'organization'`, string(id)); err != nil {
		return nil, err
	}
	return x, x.invited(tx)
}

// invited finds the person's tickets: those that name them, and invitations to an address of theirs
// that nobody has used.
func (x *Erasure) invited(tx *sqldb.Tx) error {
	for _, own := range []bool{true, false} {
		err := sqldb.Each(tx, `SELECT id, person_id, email, name, kana FROM ticket WHERE person_id = $1 OR person_id = '' AND email <> ''`,
			[]any{string(x.Person)}, func(r sqldb.Row) error {
				var id, person, address, name, kana string
				if err := r.Scan(&id, &person, &address, &name, &kana); err != nil {
					return err
				}
				switch theirs := person == string(x.Person); {
				case own && theirs:
					x.add(name, kana, address, "")
					x.tickets = append(x.tickets, id)
				case !own && !theirs && x.IsMail(address):
					x.tickets = append(x.tickets, id)
				}
				return nil
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// erasedEntries finds the entries that hold the person's values and are about nobody: invitations
// from before they were a person, addresses that were typed to sign in, what a list was searched for
// before it was taken out as a file.
func (s *Service) erasedEntries(tx *sqldb.Tx, x *Erasure) ([]string, error) {
	return audit.Holding(tx, []string{"ticket.give", audit.SessionFail, audit.DataExport}, func(object string, values map[string]string) bool {
		if ticket, is := strings.CutPrefix(object, "ticket/"); is {
			return slices.Contains(x.tickets, ticket)
		}
		for _, v := range values {
			if x.Is(v) {
				return true
			}
		}
		return false
	})
}
