package adminweb

import (
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

// day prints a date as the pages do: the era beside it for Japanese readers.
func day(d term.Date, l ui.Lang) string {
	switch {
	case d.IsZero():
		return ""
	case l == ui.EN:
		return d.English()
	}
	return d.Both()
}

// moment prints a time in Japan.
func moment(at time.Time, l ui.Lang) string {
	if at.IsZero() {
		return ""
	}
	return day(term.Of(at), l) + " " + at.In(term.JST()).Format("15:04")
}

// period prints a first and a last day.
func period(from, until term.Date, l ui.Lang) string {
	last := wOpen.In(l)
	if !until.IsZero() {
		last = day(until, l)
	}
	return day(from, l) + wTo.In(l) + last
}

// roleNames prints the roles of a post.
func (p *pages) roleNames(list []string, l ui.Lang) string {
	var names []string
	for _, code := range list {
		if role, ok := p.table().Role(code); ok {
			names = append(names, roleLabel(role, l))
		} else {
			names = append(names, code)
		}
	}
	return strings.Join(names, wComma.In(l))
}

func roleLabel(r policy.Role, l ui.Lang) string {
	if l == ui.EN {
		return r.En
	}
	return r.Ja
}

// scopeName prints what the roles of a post reach.
func scopeName(s account.Scope, l ui.Lang) string {
	switch s.Kind {
	case account.OfPrefecture:
		return wPrefecture.In(l)
	case account.OfMunicipality:
		if m, ok := codes.MunicipalityByCode(s.ID); ok {
			return m.Label().In(string(l))
		}
	case account.OfRegion:
		if r, ok := codes.RegionBySlug(s.ID); ok {
			return r.Label.In(string(l))
		}
	case account.OfOrganization:
		return wOrganization.In(l)
	}
	return s.ID
}

// postName is 所属 and 職名.
func postName(o account.Post) string { return o.Unit + " " + o.Title }

func statusLabel(s account.Status, l ui.Lang) cell {
	switch s {
	case account.Active:
		return tag(ui.Good, wActive.In(l))
	case account.Suspended:
		return tag(ui.Bad, wSuspended.In(l))
	}
	return text(wErased.In(l))
}

func yes(b bool, l ui.Lang) string {
	if b {
		return wYes.In(l)
	}
	return wNo.In(l)
}
