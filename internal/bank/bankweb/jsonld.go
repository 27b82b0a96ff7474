package bankweb

import (
	"encoding/json"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
)

// The parts of schema.org that a listing's page speaks: an offer is an Offer, a need a Demand.
type (
	ldListing struct {
		Context     string     `json:"@context"`
		Type        string     `json:"@type"`
		ID          string     `json:"@id"`
		URL         string     `json:"url"`
		Name        string     `json:"name"`
		Description string     `json:"description,omitempty"`
		Category    string     `json:"category,omitempty"`
		Available   string     `json:"availability,omitempty"`
		Starts      string     `json:"availabilityStarts,omitempty"`
		Ends        string     `json:"availabilityEnds,omitempty"`
		Through     string     `json:"validThrough,omitempty"`
		From        string     `json:"validFrom,omitempty"`
		Price       string     `json:"price,omitempty"`
		Currency    string     `json:"priceCurrency,omitempty"`
		Area        []ldPlace  `json:"areaServed,omitempty"`
		By          *ldOwner   `json:"offeredBy,omitempty"`
		Level       *ldInStock `json:"inventoryLevel,omitempty"`
	}
	ldPlace struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	ldOwner struct {
		Type string `json:"@type"`
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	ldInStock struct {
		Type  string `json:"@type"`
		Value int64  `json:"value"`
		Unit  string `json:"unitText,omitempty"`
	}
)

// jsonLD describes a public listing to search engines; base makes a path a public address. The owner
// of an anonymous one is not in it.
func jsonLD(base func(path string) string, l *bank.Listing, o *ownerView) []byte {
	v := ldListing{Context: "https://schema.org", Type: "Offer", ID: base(l.Path()), URL: base(l.Path()), Name: l.Title,
		Description: clip(strings.Join(strings.Fields(l.Body), " "), 300), Category: l.Kind.Label().Ja,
		Starts: l.From.String(), Ends: l.Until.String(), Through: l.Deadline.String()}
	if l.Direction == bank.Need {
		v.Type = "Demand"
	}
	switch l.Status() {
	case bank.IsOpen, bank.IsPartly:
		v.Available = "https://schema.org/InStock"
	case bank.IsTaken:
		v.Available = "https://schema.org/SoldOut"
	default:
		v.Available = "https://schema.org/OutOfStock"
	}
	if l.Direction == bank.Offer && l.Cost == "free" {
		v.Price, v.Currency = "0", "JPY"
	}
	for _, code := range l.Cities {
		if m, ok := codes.MunicipalityByCode(code); ok {
			v.Area = append(v.Area, ldPlace{"City", m.FullName()})
		}
	}
	if o.Name != "" && !o.Hidden {
		v.By = &ldOwner{"Organization", o.Name, base(o.Href)}
	}
	if n, counted := l.Remaining(); counted {
		v.Level = &ldInStock{"QuantitativeValue", n, l.Unit}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil // strings and numbers alone: it cannot fail
	}
	return b
}
