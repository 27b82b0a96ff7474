package api

import (
	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/codes"
)

// The codes that a list of listings takes. Their schemas name the values, so that a mistyped one is
// refused.
type (
	supportCode       string
	listingStatusCode string
	standingCode      string
	disasterCode      string
)

// TransformSchema names the main kinds of support and the kinds.
func (supportCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	for _, m := range codes.Mains() {
		s.Enum = append(s.Enum, string(m))
		for _, k := range codes.Supports(m) {
			if string(k) != string(m) {
				s.Enum = append(s.Enum, string(k))
			}
		}
	}
	return s
}

// TransformSchema names the statuses of listings that are in lists.
func (listingStatusCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Enum = []any{"open", "partly", "taken", "paused"}
	return s
}

// TransformSchema names the values of 随時.
func (standingCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Enum = []any{"yes", "no"}
	return s
}

// TransformSchema names the value of 災害時転用可.
func (disasterCode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Enum = []any{"yes"}
	return s
}
