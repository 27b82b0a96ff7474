package register

import (
	"log/slog"
	"strings"

	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Feed returns what keeps the service's index in step with the database.
func (s *Service) Feed(log *slog.Logger) *search.Feed {
	return &search.Feed{DB: s.DB, Index: s.Index, Kind: Kind, Log: log, Wake: s.Wake,
		All: func(tx *sqldb.Tx) ([]search.Doc, error) {
			list, err := everyone(tx)
			if err != nil {
				return nil, err
			}
			profiles, err := publishedOf(tx, nil)
			return docs(list, profiles, term.Of(tx.Now)), err
		},
		Some: func(tx *sqldb.Tx, ids []string) ([]search.Doc, error) {
			list, err := byIDs(tx, ids)
			if err != nil {
				return nil, err
			}
			profiles, err := publishedOf(tx, ids)
			return docs(list, profiles, term.Of(tx.Now)), err
		}}
}

func docs(list []Organization, profiles map[ID]Profile, today term.Date) []search.Doc {
	docs := make([]search.Doc, 0, len(list))
	for i := range list {
		o := &list[i]
		if o.Hidden || o.United != "" {
			continue
		}
		d := doc(o, today)
		if p, ok := profiles[o.ID]; ok {
			introduce(&d, o, p)
		}
		docs = append(docs, d)
	}
	return docs
}

// doc is what the index knows of an organization: keywords search name, kana, former names,
// aliases and purpose; everything else is a facet.
func doc(o *Organization, today term.Date) search.Doc {
	d := search.Doc{
		ID:      string(o.ID),
		Name:    []string{ja.NameKey(o.Name)}, // a hit in the legal form is no hit in the name
		Alias:   ja.Spellings(o.Name),
		Body:    ja.Fold(o.Purpose),
		Newest:  o.ChangedOn.String(),
		Kana:    ja.KanaKey(o.Kana, o.Name),
		Tie:     ja.NameKey(o.Name) + "|" + string(o.Number) + "|" + ja.Fold(o.Address.String()),
		Suggest: o.Name,
	}
	if o.Kana != "" {
		d.Alias = append(d.Alias, ja.Fold(o.Kana))
	}
	for _, n := range o.OtherNames {
		d.Alias = append(d.Alias, ja.Spellings(n.Name)...)
	}
	if o.NameEn != "" {
		d.Alias = append(d.Alias, ja.Fold(o.NameEn))
	}
	approval := NoApproval
	if o.ApprovedAt(today) {
		approval = o.Approval
	}
	until := o.ApprovedUntil
	if today.After(until) { // it stands while its renewal is being decided
		until = term.Date{}
	}
	level := string(approval)
	if approval == NoApproval {
		level = "none"
	}
	d.Facets = append(d.Facets, search.Facet{Key: FacetKind, Value: string(o.Kind)}, search.Facet{Key: FacetStatus, Value: string(o.Status)},
		search.Facet{Key: FacetApproval, Value: level})
	if o.Address.CityCode != "" {
		d.Facets = append(d.Facets, search.Facet{Key: FacetCity, Value: o.Address.CityCode})
	}
	for _, f := range o.Fields {
		d.Facets = append(d.Facets, search.Facet{Key: FacetField, Value: f})
	}
	d.Card = &Card{ID: o.ID, Number: string(o.Number), Name: o.Name, Kana: o.Kana, Reading: ja.ShortKana(o.Kana), Kind: o.Kind, Status: o.Status,
		CityCode: o.Address.CityCode, Place: o.Address.Place(), Address: o.Address.String(), Purpose: strings.TrimSpace(o.Purpose), Folded: d.Body,
		Fields: o.Fields, Approval: approval, Until: until, ChangedOn: o.ChangedOn, Latest: o.Latest, AsOf: o.AsOf(),
		Invented: o.Invented}
	return d
}
