// Package bankweb holds the public pages of the 社会貢献バンク: lists, listings, their printed sheet,
// feeds and files.
package bankweb
