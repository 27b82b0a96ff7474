// Package ja handles Japanese text without a database: folding for search, legal
// forms of bodies, 五十音 sort keys, highlighting, and the encodings that Japanese
// offices still exchange (CP932, EUC-JP, UTF-16).
//
// Folded text is for finding and ordering only. It is never shown, never printed on a
// certificate and never stored in place of the text that was given: a name is a legal
// value, and the folding throws differences away on purpose.
package ja
