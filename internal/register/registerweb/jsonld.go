package registerweb

import (
	"encoding/json"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// The parts of schema.org (30.0) that an organization's page speaks.
type (
	ldOrganization struct {
		Context       string        `json:"@context"`
		Type          string        `json:"@type"`
		ID            string        `json:"@id"`
		URL           string        `json:"url"`
		Name          string        `json:"name"`
		LegalName     string        `json:"legalName,omitempty"`
		AlternateName []string      `json:"alternateName,omitempty"`
		Description   string        `json:"description,omitempty"`
		Identifier    *ldValue      `json:"identifier,omitempty"`
		Address       *ldAddress    `json:"address,omitempty"`
		Founding      string        `json:"foundingDate,omitempty"`
		Dissolution   string        `json:"dissolutionDate,omitempty"`
		KnowsAbout    []string      `json:"knowsAbout,omitempty"`
		Certification *ldCertificat `json:"hasCertification,omitempty"`
		SameAs        string        `json:"sameAs,omitempty"`
	}
	ldValue struct {
		Type       string `json:"@type"`
		PropertyID string `json:"propertyID"`
		Name       string `json:"name"`
		Value      string `json:"value"`
	}
	ldAddress struct {
		Type     string `json:"@type"`
		Country  string `json:"addressCountry"`
		Postal   string `json:"postalCode,omitempty"`
		Region   string `json:"addressRegion,omitempty"`
		Locality string `json:"addressLocality,omitempty"`
		Street   string `json:"streetAddress,omitempty"`
	}
	ldCertificat struct {
		Type    string  `json:"@type"`
		Name    string  `json:"name"`
		Issued  string  `json:"validFrom,omitempty"`
		Expires string  `json:"expires,omitempty"`
		IssuedB *ldName `json:"issuedBy,omitempty"`
	}
	ldName struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
)

// maxLDNames bounds the other names in the data for search engines.
const maxLDNames = 10

// jsonLD describes the organization to search engines; base makes a path a public address.
func jsonLD(base func(path string) string, d *register.Detail, today term.Date) []byte {
	v := ldOrganization{
		Context: "https://schema.org", Type: "Organization", ID: base(d.Path()), URL: base(d.Path()),
		Name: d.Name, LegalName: d.Name, Description: d.Summary(200),
	}
	switch d.Kind {
	case codes.NPO:
		v.Type = "NGO"
	case codes.Company:
		v.Type = "Corporation"
	}
	for _, n := range [...]string{d.Kana, d.NameEn} {
		if n != "" {
			v.AlternateName = append(v.AlternateName, n)
		}
	}
	for i, n := range d.OtherNames {
		if i < maxLDNames {
			v.AlternateName = append(v.AlternateName, n.Name)
		}
	}
	if d.Number != "" {
		v.Identifier = &ldValue{"PropertyValue", "https://www.houjin-bangou.nta.go.jp/", "法人番号", d.Number.String()}
	}
	if a := d.Address; a.String() != "" {
		v.Address = &ldAddress{"PostalAddress", "JP", strings.TrimSuffix(strings.TrimPrefix(postcode(a.PostalCode), "〒"), " "), a.Prefecture, a.City, a.Street}
	}
	v.Founding = d.RegisteredOn.String()
	if d.RegisteredOn.IsZero() {
		v.Founding = d.CertifiedOn.String()
	}
	if !d.Active() {
		v.Dissolution = d.DissolvedOn.String()
		if d.DissolvedOn.IsZero() {
			v.Dissolution = d.ClosedOn.String()
		}
	}
	for _, slug := range d.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			v.KnowsAbout = append(v.KnowsAbout, f.Label.Ja)
		}
	}
	if d.ApprovedAt(today) {
		name := japanese.Certified
		if d.Approval == register.Special {
			name = japanese.Special
		}
		v.Certification = &ldCertificat{Type: "Certification", Name: name, Issued: d.ApprovedOn.String()}
		if !today.After(d.ApprovedUntil) { // while its renewal is being decided it has no last day
			v.Certification.Expires = d.ApprovedUntil.String()
		}
		if d.Office != "" {
			v.Certification.IssuedB = &ldName{"GovernmentOrganization", d.Office}
		}
	}
	if !d.Invented {
		v.SameAs = d.PortalURL
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil // strings and slices of strings always marshal
	}
	return b
}
