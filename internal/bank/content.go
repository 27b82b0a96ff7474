package bank

import (
	"encoding/json"
	"maps"
	"slices"
)

// reads is what the centre has read before publication, as one text: all words, and who may see them.
func (c *Content) reads() string {
	b, err := json.Marshal([]any{c.Title, c.Body, c.Detail, c.Unit, c.Times, c.Conditions.Note, c.CostNote, c.HandNote, c.Safety, c.MeritCompany, c.MeritGroup,
		c.Report, c.Beneficiaries, c.Audience, c.Anonymous})
	if err != nil {
		panic(err) // words
	}
	return string(b)
}

// copy is the content with lists and a map of its own.
func (c Content) copy() Content {
	c.Detail = maps.Clone(c.Detail)
	c.Cities, c.Fields, c.Conditions.Legal = slices.Clone(c.Cities), slices.Clone(c.Fields), slices.Clone(c.Conditions.Legal)
	return c
}
