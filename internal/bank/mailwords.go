package bank

import "kyodo/internal/term"

// mailWords are the mails of the package in one language. A subject never holds what users wrote.
type mailWords struct {
	Published func(l *Listing) letter
	Returned  func(l *Listing) letter
	Draft     func(l *Listing, last term.Date) letter
	Dropped   func(l *Listing) letter
	Warn      func(l *Listing, last term.Date) letter
	Expired   func(l *Listing) letter
	Drawn     func(l *Listing, entries int) letter
	Approval  func(l *Listing, a *Approval) letter
}

// mailWordsIn returns the mails in a person's language.
func mailWordsIn(lang string) *mailWords {
	if lang == "en" {
		return &mailsEN
	}
	return &mailsJA
}
