package inquiry

import "kyodo/internal/bank"

// mailWords are the mails of the package in one language. A subject never holds what users wrote.
type mailWords struct {
	New       func(q *Inquiry, l *bank.Listing) letter
	Sender    func(l *bank.Listing) letter // to who offered by a one-off form
	Reply     func(q *Inquiry) letter
	Remind    func(q *Inquiry) letter
	Escalated func(q *Inquiry) letter
	Silent    func(q *Inquiry) letter
	Accepted  func(q *Inquiry, l *bank.Listing) letter
	InLine    func(q *Inquiry, place int64) letter
	LineOver  func(q *Inquiry) letter
	Held      func(q *Inquiry, r *Reservation) letter
	Ended     func(q *Inquiry) letter
	Meet      func(q *Inquiry) letter
	Invited   func(q *Inquiry) letter
	Mediated  func(q *Inquiry) letter
}

// mailWordsIn returns the mails in a person's language.
func mailWordsIn(lang string) *mailWords {
	if lang == "en" {
		return &mailsEN
	}
	return &mailsJA
}
