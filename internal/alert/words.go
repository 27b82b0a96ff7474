package alert

// words are the texts of the mails in one language; an entry that is missing does not compile.
type words struct {
	Both, Offers, Needs, Offer, Need, Disaster, Comma    string
	Kind, From, Where, Quantity, Period, Deadline, Merit string
	Online, Whole, Standing, Span                        string
	Manage, StopHow                                      string
	Quoted                                               func(words string) string
	Intro                                                func(search string) string
	More                                                 func(n int) string
	Subject                                              func(n int) string
}

func wordsIn(lang string) *words {
	if lang == "en" {
		return wordsEn()
	}
	return wordsJa()
}
