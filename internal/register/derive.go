package register

import (
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// derive sets everything of o that follows from statements. It is a pure function of their set:
// 国税庁 decides name, address and closure; 内閣府's portal the rest, and those where 国税庁 is silent.
func (o *Organization) derive(said []statement) {
	*o = Organization{ID: o.ID, Version: o.Version, United: o.United, Consent: o.Consent, Provenance: map[string]Origin{}}
	for _, source := range []Source{List, Self, Government} {
		if s := newest(said, source); s != nil {
			o.takeRecord(s.record, Origin{source, s.AsOf, s.File})
		}
	}
	if s := newest(said, CAO); s != nil {
		o.takePortal(s.portal, Origin{CAO, s.AsOf, s.File})
	}
	if s := newest(said, NTA); s != nil {
		if s.houjin.Name == "" { // the row of a withdrawn number (処理区分 99) may hold nothing else
			o.takeLastName(said)
		}
		o.takeHoujin(s.houjin, Origin{NTA, s.AsOf, s.File})
	}
	o.OtherNames = otherNames(said, o.Name)
	for _, e := range events(said) { // newest first; a day to come is not news yet
		if !e.On.After(o.AsOf()) {
			o.Latest, o.ChangedOn = e, e.On
			break
		}
	}
	o.Status = o.status()
	o.Withheld = o.Consent.withholds() && !slices.ContainsFunc(said, func(s statement) bool { return s.Source != List })
	o.Hidden = o.Hidden || o.Withheld
	if o.Invented = strings.Contains(o.Name, InventedMark); o.Invented {
		o.Latest.Source = Sample
		for fact, from := range o.Provenance {
			from.Source = Sample
			o.Provenance[fact] = from
		}
	}
}

func (o *Organization) takeRecord(r *Record, from Origin) {
	o.Kind = r.Kind
	o.Name, o.Provenance[FactName] = r.Name, from
	if r.Number != "" {
		o.Number, o.Provenance[FactNumber] = r.Number, from
	}
	if r.Kana != "" {
		o.Kana, o.Provenance[FactKana] = r.Kana, from
	}
	if r.Address != "" {
		o.Address = Address{Street: r.Address, PostalCode: r.PostalCode}
		if split, ok := codes.SplitAddress(r.Address, ""); ok {
			o.Address = splitAddress(split, r.PostalCode)
		}
		o.Provenance[FactAddress] = from
	}
	if r.Purpose != "" {
		o.Purpose, o.Provenance[FactPurpose] = r.Purpose, from
	}
	if len(r.Fields) > 0 {
		o.Fields, o.Provenance[FactFields] = r.Fields, from
	}
	if !r.Established.IsZero() {
		o.RegisteredOn = r.Established
	}
}

func splitAddress(a codes.Address, postalCode string) Address {
	return Address{Prefecture: a.Prefecture, PrefectureCode: a.PrefectureCode, City: a.District + a.City, CityCode: a.CityCode,
		Street: a.Rest, PostalCode: postalCode}
}

func (o *Organization) takePortal(p *portalFact, from Origin) {
	o.Kind = codes.NPO
	o.Name, o.Provenance[FactName] = p.Name, from
	o.Number, o.PortalID, o.PortalURL = p.Number, p.PortalID, p.URL
	if p.Number != "" {
		o.Provenance[FactNumber] = from
	}
	if p.Kana != "" {
		o.Kana, o.Provenance[FactKana] = p.Kana, from
	}
	if p.Address != "" {
		o.Address, o.Provenance[FactAddress] = portalAddress(p), from
	} else {
		o.Address.Prefecture, o.Address.PrefectureCode = officePrefecture(p.Office)
	}
	o.Offices = p.Offices
	if o.Representative = p.Representative; p.Representative != "" {
		o.Provenance[FactPeople] = from
	}
	if o.Purpose = p.Purpose; p.Purpose != "" {
		o.Provenance[FactPurpose] = from
	}
	o.Fields = nil
	for _, n := range p.Fields {
		if f, ok := codes.FieldByNumber(n, from.AsOf); ok {
			o.Fields = append(o.Fields, f.Slug)
		}
	}
	if len(o.Fields) > 0 {
		o.Provenance[FactFields] = from
	}
	o.Activities, o.OtherBusiness = p.Activities, p.OtherBusiness
	if o.Office, o.DelegatedTo = p.Office, p.DelegatedTo; p.Office != "" {
		o.Provenance[FactOffice] = from
	}
	if o.FiscalStart, o.FiscalEnd = p.FiscalStart, p.FiscalEnd; !p.FiscalEnd.IsZero() {
		o.Provenance[FactFiscal] = from
	}
	o.CertifiedOn, o.RegisteredOn = p.Certified, p.Established
	if !p.Certified.IsZero() || !p.Established.IsZero() {
		o.Provenance[FactCertified] = from
	}
	o.takeApproval(p, from)
	o.Supervision, o.Dissolution = p.Supervision, p.Dissolution
	if p.Dissolution != "" || p.Supervision != "" {
		o.Provenance[FactDissolved] = from
	}
	if end, ok := portalEnd(p); ok {
		o.DissolvedOn = end.On
	}
}

func (o *Organization) takeApproval(p *portalFact, from Origin) {
	switch {
	case p.IsCertified || !p.ApprovedFrom.IsZero():
		o.Approval, o.ApprovedOn, o.ApprovedUntil, o.ApprovalRevokedOn = Certified, p.ApprovedFrom, p.ApprovedUntil, p.ApprovalRevoked
		o.Renewing = p.Renewing
	case p.IsSpecial || !p.SpecialFrom.IsZero():
		o.Approval, o.ApprovedOn, o.ApprovedUntil, o.ApprovalRevokedOn = Special, p.SpecialFrom, p.SpecialUntil, p.SpecialRevoked
	default:
		return
	}
	o.Provenance[FactApproval] = from
}

func (o *Organization) takeHoujin(h *houjinFact, from Origin) {
	o.Kind = codes.KindOf(codes.HoujinKind(h.Kind), h.Name)
	o.Hidden = h.Hidden
	o.Number, o.Provenance[FactNumber] = h.Number, from
	if h.Name != "" {
		o.Name, o.Provenance[FactName] = h.Name, from
	}
	o.NameEn = h.NameEn
	if o.Kana == "" && h.Kana != "" {
		o.Kana, o.Provenance[FactKana] = h.Kana, from
	}
	if h.address() != "" {
		o.Address = Address{PrefectureCode: h.PrefectureCode, CityCode: h.CityCode, Prefecture: h.Prefecture, City: h.City,
			Street: h.Street, PostalCode: h.PostalCode}
		if h.Outside != "" {
			o.Address.Street = h.Outside
		}
		o.Provenance[FactAddress] = from
	}
	o.AssignedOn = h.Assigned
	if !h.Closed.IsZero() || h.CloseCause != "" {
		o.ClosedOn, o.CloseCause, o.Successor = h.Closed, h.CloseCause, h.Successor
		o.Provenance[FactClosed] = from
	}
	if h.Process == "99" {
		o.ClosedOn, o.Provenance[FactClosed] = firstDate(h.Changed, h.Updated), from
	}
}

// takeLastName takes the last name that 国税庁 gave; a corporation that never had one is called by
// its number.
func (o *Organization) takeLastName(said []statement) {
	for _, s := range slices.Backward(chronicle(said)) {
		if s.houjin.Name != "" {
			o.Name, o.Provenance[FactName] = s.houjin.Name, Origin{NTA, s.AsOf, s.File}
			if o.Kana == "" {
				o.Kana = s.houjin.Kana
			}
			return
		}
		if o.Name == "" {
			o.Name = string(s.houjin.Number)
		}
	}
}

// status follows from facts: the most telling one wins.
func (o *Organization) status() codes.Status {
	end, ended := proseEnd(o.Supervision, o.Dissolution)
	switch {
	case ended && end.Kind == EventRevoked:
		return codes.Revoked
	case ended:
		return codes.Dissolved
	case !o.ClosedOn.IsZero():
		return codes.CloseCause(o.CloseCause).Status()
	}
	return codes.Active
}

// Active reports whether the organization stands, as far as the register knows.
func (o Organization) Active() bool { return o.Status == codes.Active }

func portalEnd(p *portalFact) (Event, bool) { return proseEnd(p.Supervision, p.Dissolution) }

// proseEnd reads whether and when the corporation was dissolved, which 解散情報 tells, or its
// certification revoked, which 監督情報 may tell too.
func proseEnd(supervision, dissolution string) (Event, bool) {
	switch ja.Fold(dissolution) {
	case "なし", "無し", "無", "ー", "該当なし":
		dissolution = ""
	}
	if on, cause, revoked := intake.Dissolved(dissolution); cause != "" {
		kind := EventDissolved
		if revoked {
			kind = EventRevoked
		}
		return Event{Kind: kind, On: on, After: dissolution, Source: CAO}, true
	}
	for _, s := range intake.Supervised(supervision) {
		if s.Measure == intake.MeasureRevoked {
			return Event{Kind: EventRevoked, On: s.On, After: supervision, Source: CAO}, true
		}
	}
	return Event{}, false
}

func portalAddress(p *portalFact) Address {
	prefecture, code := officePrefecture(p.Office)
	a := Address{Prefecture: prefecture, PrefectureCode: code, Street: p.Address, PostalCode: p.PostalCode}
	split, ok := codes.SplitAddress(p.Address, code)
	if !ok { // a designated city as 所轄庁 may leave out its own name before a ward
		split, ok = codes.SplitAddress(p.Office+p.Address, code)
	}
	if ok {
		a = splitAddress(split, p.PostalCode)
	}
	return a
}

// officePrefecture returns the prefecture of a 所轄庁 written as 山口県 or 静岡市.
func officePrefecture(office string) (name, code string) {
	if o, ok := codes.OfficeByName(office); ok {
		p, _ := codes.PrefectureByCode(o.Prefecture)
		return p.Name, p.Code
	}
	return "", ""
}

// otherNames returns the names of statements that are not the present one: former names from the
// history of 国税庁, and another writing by the portal.
func otherNames(said []statement, name string) []OtherName {
	var names []OtherName
	seen := map[string]bool{ja.NameKey(name): true}
	for _, s := range chronicle(said) {
		h := s.houjin
		if key := ja.NameKey(h.Name); h.Name != "" && !seen[key] {
			seen[key] = true
			names = append(names, OtherName{Name: h.Name, Former: true})
		}
	}
	for i := range said {
		if p := said[i].portal; p != nil {
			if key := ja.NameKey(p.Name); !seen[key] {
				seen[key] = true
				names = append(names, OtherName{Name: p.Name})
			}
		}
	}
	for i := range names {
		if names[i].Former {
			names[i].Until = lastUse(said, names[i].Name)
		}
	}
	slices.SortStableFunc(names, func(a, b OtherName) int {
		if c := b.Until.Compare(a.Until); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	return names
}

// lastUse returns the day on which the next name took over from name.
func lastUse(said []statement, name string) term.Date {
	var until term.Date
	history := chronicle(said)
	for i := 1; i < len(history); i++ {
		if history[i-1].houjin.Name == name && history[i].houjin.Name != name {
			until = firstDate(history[i].houjin.Changed, history[i].houjin.Updated)
		}
	}
	return until
}

// chronicle returns the statements of 国税庁 from the oldest change to the newest, one per change:
// a correction (訂正) replaces what it corrects.
func chronicle(said []statement) []*statement {
	byChange := map[string]*statement{}
	for i := range said {
		s := &said[i]
		if s.houjin == nil {
			continue
		}
		key := s.houjin.Process + "|" + s.houjin.Changed.String()
		if old := byChange[key]; old == nil || s.AsOf.After(old.AsOf) || s.AsOf == old.AsOf && s.Digest > old.Digest {
			byChange[key] = s
		}
	}
	list := make([]*statement, 0, len(byChange))
	for _, s := range byChange {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *statement) int {
		if c := a.houjin.Changed.Compare(b.houjin.Changed); c != 0 {
			return c
		}
		if c := strings.Compare(a.houjin.Process, b.houjin.Process); c != 0 {
			return c
		}
		return strings.Compare(a.Digest, b.Digest)
	})
	return list
}

func firstDate(dates ...term.Date) term.Date {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return term.Date{}
}

var processEvents = map[string]EventKind{
	"01": EventNumber, "11": EventName, "12": EventAddress, "13": EventAddress, "21": EventClosed, "22": EventReopened,
	"71": EventMerger, "72": EventMergerVoid, "81": EventErased, "99": EventDeleted,
}

// events returns what happened according to the statements, newest first.
func events(said []statement) []Event {
	var list []Event
	history := chronicle(said)
	for i, s := range history {
		h := s.houjin
		e := Event{Kind: processEvents[h.Process], On: firstDate(h.Changed, h.Updated), Source: NTA}
		if e.Kind == "" {
			continue
		}
		if i > 0 {
			before := history[i-1].houjin
			switch e.Kind {
			case EventName:
				e.Before = before.Name
			case EventAddress:
				e.Before = before.address()
			}
		}
		switch e.Kind {
		case EventName:
			e.After = h.Name
		case EventAddress:
			e.After = h.address()
		case EventNumber:
			e.On = firstDate(h.Assigned, e.On)
		case EventMerger, EventDeleted, EventErased:
			e.After = h.Detail
		}
		list = append(list, e)
	}
	if s := newest(said, CAO); s != nil {
		p := s.portal
		for _, e := range []Event{
			{Kind: EventCertified, On: p.Certified}, {Kind: EventRegistered, On: p.Established},
			{Kind: EventApproved, On: p.ApprovedFrom}, {Kind: EventSpecial, On: p.SpecialFrom},
			{Kind: EventApprovalRevoked, On: firstDate(p.ApprovalRevoked, p.SpecialRevoked)},
		} {
			if e.Source = CAO; !e.On.IsZero() {
				list = append(list, e)
			}
		}
		if e, ok := portalEnd(p); ok {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b Event) int {
		if c := b.On.Compare(a.On); c != 0 {
			return c
		}
		return strings.Compare(string(a.Kind), string(b.Kind))
	})
	return list
}
