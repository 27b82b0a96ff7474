// Package postweb holds the pages on which listings are written, checked, approved and looked
// after.
package postweb
