package bank

import (
	"maps"
	"slices"
)

// copy is the content with lists and a map of its own.
func (c Content) copy() Content {
	c.Detail = maps.Clone(c.Detail)
	c.Cities, c.Fields, c.Conditions.Legal = slices.Clone(c.Cities), slices.Clone(c.Fields), slices.Clone(c.Conditions.Legal)
	return c
}
