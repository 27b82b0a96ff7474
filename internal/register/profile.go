package register

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Proxy is the source of what somebody else entered for the organization (代理登録).
const Proxy Source = "proxy"

// TermsVersion names the terms of use (利用規約) to which who publishes a profile agrees.
const TermsVersion = "2026-11"

// Profile is what an organization says about itself. Each item has its own visibility and its own
// provenance.
type Profile struct {
	Organization ID
	Kind         ProfileKind
	Values       map[string]string        // by name of item; what is empty is absent
	Visibility   map[string]Visibility    // where the organization chose another than the item's own
	Provenance   map[string]ProfileOrigin // who wrote each value
	Sites        []Site
	Published    bool // the organization wants it shown; whether it is, says Published
	PublishedAt  time.Time
	TermsVersion string // of the terms agreed to, "" = none
	ConsentedAt  time.Time
	Version      int64 // 0 = nobody has written anything yet
	UpdatedAt    time.Time
}

// Site is a place of business (事業所) in the prefecture.
type Site struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	CityCode string `json:"city"` // JIS 5 digits
	Street   string `json:"street,omitempty"`
	Contact  string `json:"contact,omitempty"` // who answers there: as little public as a contact
	Phone    string `json:"phone,omitempty"`   // likewise
}

// ProfileOrigin says who wrote a value: never a name of a person.
type ProfileOrigin struct {
	Source  Source    `json:"source"`            // Self, Proxy or Government
	By      string    `json:"by,omitempty"`      // the post (職) that wrote it
	On      term.Date `json:"on,omitzero"`       // when
	Channel string    `json:"channel,omitempty"` // of a proxy: how it was asked to, see Channels
	Consent string    `json:"consent,omitempty"` // of a proxy: who agreed and when, "head 2026-11-20"
}

// Line says in one line what the organization does.
func (p *Profile) Line() string { return p.Values[ItemLine] }

// Fields are the slugs of the main fields, in the organization's order.
func (p *Profile) Fields() []string { return strings.Fields(p.Values[ItemFields]) }

// Undecided says that the organization has not chosen its fields and wants advice (未定・相談したい).
func (p *Profile) Undecided() bool { return p.Values[ItemUndecided] != "" }

// VisibleTo is who may read an item.
func (p *Profile) VisibleTo(i *Item) Visibility {
	if v, ok := p.Visibility[i.Name]; ok && slices.Contains(i.Allowed, v) {
		return v
	}
	return i.Default()
}

// For returns the profile as a reader sees it to whom the given sets of fields are open; what is
// public needs no set. The name and number of who answers at a site belong to "contact".
func (p Profile) For(sees func(set string) bool) Profile {
	open := func(v Visibility) bool { return v == Public || sees != nil && sees(string(v)) }
	out := p
	out.Values, out.Provenance = map[string]string{}, map[string]ProfileOrigin{}
	for _, i := range Items(p.Kind) {
		if v, ok := p.Values[i.Name]; ok && open(p.VisibleTo(i)) {
			out.Values[i.Name] = v
			if from, ok := p.Provenance[i.Name]; ok {
				out.Provenance[i.Name] = from
			}
		}
	}
	if from, ok := p.Provenance[ItemSites]; ok {
		out.Provenance[ItemSites] = from
	}
	out.Sites = slices.Clone(p.Sites)
	if !open(Contact) {
		for i := range out.Sites {
			out.Sites[i].Contact, out.Sites[i].Phone = "", ""
		}
	}
	return out
}

// Withholds says whether the profile holds data about a natural person that is not public:
// reading it is on record.
func (p *Profile) Withholds() bool {
	for _, i := range Items(p.Kind) {
		if i.Person && p.Values[i.Name] != "" && p.VisibleTo(i) != Public {
			return true
		}
	}
	return slices.ContainsFunc(p.Sites, func(s Site) bool { return s.Contact != "" || s.Phone != "" })
}

// What a profile may lack for being published.
const (
	LacksName    = "name"
	LacksCity    = "city"
	LacksLine    = "line"
	LacksFields  = "fields"
	LacksContact = "contact"
	LacksTerms   = "terms"
	LacksPublish = "publish" // everything is there, but the organization has not published it
)

// Published says whether the profile is a published one (公開プロフィール): name, municipality, one line on
// what the organization does, fields or 未定, a contact channel, and consent to the terms. Who
// inquires must have one. missing lists what it lacks, in the order of the form.
func Published(p Profile, o Organization) (ok bool, missing []string) {
	lack := func(name string, is bool) {
		if is {
			missing = append(missing, name)
		}
	}
	lack(LacksName, o.Name == "")
	lack(LacksCity, o.Address.CityCode == "" && !slices.ContainsFunc(p.Sites, func(s Site) bool { return s.CityCode != "" }))
	lack(LacksLine, p.Line() == "")
	lack(LacksFields, len(p.Fields()) == 0 && !p.Undecided())
	lack(LacksContact, !slices.ContainsFunc(channelItems, func(name string) bool { return p.Values[name] != "" }))
	lack(LacksTerms, p.TermsVersion == "")
	if len(missing) == 0 && !p.Published {
		missing = []string{LacksPublish}
	}
	return len(missing) == 0, missing
}

// channelItems are the items by which an organization can be reached.
var channelItems = []string{ItemPhone, ItemMail, "office_phone", "office_mail", "office_fax"}

// IsPublished is Published for the organization with that id, inside a transaction.
func IsPublished(tx *sqldb.Tx, oid ID) (ok bool, missing []string, err error) {
	o, found, err := byID(tx, oid)
	if err != nil || !found {
		return false, nil, err
	}
	p, err := profileOf(tx, o)
	if err != nil {
		return false, nil, err
	}
	ok, missing = Published(p, o)
	return ok, missing, nil
}

// States of an organization as an object of the permission table.
const (
	StateOpen   = "open"
	StateClosed = "closed" // dissolved, closed, merged, moved out: nobody writes its profile any more
)

// PolicyObject is the organization as the permission table sees it.
func (o Organization) PolicyObject() policy.Object {
	return policyObject(o.ID, o.Address.CityCode, o.Status)
}

func policyObject(oid ID, city string, status codes.Status) policy.Object {
	state := StateOpen
	if status.Ended() {
		state = StateClosed
	}
	return policy.Object{Kind: Kind, ID: string(oid), Org: string(oid), City: city, State: state}
}

// changes returns the names of the items whose value or visibility differ, and ItemSites.
func (p *Profile) changes(q *Profile) []string {
	var names []string
	for _, i := range Items(p.Kind) {
		if p.Values[i.Name] != q.Values[i.Name] || p.VisibleTo(i) != q.VisibleTo(i) {
			names = append(names, i.Name)
		}
	}
	if !slices.Equal(p.Sites, q.Sites) {
		names = append(names, ItemSites)
	}
	return names
}

// clone returns a copy that shares nothing.
func (p Profile) clone() Profile {
	p.Values, p.Visibility, p.Provenance = maps.Clone(p.Values), maps.Clone(p.Visibility), maps.Clone(p.Provenance)
	p.Sites = slices.Clone(p.Sites)
	return p
}
