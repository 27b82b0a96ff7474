// Package feed writes the formats in which other programs follow and take the register along:
// Atom (RFC 4287) and CSV (RFC 4180, as spreadsheets in Japan read it). It knows no feature.
package feed
